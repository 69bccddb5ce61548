using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using TokenGuard.CodeFixes.Storage;
using Verify = TokenGuard.Analyzers.Tests.Verify<TokenGuard.Analyzers.Storage.TokenCookieAnalyzer, TokenGuard.CodeFixes.Storage.TokenCookieCrossSiteCodeFix>;

namespace TokenGuard.Analyzers.Tests.Storage;

/// <summary>TKG3003; what makes a cookie a token cookie is tested with TKG3001.</summary>
public class TokenCookieCrossSiteTests
{
    [Theory]
    [InlineData("""response.Cookies.Append("refresh_token", other, new CookieOptions { HttpOnly = true, Secure = true, {|TKG3003:SameSite = SameSiteMode.None|} });""")]
    [InlineData("""response.Cookies.Append("s", refreshToken, new CookieOptions { HttpOnly = true, Secure = true, {|TKG3003:SameSite = SameSiteMode.None|} });""")]
    [InlineData("""response.Cookies.Append("refresh_token", other, new CookieOptions { HttpOnly = true, Secure = request.IsHttps, {|TKG3003:SameSite = SameSiteMode.None|} });""")]
    [InlineData("""var options = new CookieOptions { HttpOnly = true, Secure = true }; {|TKG3003:options.SameSite = SameSiteMode.None|}; response.Cookies.Append("refresh_token", other, options);""")]
    [InlineData("""response.Cookies.Append("access_token", other, {|TKG3002:new CookieOptions|} { HttpOnly = true, {|TKG3003:SameSite = SameSiteMode.None|} });""")]
    [InlineData("""response.Headers.SetCookie = {|TKG3003:$"refresh_token={other}; HttpOnly; Secure; SameSite=None"|};""")]
    [InlineData("""response.Headers.SetCookie = {|TKG3002:{|TKG3003:$"access_token={other}; HttpOnly; samesite=none"|}|};""")]
    public Task Cookie_that_other_sites_should_not_use_is_reported(string statement) => Verify.Reports(CookieCode.Method(statement));

    [Theory]
    [InlineData("""response.Cookies.Append("access_token", other, new CookieOptions { HttpOnly = true, Secure = true, SameSite = SameSiteMode.None });""")]
    [InlineData("""response.Cookies.Append("access_token", other, new CookieOptions { HttpOnly = true, Secure = request.IsHttps, SameSite = SameSiteMode.None });""")]
    [InlineData("""response.Cookies.Append("refresh_token", other, new CookieOptions { HttpOnly = true, Secure = true, SameSite = flag ? SameSiteMode.None : SameSiteMode.Strict });""")]
    [InlineData("""response.Cookies.Append("refresh_token", other, new CookieOptions { HttpOnly = true, Secure = true, SameSite = SameSiteMode.Strict });""")]
    [InlineData("""response.Headers.SetCookie = $"access_token={other}; HttpOnly; Secure; SameSite=None";""")]
    [InlineData("""response.Headers.SetCookie = $"refresh_token={other}; HttpOnly; Secure; SameSite={other}";""")]
    [InlineData("""response.Headers.SetCookie = $"refresh_token={other}; HttpOnly; Secure; SameSite=None; SameSite=Strict";""")]
    public Task Cookie_that_other_sites_may_use_is_silent(string statement) => Verify.Silent(CookieCode.Method(statement));

    [Theory]
    [InlineData("""services.AddSession(options => {|TKG3003:options.Cookie.SameSite = SameSiteMode.None|});""")]
    [InlineData("""services.AddAuthentication().AddCookie(options => { {|TKG3003:options.Cookie.SameSite = SameSiteMode.None|}; {|TKG3002:options.Cookie.SecurePolicy = CookieSecurePolicy.None|}; });""")]
    public Task Cookie_of_the_framework_is_reported(string statement) => Verify.Reports(Services(statement));

    [Theory]
    [InlineData("""services.AddSession(options => { options.Cookie.SameSite = SameSiteMode.None; options.Cookie.SecurePolicy = CookieSecurePolicy.Always; });""")]
    [InlineData("""services.AddAuthentication().AddCookie(options => { options.Cookie.SecurePolicy = CookieSecurePolicy.Always; options.Cookie.SameSite = SameSiteMode.None; });""")]
    [InlineData("""services.AddAuthentication().AddCookie(options => options.Cookie.SameSite = SameSiteMode.None);""")]
    [InlineData("""services.AddAuthentication().AddOpenIdConnect(options => options.NonceCookie.SameSite = SameSiteMode.None);""")]
    public Task Cookie_of_the_framework_that_is_secure_is_silent(string statement) => Verify.Silent(Services(statement));

