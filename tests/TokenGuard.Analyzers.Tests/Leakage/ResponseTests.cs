using TokenGuard.Analyzers.Leakage;
using TokenGuard.CodeFixes.Leakage;

namespace TokenGuard.Analyzers.Tests.Leakage;

/// <summary>TKG5005 and TKG5006: what is in the bodies of responses.</summary>
public class ResponseTests
{
    private static string Controller(string attribute, string action, string onType = "") =>
        $$"""
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.AspNetCore.OutputCaching;

        public class Tokens { public string AccessToken { get; set; } = ""; public string RefreshToken { get; set; } = ""; }

        [ApiController]
        {{onType}}
        public class AuthController : ControllerBase
        {
            // Gives a token.
            {{attribute}}
            [HttpGet("token")]
            {{action}}
        }
        """;

    [Theory]
    [InlineData("[ResponseCache(Duration = 60)]", "public IActionResult Get(string accessToken) => Ok(new { {|TKG5006:accessToken|} });")]
    [InlineData("[OutputCache]", "public IActionResult Get(string refreshToken) => Ok({|TKG5006:refreshToken|});")]
    [InlineData("[OutputCache(Duration = 60)]", "public IActionResult Get(Tokens tokens) => Ok({|TKG5006:tokens|});")]
    [InlineData("[ResponseCache(Duration = 60)]", "public Tokens Get() { var tokens = new Tokens(); return {|TKG5006:tokens|}; }")]
    public Task Cached_response_with_a_token_is_reported(string attribute, string action) => Verify<CacheableTokenResponseAnalyzer>.Reports(Controller(attribute, action));

    [Theory]
    [InlineData("[ResponseCache(NoStore = true)]", "public IActionResult Get(string accessToken) => Ok(new { accessToken });")]
    [InlineData("[ResponseCache(Duration = 0)]", "public IActionResult Get(string accessToken) => Ok(new { accessToken });")]
    [InlineData("[ResponseCache(Location = ResponseCacheLocation.None)]", "public IActionResult Get(string accessToken) => Ok(new { accessToken });")]
    [InlineData("", "public IActionResult Get(string accessToken) => Ok(new { accessToken });")]
    [InlineData("[ResponseCache(Duration = 60)]", "public IActionResult Get(string user, string tokenType) => Ok(new { user, tokenType });")]
    public Task Response_that_is_not_kept_or_has_no_token_is_silent(string attribute, string action) => Verify<CacheableTokenResponseAnalyzer>.Silent(Controller(attribute, action));

    [Fact]
    public Task Attribute_of_the_controller_counts_unless_the_action_has_its_own()
    {
        const string Action = "public IActionResult Get(string accessToken) => Ok(new { {|TKG5006:accessToken|} });";
        return Task.WhenAll(
            Verify<CacheableTokenResponseAnalyzer>.Reports(Controller("", Action, "[ResponseCache(Duration = 60)]")),
            Verify<CacheableTokenResponseAnalyzer>.Silent(Controller("[ResponseCache(NoStore = true)]", Action.Replace("{|TKG5006:accessToken|}", "accessToken", StringComparison.Ordinal), "[ResponseCache(Duration = 60)]")));
    }

    [Fact]
    public Task Fix_takes_the_caching_away() =>
        Verify<CacheableTokenResponseAnalyzer, CacheableTokenResponseCodeFix>.Fixes(
            Controller("[ResponseCache(Duration = 60)]", "public IActionResult Get(string accessToken, string refreshToken) => Ok(new { {|TKG5006:accessToken|}, {|TKG5006:refreshToken|} });"),
            Controller("", "public IActionResult Get(string accessToken, string refreshToken) => Ok(new { accessToken, refreshToken });").Replace("    \n", "", StringComparison.Ordinal));

    [Fact]
    public Task Fix_takes_the_caching_of_a_route_away() =>
        Verify<CacheableTokenResponseAnalyzer, CacheableTokenResponseCodeFix>.Fixes(
            """
            var app = WebApplication.CreateBuilder(args).Build();
            app.MapGet("/token", (string accessToken) => Results.Ok(new { {|TKG5006:accessToken|} })).CacheOutput().RequireAuthorization();
            app.MapGet("/name", (string name) => Results.Ok(new { name })).CacheOutput();
            app.MapGet("/other", (string accessToken) => Results.Ok(new { accessToken })).RequireAuthorization();
            """,
            """
            var app = WebApplication.CreateBuilder(args).Build();
            app.MapGet("/token", (string accessToken) => Results.Ok(new { accessToken })).RequireAuthorization();
            app.MapGet("/name", (string name) => Results.Ok(new { name })).CacheOutput();
            app.MapGet("/other", (string accessToken) => Results.Ok(new { accessToken })).RequireAuthorization();
            """);

    [Theory]
    [InlineData("public IActionResult Get(string accessToken, string refreshToken) => Ok(new { accessToken, {|TKG5005:refreshToken|} });")]
    [InlineData("public ActionResult<Tokens> Get(Tokens tokens) => Ok({|TKG5005:tokens|});")]
    [InlineData("public ActionResult<Tokens> Get(Tokens tokens) => {|TKG5005:tokens|};")]
    public Task Refresh_token_in_a_response_is_reported(string action) => Verify<RefreshTokenInResponseBodyAnalyzer>.ReportsWith("dotnet_diagnostic.TKG5005.severity = warning", Controller("", action));

    [Theory]
    [InlineData("public IActionResult Get(string accessToken) => Ok(new { accessToken });")]
    [InlineData("public IActionResult Get(string user, DateTime refreshTokenExpiry) => Ok(new { user, refreshTokenExpiry });")]
    public Task Response_without_refresh_token_is_silent(string action) => Verify<RefreshTokenInResponseBodyAnalyzer>.ReportsWith("dotnet_diagnostic.TKG5005.severity = warning", Controller("", action));

    [Theory]
    [InlineData("""options.SaveTokens = true""", true, "")]
    [InlineData("""options.SaveTokens = false""", false, "")]
    [InlineData("""options.SaveTokens = true""", false, "builder.Services.AddAuthentication().AddCookie(options => options.SessionStore = null);")]
    public Task Tokens_in_the_cookie_are_reported_unless_sessions_are_kept_on_the_server(string statement, bool isReported, string more) =>
        Verify<SaveTokensInCookieAnalyzer>.ReportsWith(
            "dotnet_diagnostic.TKG5007.severity = warning",
            $$"""
            var builder = WebApplication.CreateBuilder(args);
            builder.Services.AddAuthentication().AddOpenIdConnect(options => {{(isReported ? $"{{|TKG5007:{statement}|}}" : statement)}});
            builder.Services.AddAuthentication().AddJwtBearer(options => options.SaveToken = true);
            {{more}}
            """);
}
