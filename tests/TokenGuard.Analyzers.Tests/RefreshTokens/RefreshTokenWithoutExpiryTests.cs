using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using Check = TokenGuard.Analyzers.Tests.Verify<TokenGuard.Analyzers.RefreshTokens.RefreshTokenWithoutExpiryAnalyzer, TokenGuard.CodeFixes.RefreshTokens.RefreshTokenWithoutExpiryCodeFix>;

namespace TokenGuard.Analyzers.Tests.RefreshTokens;

/// <summary>TKG6005.</summary>
public class RefreshTokenWithoutExpiryTests
{
    private const string Duende = "Duende.IdentityServer";
    private const string IdentityServer4 = "IdentityServer4";

    [Theory]
    [InlineData("services.AddOpenIddict().AddServer(options => options.SetRefreshTokenLifetime({|TKG6005:null|}));")]
    [InlineData("services.AddOpenIddict().AddServer(options => options.AllowRefreshTokenFlow().SetRefreshTokenLifetime({|TKG6005:TimeSpan.FromDays(365)|}));")]
    [InlineData("services.Configure<OpenIddictServerOptions>(options => options.RefreshTokenLifetime = {|TKG6005:null|});")]
    [InlineData("services.Configure<OpenIddictServerOptions>(options => options.RefreshTokenLifetime = {|TKG6005:TimeSpan.MaxValue|});")]
    [InlineData("principal.SetRefreshTokenLifetime({|TKG6005:TimeSpan.FromDays(180)|});")]
    [InlineData("services.AddAuthentication().AddBearerToken(options => options.RefreshTokenExpiration = {|TKG6005:TimeSpan.FromDays(365)|});")]
    [InlineData("var year = {|TKG6005:TimeSpan.FromDays(365)|}; services.AddAuthentication().AddBearerToken(options => { options.RefreshTokenExpiration = year; });")]
    [InlineData("services.AddAuthentication().AddBearerToken(options => options.RefreshTokenExpiration = {|TKG6005:Year|});")]
    [InlineData("user.RefreshTokenExpiryTime = {|TKG6005:DateTime.MaxValue|};")]
    [InlineData("user.RefreshTokenExpiryTime = {|TKG6005:DateTime.UtcNow.AddYears(1)|};")]
    [InlineData("user.RefreshTokenExpiryTime = {|TKG6005:DateTime.Now.AddDays(180)|}; user.RefreshToken = \"\";")]
    [InlineData("_ = new RefreshToken { Token = user.RefreshToken, Expires = {|TKG6005:DateTime.UtcNow.AddMonths(6)|} };")]
    [InlineData("_ = new RefreshToken { ExpiresAt = {|TKG6005:DateTimeOffset.MaxValue|} };")]
    [InlineData("_ = new RefreshTokenEntity(user.RefreshToken, {|TKG6005:DateTimeOffset.UtcNow.AddYears(10)|});")]
    [InlineData("var expires = remember ? {|TKG6005:DateTime.UtcNow.AddDays(365)|} : DateTime.UtcNow.AddDays(7); user.RefreshTokenExpiryTime = expires;")]
    [InlineData("settings.RefreshTokenLifetime = {|TKG6005:TimeSpan.FromDays(400)|};")]
    public Task Long_life_is_reported(string statement) => Check.Reports(Code(statement));