    [Theory]
    [InlineData("MinimumSameSitePolicy = SameSiteMode.Lax")]
    [InlineData("MinimumSameSitePolicy = SameSiteMode.Strict")]
    public Task Cookie_policy_of_the_application_covers_it(string policy) =>
        Verify.Silent($$"""
            public class C
            {
                public void Configure(IApplicationBuilder app) => app.UseCookiePolicy(new CookiePolicyOptions { {{policy}} });

                public void M(HttpResponse response, string text) =>
                    response.Cookies.Append("refresh_token", text, new CookieOptions { HttpOnly = true, Secure = true, SameSite = SameSiteMode.None });
            }
            """);

    [Fact]
    public Task Cookie_policy_that_allows_None_changes_nothing() =>
        Verify.Reports("""
            public class C
            {
                public void Configure(IApplicationBuilder app) => app.UseCookiePolicy(new CookiePolicyOptions { MinimumSameSitePolicy = SameSiteMode.None });

                public void M(HttpResponse response, string text) =>
                    response.Cookies.Append("refresh_token", text, new CookieOptions { HttpOnly = true, Secure = true, {|TKG3003:SameSite = SameSiteMode.None|} });
            }
            """);

    [Theory]
    [InlineData(TokenCookieCrossSiteCodeFix.StrictKey, "Strict")]
    [InlineData(TokenCookieCrossSiteCodeFix.LaxKey, "Lax")]
    public Task SameSite_is_made_stricter(string key, string value) =>
        Verify.Fixes(
            CookieCode.Method("""
                response.Cookies.Append("refresh_token", other, new CookieOptions
                {
                    HttpOnly = true,
                    Secure = true,
                    {|TKG3003:SameSite = SameSiteMode.None|}, // embedded in partners' pages
                });
                """),
            CookieCode.Method($$"""
                response.Cookies.Append("refresh_token", other, new CookieOptions
                {
                    HttpOnly = true,
                    Secure = true,
                    SameSite = SameSiteMode.{{value}}, // embedded in partners' pages
                });
                """),
            key);

    [Theory]
    [InlineData(TokenCookieCrossSiteCodeFix.StrictKey, "Strict")]
    [InlineData(TokenCookieCrossSiteCodeFix.LaxKey, "Lax")]
    public Task SameSite_of_a_header_is_made_stricter(string key, string value) =>
        Verify.Fixes(
            CookieCode.Method("""response.Headers.Append("Set-Cookie", {|TKG3003:$"refresh_token={refreshToken}; Secure; HttpOnly; SameSite=None; Priority=High"|}); // "None" is a word"""),
            CookieCode.Method($$"""response.Headers.Append("Set-Cookie", $"refresh_token={refreshToken}; Secure; HttpOnly; SameSite={{value}}; Priority=High"); // "None" is a word"""),
            key);

    [Fact]
    public Task SameSite_of_the_session_is_made_stricter() =>
        Verify.Fixes(
            Services("services.AddSession(options => {|TKG3003:options.Cookie.SameSite = SameSiteMode.None|});"),
            Services("services.AddSession(options => options.Cookie.SameSite = SameSiteMode.Strict);"));

    [Fact]
    public void Only_a_developer_can_say_that_no_other_site_needs_the_cookie() => Assert.Null(new TokenCookieCrossSiteCodeFix().GetFixAllProvider());

    [Fact]
    public Task Message_says_what_happens() =>
        Verify.ReportsMessages(
            CookieCode.Method("""response.Cookies.Append("refresh_token", other, new CookieOptions { HttpOnly = true, Secure = true, {|#0:SameSite = SameSiteMode.None|} });"""),
            new DiagnosticResult("TKG3003", DiagnosticSeverity.Warning).WithLocation(0).WithOptions(DiagnosticOptions.IgnoreAdditionalLocations)
                .WithArguments("Cookie 'refresh_token'", "a refresh token", "SameSite to Strict or Lax")
                .WithMessage("Cookie 'refresh_token' carries a refresh token and goes along with requests that other sites make; set SameSite to Strict or Lax"));

    private static string Services(string statement) =>
        $$"""
        public class Startup
        {
            public void Configure(IServiceCollection services)
            {
                {{statement}}
            }
        }
        """;
}
