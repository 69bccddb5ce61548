using TokenGuard.Analyzers.Leakage;

namespace TokenGuard.Analyzers.Tests.Leakage;

using Verify = Verify<SaveTokensInCookieAnalyzer>;

public class SaveTokensInCookieTests
{
    private const string Enabled = "dotnet_diagnostic.TKG5007.severity = warning";

    [Theory]
    [InlineData("""options.SaveTokens = true""", true, "")]
    [InlineData("""options.SaveTokens = false""", false, "")]
    [InlineData("""options.SaveTokens = true""", false, "builder.Services.AddAuthentication().AddCookie(options => options.SessionStore = null);")]
    public Task Tokens_in_the_cookie_are_reported_unless_sessions_are_kept_on_the_server(string statement, bool isReported, string more) =>
        Verify.ReportsWith(
            Enabled,
            $$"""
            var builder = WebApplication.CreateBuilder(args);
            builder.Services.AddAuthentication().AddOpenIdConnect(options => {{(isReported ? $"{{|TKG5007:{statement}|}}" : statement)}});
            builder.Services.AddAuthentication().AddJwtBearer(options => options.SaveToken = true);
            {{more}}
            """);
}