    [Theory]
    [InlineData("services.AddOpenIddict().AddServer(options => options.SetRefreshTokenLifetime(TimeSpan.FromDays(90)));")]
    [InlineData("services.AddOpenIddict().AddServer(options => options.SetAccessTokenLifetime(TimeSpan.FromDays(365)).DisableSlidingRefreshTokenExpiration());")]
    [InlineData("services.AddOpenIddict().AddServer(options => options.SetRefreshTokenLifetime(configuration.GetValue<TimeSpan>(\"Lifetime\")));")]
    [InlineData("principal.SetRefreshTokenLifetime(null);")] // as the server says
    [InlineData("services.AddAuthentication().AddBearerToken(options => options.RefreshTokenExpiration = TimeSpan.FromDays(14));")]
    [InlineData("services.AddAuthentication().AddBearerToken(options => options.BearerTokenExpiration = TimeSpan.FromDays(365));")]
    [InlineData("services.AddAuthentication().AddBearerToken(options => { options.RefreshTokenExpiration = TimeSpan.FromDays(365); options.RefreshTokenExpiration = TimeSpan.FromDays(7); });")]
    [InlineData("if (environment.IsDevelopment()) { user.RefreshTokenExpiryTime = DateTime.MaxValue; }")]
    [InlineData("user.RefreshTokenExpiryTime = DateTime.UtcNow.AddDays(7);")]
    [InlineData("user.RefreshTokenExpiryTime = DateTime.UtcNow.AddDays(days);")]
    [InlineData("user.RefreshTokenExpiryTime = DateTime.UtcNow.AddDays(settings.RefreshTokenDays);")]
    [InlineData("user.RefreshTokenExpiryTime = DateTime.UtcNow;")]
    [InlineData("user.RefreshTokenExpiryTime = default;")]
    [InlineData("user.ConfirmationTokenExpires = DateTime.MaxValue;")]
    [InlineData("user.LockoutEnd = DateTime.MaxValue;")]
    [InlineData("settings.RefreshTokenCleanupInterval = TimeSpan.FromDays(365);")]
    [InlineData("_ = new ApiKey { Expires = DateTime.UtcNow.AddYears(1) };")]
    [InlineData("_ = new RefreshToken { AccessTokenExpires = DateTime.UtcNow.AddYears(1), Deleted = DateTime.MaxValue };")]
    public Task Short_unknown_or_other_is_silent(string statement) => Check.Silent(Code(statement));

    [Fact]
    public Task Defaults_of_own_options_and_entities_are_reported() => Check.Reports("""
        public class TokenOptions { public TimeSpan RefreshTokenLifetime { get; set; } = {|TKG6005:TimeSpan.FromDays(365)|}; public TimeSpan AccessTokenLifetime { get; set; } = TimeSpan.FromDays(365); }
        public class RefreshToken { public DateTime ExpiresAt { get; set; } = {|TKG6005:DateTime.MaxValue|}; public DateTime CreatedAt { get; set; } = DateTime.MaxValue; }
        """);

    [Theory]
    [InlineData("30d", "user.RefreshTokenExpiryTime = {|TKG6005:DateTime.UtcNow.AddDays(60)|};")]
    [InlineData("400d", "user.RefreshTokenExpiryTime = DateTime.UtcNow.AddYears(1);")]
    public Task Limit_is_an_option(string limit, string statement) => Check.ReportsWith($"tokenguard.max_refresh_token_lifetime = {limit}", Code(statement));

    [Theory]
    [InlineData(Duende, "AllowOfflineAccess = true, AbsoluteRefreshTokenLifetime = {|TKG6005:60 * 60 * 24 * 365|}")]
    [InlineData(Duende, "AllowOfflineAccess = true, RefreshTokenExpiration = TokenExpiration.Sliding, AbsoluteRefreshTokenLifetime = {|TKG6005:0|}")]
    [InlineData(IdentityServer4, "AbsoluteRefreshTokenLifetime = {|TKG6005:int.MaxValue|}, AllowOfflineAccess = true")]
    public Task Client_whose_refresh_tokens_live_long_is_reported(string library, string members) => Check.Reports(Client(library, members), library + ".cs");

    [Theory]
    [InlineData(Duende, "AllowOfflineAccess = true, AbsoluteRefreshTokenLifetime = 2592000")]
    [InlineData(Duende, "AllowOfflineAccess = true, AbsoluteRefreshTokenLifetime = 0")] // absolute: ends at once
    [InlineData(Duende, "AllowOfflineAccess = true, RefreshTokenExpiration = TokenExpiration.Absolute, AbsoluteRefreshTokenLifetime = 0")]
    [InlineData(Duende, "AllowOfflineAccess = true, RefreshTokenExpiration = TokenExpiration.Sliding")]
    [InlineData(Duende, "AbsoluteRefreshTokenLifetime = 60 * 60 * 24 * 365")] // gets none
    [InlineData(IdentityServer4, "AllowOfflineAccess = false, AbsoluteRefreshTokenLifetime = int.MaxValue")]
    public Task Other_clients_are_silent(string library, string members) => Check.Silent(Client(library, members), library + ".cs");

    [Fact]
    public Task Application_of_one_user_is_silent() =>
        Check.Silent(Code("user.RefreshTokenExpiryTime = DateTime.MaxValue;") + "\nnamespace Microsoft.Maui.Controls { public class Application; }");

