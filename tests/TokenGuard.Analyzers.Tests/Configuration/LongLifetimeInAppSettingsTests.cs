using Check = TokenGuard.Analyzers.Tests.Verify<TokenGuard.Analyzers.Configuration.AppSettingsAnalyzer, Microsoft.CodeAnalysis.Testing.EmptyCodeFixProvider>;

namespace TokenGuard.Analyzers.Tests.Configuration;

public class LongLifetimeInAppSettingsTests
{
    [Theory]
    [InlineData("Jwt:ExpiryInDays", "7")]
    [InlineData("Jwt:ExpireDays", "30")]
    [InlineData("JwtExpireDays", "30")]
    [InlineData("JwtSettings:DurationInMinutes", "1440")]
    [InlineData("JwtSettings:TokenExpirationInMinutes", "\"120\"")]
    [InlineData("TokenOptions:AccessTokenLifetimeHours", "2")]
    [InlineData("Token:ValidityInSeconds", "86400")]
    [InlineData("Auth:AccessToken:Lifetime", "\"1.00:00:00\"")]
    [InlineData("Auth:AccessToken:Lifetime", "\"24:00:00\"")] // 24 days: TimeSpan.Parse
    [InlineData("Jwt:RefreshTokenExpirationDays", "365")]
    [InlineData("RefreshToken:LifetimeInDays", "91")]
    public Task More_than_the_limit_is_reported(string path, string value) =>
        Check.ReportsInFile("/appsettings.json", $$"""{ "{{path}}": {|TKG7012:{{value}}|} }""");

    [Theory]
    [InlineData("Jwt:ExpiryInMinutes", "60")]
    [InlineData("Jwt:Expiry", "3600")] // no unit
    [InlineData("Jwt:ExpiryInDays", "0")]
    [InlineData("Jwt:ExpiryInDays", "\"${DAYS}\"")]
    [InlineData("Jwt:ExpiryInDays", "null")]
    [InlineData("Jwt:ExpiryInDays", "1e300")]
    [InlineData("Jwt:KeyRotationDurationDays", "90")]
    [InlineData("Auth:AccessToken:Lifetime", "\"00:15:00\"")]
    [InlineData("Jwt:RefreshTokenExpirationDays", "14")]
    [InlineData("RefreshToken:LifetimeInDays", "90")]
    [InlineData("Cache:ExpirationDays", "30")]
    [InlineData("Auth:CookieExpirationDays", "14")]
    [InlineData("Identity:PasswordResetTokenExpirationDays", "3")]
    [InlineData("Jwt:ClockSkewDurationMinutes", "120")]
    [InlineData("Jwt:RefreshIntervalDays", "30")]
    public Task What_is_short_unknown_or_about_other_things_is_silent(string path, string value) =>
        Check.ReportsInFile("/appsettings.json", $$"""{ "{{path}}": {{value}} }""");

    [Fact]
    public Task The_limits_are_those_of_the_policy() =>
        Check.ReportsInFile(
            "/appsettings.json",
            """{ "Jwt": { "ExpiryInMinutes": {|TKG7012:15|}, "RefreshTokenExpiryInDays": {|TKG7012:31|} } }""",
            "tokenguard.max_access_token_lifetime = 10m\ntokenguard.max_refresh_token_lifetime = 30d");

    [Fact]
    public Task Settings_for_development_are_silent() =>
        Check.ReportsInFile("/appsettings.Development.json", """{ "Jwt": { "ExpiryInDays": 365 } }""");
}
