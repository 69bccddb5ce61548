using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using Check = TokenGuard.Analyzers.Tests.Verify<TokenGuard.Analyzers.RefreshTokens.RefreshTokenSetupAnalyzer, TokenGuard.CodeFixes.RefreshTokens.RefreshTokenReusableCodeFix>;

namespace TokenGuard.Analyzers.Tests.RefreshTokens;

/// <summary>TKG6004.</summary>
public class RefreshTokenReusableTests
{
    private const string Duende = "Duende.IdentityServer";
    private const string IdentityServer4 = "IdentityServer4";

    [Theory]
    [InlineData("options.{|TKG6004:DisableRollingRefreshTokens|}();")]
    [InlineData("options.AllowRefreshTokenFlow().{|TKG6004:DisableRollingRefreshTokens|}().UseReferenceRefreshTokens();")]
    [InlineData("options.Configure(server => {|TKG6004:server.DisableRollingRefreshTokens = true|});")]
    [InlineData("options.SetRefreshTokenReuseLeeway({|TKG6004:TimeSpan.FromMinutes(5)|});")]
    [InlineData("options.SetRefreshTokenReuseLeeway({|TKG6004:Leeway|});")]
    [InlineData("options.Configure(server => server.RefreshTokenReuseLeeway = {|TKG6004:TimeSpan.FromHours(1)|});")]
    public Task Server_that_accepts_used_refresh_tokens_is_reported(string statement) => Check.Reports(Server(statement));

    [Theory]
    [InlineData("options.AllowRefreshTokenFlow();")]
    [InlineData("options.SetRefreshTokenReuseLeeway(TimeSpan.FromSeconds(30));")]
    [InlineData("options.SetRefreshTokenReuseLeeway(TimeSpan.FromMinutes(1));")]
    [InlineData("options.SetRefreshTokenReuseLeeway(null);")]
    [InlineData("options.SetRefreshTokenReuseLeeway(builder.Configuration.GetValue<TimeSpan>(\"Leeway\"));")]
    [InlineData("options.Configure(server => server.DisableRollingRefreshTokens = false);")]
    [InlineData("options.Configure(server => { server.DisableRollingRefreshTokens = true; server.DisableRollingRefreshTokens = !builder.Environment.IsProduction(); });")]
    [InlineData("options.DisableSlidingRefreshTokenExpiration();")] // safer than the default
    [InlineData("if (builder.Environment.IsDevelopment()) { options.DisableRollingRefreshTokens(); }")]
    public Task Server_whose_refresh_tokens_work_once_is_silent(string statement) => Check.Silent(Server(statement));

    [Theory]
    [InlineData(Duende, "AllowOfflineAccess = true, RequireClientSecret = false, {|TKG6004:RefreshTokenUsage = TokenUsage.ReUse|}")]
    [InlineData(Duende, "{|TKG6004:RefreshTokenUsage = TokenUsage.ReUse|}, AllowOfflineAccess = true, RequireClientSecret = false")]
    [InlineData(IdentityServer4, "AllowOfflineAccess = true, RequireClientSecret = false, {|TKG6004:RefreshTokenUsage = TokenUsage.ReUse|}")]
    [InlineData(Duende, "{|TKG6004:AllowOfflineAccess = true|}, RequireClientSecret = false")]
    [InlineData(Duende, "RequireClientSecret = false, AllowedGrantTypes = GrantTypes.Code, {|TKG6004:AllowOfflineAccess = true|}, RequireDPoP = false")]
    public Task Client_without_secret_is_reported(string library, string members) => Check.Reports(Client(library, members), library + ".cs");

    [Theory]
    [InlineData(Duende, "AllowOfflineAccess = true, RequireClientSecret = false, RefreshTokenUsage = TokenUsage.OneTimeOnly")]
    [InlineData(Duende, "AllowOfflineAccess = true, RefreshTokenUsage = TokenUsage.ReUse")] // has a secret
    [InlineData(Duende, "AllowOfflineAccess = true, RequireClientSecret = true, RefreshTokenUsage = TokenUsage.ReUse")]
    [InlineData(Duende, "AllowOfflineAccess = true")]
    [InlineData(Duende, "AllowOfflineAccess = true, RequireClientSecret = false, RequireDPoP = true")]
    [InlineData(Duende, "AllowOfflineAccess = true, RequireClientSecret = false, RequireDPoP = true, RefreshTokenUsage = TokenUsage.ReUse")]
    [InlineData(Duende, "RequireClientSecret = false, RefreshTokenUsage = TokenUsage.ReUse")] // gets no refresh token
    [InlineData(Duende, "AllowOfflineAccess = false, RequireClientSecret = false")]
    [InlineData(Duende, "AllowOfflineAccess = Settings.IsOn, RequireClientSecret = false, RefreshTokenUsage = TokenUsage.ReUse")]
    [InlineData(IdentityServer4, "AllowOfflineAccess = true, RequireClientSecret = false")] // works once there
    public Task Other_clients_are_silent(string library, string members) => Check.Silent(Client(library, members), library + ".cs");