    [Fact]
    public Task Messages_say_for_how_long_and_what_to_do() =>
        Check.ReportsMessages(
            Code("user.RefreshTokenExpiryTime = {|#0:DateTime.MaxValue|}; _ = new RefreshToken { Expires = {|#1:DateTime.UtcNow.AddYears(1)|} };"),
            new DiagnosticResult("TKG6005", DiagnosticSeverity.Warning).WithLocation(0).WithMessage("'RefreshTokenExpiryTime' keeps refresh tokens valid for ever; let them expire after 14 days or less"),
            new DiagnosticResult("TKG6005", DiagnosticSeverity.Warning).WithLocation(1).WithMessage("'Expires' keeps refresh tokens valid for more than 90 days; let them expire after 14 days or less"));

    [Theory]
    [InlineData("user.RefreshTokenExpiryTime = {|TKG6005:DateTime.UtcNow.AddYears(1)|}; // a year", "user.RefreshTokenExpiryTime = DateTime.UtcNow.AddDays(14); // a year")]
    [InlineData("user.RefreshTokenExpiryTime = {|TKG6005:DateTime.MaxValue|};", "user.RefreshTokenExpiryTime = DateTime.UtcNow.AddDays(14);")]
    [InlineData("services.AddOpenIddict().AddServer(options => options.SetRefreshTokenLifetime({|TKG6005:null|}));", "services.AddOpenIddict().AddServer(options => options.SetRefreshTokenLifetime(TimeSpan.FromDays(14)));")]
    [InlineData("services.AddAuthentication().AddBearerToken(options => options.RefreshTokenExpiration = {|TKG6005:TimeSpan.FromDays(365)|});", "services.AddAuthentication().AddBearerToken(options => options.RefreshTokenExpiration = TimeSpan.FromDays(14));")]
    public Task Fix_shortens_the_life(string before, string after) => Check.Fixes(Code(before), Code(after));

    [Theory]
    [InlineData("AllowOfflineAccess = true, RefreshTokenExpiration = TokenExpiration.Sliding, AbsoluteRefreshTokenLifetime = {|TKG6005:0|}", "AllowOfflineAccess = true, RefreshTokenExpiration = TokenExpiration.Sliding, AbsoluteRefreshTokenLifetime = 1209600")]
    [InlineData("AllowOfflineAccess = true, AbsoluteRefreshTokenLifetime = {|TKG6005:int.MaxValue|}", "AllowOfflineAccess = true, AbsoluteRefreshTokenLifetime = 1209600")]
    public Task Fix_of_a_client_sets_the_seconds(string before, string after) => Check.Fixes(Client(Duende, before), Client(Duende, after), stubs: Duende + ".cs");

    private static string Code(string statement) => $$"""
        using System.Security.Claims;
        using OpenIddict.Abstractions;
        using OpenIddict.Server;

        public class ShopUser { public string RefreshToken { get; set; } = ""; public DateTime RefreshTokenExpiryTime { get; set; } public DateTime ConfirmationTokenExpires { get; set; } public DateTimeOffset? LockoutEnd { get; set; } }
        public class RefreshToken { public string Token { get; set; } = ""; public DateTime Expires { get; set; } public DateTimeOffset ExpiresAt { get; set; } public DateTime AccessTokenExpires { get; set; } public DateTime Deleted { get; set; } }
        public record RefreshTokenEntity(string Token, DateTimeOffset ExpiresOn);
        public class ApiKey { public DateTime Expires { get; set; } }
        public class Settings { public int RefreshTokenDays { get; set; } = 7; public TimeSpan RefreshTokenLifetime { get; set; } public TimeSpan RefreshTokenCleanupInterval { get; set; } }

        public class C
        {
            private static readonly TimeSpan Year = TimeSpan.FromDays(365);

            public static void M(IServiceCollection services, IConfiguration configuration, IHostEnvironment environment, ClaimsPrincipal principal, ShopUser user, Settings settings, bool remember, int days)
            {
                {{statement}}
            }
        }
        """;

    private static string Client(string library, string members) => $$"""
        using {{library}}.Models;

        static class Clients
        {
            public static IEnumerable<Client> All => new[]
            {
                new Client { ClientId = "spa", {{members}} },
            };
        }
        """;
}
