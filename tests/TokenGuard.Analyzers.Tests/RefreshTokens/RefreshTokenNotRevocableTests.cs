using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using Check = TokenGuard.Analyzers.Tests.Verify<TokenGuard.Analyzers.RefreshTokens.RefreshTokenSetupAnalyzer, TokenGuard.CodeFixes.RefreshTokens.RefreshTokenNotRevocableCodeFix>;

namespace TokenGuard.Analyzers.Tests.RefreshTokens;

/// <summary>TKG6006.</summary>
public class RefreshTokenNotRevocableTests
{
    [Theory]
    [InlineData("options.AllowRefreshTokenFlow(); options.{|TKG6006:DisableTokenStorage|}();")]
    [InlineData("options.AllowPasswordFlow().AllowRefreshTokenFlow().{|TKG6006:DisableTokenStorage|}().DisableAuthorizationStorage();")]
    [InlineData("options.AllowRefreshTokenFlow().Configure(server => {|TKG6006:server.DisableTokenStorage = true|});")]
    public Task Server_that_remembers_no_refresh_tokens_is_reported(string statement) => Check.Reports(Server(statement));

    [Theory]
    [InlineData("options.AllowRefreshTokenFlow();")]
    [InlineData("options.AllowRefreshTokenFlow().DisableAuthorizationStorage();")]
    [InlineData("options.AllowClientCredentialsFlow().DisableTokenStorage();")] // gives no refresh tokens
    [InlineData("options.AllowRefreshTokenFlow().Configure(server => server.DisableTokenStorage = false);")]
    [InlineData("if (builder.Environment.IsDevelopment()) { options.AllowRefreshTokenFlow().DisableTokenStorage(); }")]
    public Task Other_servers_are_silent(string statement) => Check.Silent(Server(statement));

    [Fact]
    public Task Client_that_keeps_no_state_is_silent() => Check.Silent("""
        // AllowRefreshTokenFlow
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddOpenIddict().AddOther(options => options.DisableTokenStorage());

        public class OpenIddictClientBuilder { public void DisableTokenStorage() { } }
        static class Extensions { public static void AddOther(this OpenIddictBuilder builder, Action<OpenIddictClientBuilder> configure) => configure(new()); }
        """);

    [Fact]
    public Task Message_says_what_to_do() =>
        Check.ReportsMessages(
            Server("options.AllowRefreshTokenFlow().{|#0:DisableTokenStorage|}();"),
            new DiagnosticResult("TKG6006", DiagnosticSeverity.Warning).WithLocation(0).WithMessage("'DisableTokenStorage' is called, so that refresh tokens cannot be revoked; remove the call"));

    [Theory]
    [InlineData("options.AllowRefreshTokenFlow().{|TKG6006:DisableTokenStorage|}().DisableAuthorizationStorage();", "options.AllowRefreshTokenFlow().DisableAuthorizationStorage();")]
    [InlineData("options.AllowRefreshTokenFlow().Configure(server => {|TKG6006:server.DisableTokenStorage = true|});", "options.AllowRefreshTokenFlow().Configure(server => server.DisableTokenStorage = false);")]
    public Task Fix_lets_the_server_store_tokens(string before, string after) => Check.Fixes(Server(before), Server(after));

    private static string Server(string statement) =>
        $"var builder = WebApplication.CreateBuilder(args);\nbuilder.Services.AddOpenIddict().AddServer(options => {{ {statement} }});";
}