    [Fact]
    public Task Client_that_is_set_up_step_by_step_is_reported() => Check.Reports("""
        using Duende.IdentityServer.Models;

        class C
        {
            Client M(string id)
            {
                var client = new Client { ClientId = id };
                client.RequireClientSecret = false;
                client.AllowOfflineAccess = true;
                {|TKG6004:client.RefreshTokenUsage = TokenUsage.ReUse|};
                return client;
            }

            Client N(string id)
            {
                var client = new Client { ClientId = id, RequireClientSecret = false, AllowOfflineAccess = true };
                client.RefreshTokenUsage = TokenUsage.OneTimeOnly;
                return client;
            }
        }
        """, "Duende.IdentityServer.cs");

    [Fact]
    public Task What_only_has_the_names_is_silent() => Check.Silent("""
        class Client { public bool RequireClientSecret; public bool AllowOfflineAccess { get; set; } public int RefreshTokenUsage { get; set; } public void DisableRollingRefreshTokens() { } }

        class C { Client M() { var client = new Client { RequireClientSecret = false, AllowOfflineAccess = true, RefreshTokenUsage = 0 }; client.DisableRollingRefreshTokens(); return client; } }
        """, "Duende.IdentityServer.cs");

    [Fact]
    public Task Messages_say_what_is_set_and_what_to_do() =>
        Check.ReportsMessages(
            Server("options.{|#0:DisableRollingRefreshTokens|}().SetRefreshTokenReuseLeeway({|#1:TimeSpan.FromMinutes(5)|});"),
            new DiagnosticResult("TKG6004", DiagnosticSeverity.Warning).WithLocation(0).WithMessage("'DisableRollingRefreshTokens' is called, so that a stolen refresh token works beside the real one; remove the call"),
            new DiagnosticResult("TKG6004", DiagnosticSeverity.Warning).WithLocation(1).WithMessage("'SetRefreshTokenReuseLeeway' accepts used refresh tokens for more than 1 minute, so that a stolen refresh token works beside the real one; set it to 30 seconds"));

    [Theory]
    [InlineData("options.{|TKG6004:DisableRollingRefreshTokens|}().AllowRefreshTokenFlow();", "options.AllowRefreshTokenFlow();")]
    [InlineData("options.AllowRefreshTokenFlow().{|TKG6004:DisableRollingRefreshTokens|}(); // as before\n", "options.AllowRefreshTokenFlow(); // as before\n")]
    [InlineData("options.Configure(server => {|TKG6004:server.DisableRollingRefreshTokens = true|});", "options.Configure(server => server.DisableRollingRefreshTokens = false);")]
    [InlineData("options.SetRefreshTokenReuseLeeway({|TKG6004:TimeSpan.FromMinutes(5)|});", "options.SetRefreshTokenReuseLeeway(TimeSpan.FromSeconds(30));")]
    public Task Fix_of_a_server_makes_refresh_tokens_work_once(string before, string after) => Check.Fixes(Server(before), Server(after));

    [Theory]
    [InlineData(Duende, "AllowOfflineAccess = true, RequireClientSecret = false, {|TKG6004:RefreshTokenUsage = TokenUsage.ReUse|}", "AllowOfflineAccess = true, RequireClientSecret = false, RefreshTokenUsage = TokenUsage.OneTimeOnly")]
    [InlineData(Duende, "{|TKG6004:AllowOfflineAccess = true|}, RequireClientSecret = false", "AllowOfflineAccess = true, RequireClientSecret = false, RefreshTokenUsage = TokenUsage.OneTimeOnly")]
    public Task Fix_of_a_client_makes_refresh_tokens_work_once(string library, string before, string after) => Check.Fixes(Client(library, before), Client(library, after), stubs: library + ".cs");

    private static string Server(string statement) => $$"""
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddOpenIddict().AddServer(options => { {{statement}} });

        partial class Program { private static readonly TimeSpan Leeway = TimeSpan.FromMinutes(10); }
        """;

    private static string Client(string library, string members) => $$"""
        using {{library}}.Models;

        static class Settings { public static bool IsOn { get; set; } }

        static class Clients
        {
            public static IEnumerable<Client> All => new[]
            {
                new Client { ClientId = "spa", {{members}} },
            };
        }
        """;
}
