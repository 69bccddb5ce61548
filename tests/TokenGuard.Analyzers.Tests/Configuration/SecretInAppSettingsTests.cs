using Check = TokenGuard.Analyzers.Tests.Verify<TokenGuard.Analyzers.Configuration.AppSettingsAnalyzer, Microsoft.CodeAnalysis.Testing.EmptyCodeFixProvider>;

namespace TokenGuard.Analyzers.Tests.Configuration;

public class SecretInAppSettingsTests
{
    [Theory]
    [InlineData("Jwt:Key")]
    [InlineData("JWT:Secret")]
    [InlineData("JwtSettings:SecretKey")]
    [InlineData("JwtOptions:SecurityKey")]
    [InlineData("JwtConfig:IssuerSigningKey")]
    [InlineData("Token:Key")]
    [InlineData("TokenOptions:SymmetricSecurityKey")]
    [InlineData("TokenKey")]
    [InlineData("JWT_KEY")]
    [InlineData("AppSettings:Token")]
    [InlineData("AppSettings:Secret")]
    [InlineData("AppConfiguration:Secret")]
    [InlineData("AppSettings:JwtSecret")]
    [InlineData("Authentication:SecretKey")]
    [InlineData("Authentication:Google:ClientSecret")]
    [InlineData("Authentication:Facebook:AppSecret")]
    [InlineData("AzureAd:ClientSecret")]
    [InlineData("Keycloak:client_secret")]
    [InlineData("Identity:Jwt:SigningKey")]
    [InlineData("Authentication:Schemes:Bearer:SigningKeys:Value")]
    public Task Signing_keys_and_client_secrets_are_reported(string path) =>
        Check.ReportsInFile("/appsettings.json", $$"""{ "{{path}}": {|TKG7002:"k3Xw9Qm2Vt7Rz4Lb8Nc1Hs6Yd5Jf0Pg3"|} }""");

    [Theory]
    [InlineData("this is my custom Secret key for authentication")]
    [InlineData("C1CF4B7DC4C4175B6618DE4F55CA4")]
    [InlineData("mysupersecretkey12345")]
    [InlineData("511536EF-F270-4058-80CA-1C89C192F69A")]
    [InlineData("aGVsbG8gd29ybGQgaGVsbG8gd29ybGQ=")]
    public Task A_value_that_works_is_reported(string value) =>
        Check.ReportsInFile("/appsettings.json", $$"""{ "Jwt": { "Key": {|TKG7002:"{{value}}"|} } }""");

    [Theory]
    [InlineData("")]
    [InlineData("<secret>")]
    [InlineData("${JWT_KEY}")]
    [InlineData("#{JwtKey}#")]
    [InlineData("__JwtKey__")]
    [InlineData("{{ jwt.key }}")]
    [InlineData("%JWT_KEY%")]
    [InlineData("$(JwtKey)")]
    [InlineData("****************")]
    [InlineData("your-256-bit-secret-key")]
    [InlineData("secret-from-app-registration")]
    [InlineData("REPLACE_WITH_A_LONG_SECRET")]
    [InlineData("[Enter the Client Secret Here]")]
    [InlineData("CHANGE-ME-PLEASE")]
    [InlineData("set in user secrets")]
    [InlineData("@Microsoft.KeyVault(SecretUri=https://shop.vault.azure.net/secrets/jwt)")]
    [InlineData("env:JWT_KEY")]
    [InlineData("keys/signing.pem")]
    [InlineData("-----BEGIN PUBLIC KEY-----MIIB")]
    [InlineData("short")]
    public Task Placeholders_and_names_of_files_are_silent(string value) =>
        Check.ReportsInFile("/appsettings.json", $$"""{ "Jwt": { "Key": "{{value}}" }, "AzureAd": { "ClientSecret": "{{value}}" } }""");

    [Theory]
    [InlineData("Jwt:KeyId")]
    [InlineData("Jwt:PublicKey")]
    [InlineData("Jwt:SecretName")]
    [InlineData("Jwt:SigningKeyPath")]
    [InlineData("Jwt:Issuer")]
    [InlineData("AzureAd:ClientId")]
    [InlineData("Stripe:PublishableKey")]
    [InlineData("ApplicationInsights:InstrumentationKey")]
    [InlineData("Cache:Key")]
    [InlineData("Search:Token")]
    [InlineData("KeyVault:Name")]
    [InlineData("ConnectionStrings:Default")]
    public Task Other_settings_are_silent(string path) =>
        Check.ReportsInFile("/appsettings.json", $$"""{ "{{path}}": "k3Xw9Qm2Vt7Rz4Lb8Nc1Hs6Yd5Jf0Pg3" }""");

    [Fact]
    public Task Settings_for_development_are_silent() =>
        Check.ReportsInFile("/appsettings.Development.json", """{ "Jwt": { "Key": "k3Xw9Qm2Vt7Rz4Lb8Nc1Hs6Yd5Jf0Pg3" } }""");

    [Fact]
    public Task A_section_can_be_excluded() =>
        Check.ReportsInFile("/appsettings.json", """{ "Jwt": { "Key": "k3Xw9Qm2Vt7Rz4Lb8Nc1Hs6Yd5Jf0Pg3" } }""", "tokenguard.excluded_settings = Jwt");
}
