using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using TokenGuard.CodeFixes.Storage;
using Harden = TokenGuard.Analyzers.Tests.Verify<TokenGuard.Analyzers.Storage.TokenCookieAnalyzer, TokenGuard.CodeFixes.Storage.HardenTokenCookieCodeFix>;
using Verify = TokenGuard.Analyzers.Tests.Verify<TokenGuard.Analyzers.Storage.TokenCookieAnalyzer, TokenGuard.CodeFixes.Storage.TokenCookieCrossSiteCodeFix>;

namespace TokenGuard.Analyzers.Tests.Storage;

/// <summary>TKG3012; what makes a cookie a token cookie is tested with TKG3001.</summary>
public class TokenCookieWithoutSameSiteTests
{
    [Theory]
    [InlineData("""response.Cookies.Append("access_token", other, {|TKG3012:new CookieOptions|} { HttpOnly = true, Secure = true });""")]
    [InlineData("""response.Headers.SetCookie = {|TKG3012:$"access_token={other}; HttpOnly; Secure"|};""")]
    [InlineData("""response.Headers.SetCookie = {|TKG3012:$"access_token={other}; HttpOnly; Secure; SameSite=Whatever"|};""")]
    public Task Cookie_without_SameSite_is_reported(string statement) => Verify.Reports(CookieCode.Method(statement));

    [Theory]
    [InlineData("SameSite = SameSiteMode.Lax")]
    [InlineData("SameSite = SameSiteMode.Unspecified")]
    [InlineData("SameSite = (SameSiteMode)(-1)")]
    [InlineData("SameSite = flag ? SameSiteMode.Lax : SameSiteMode.Unspecified")]
    public Task Written_SameSite_is_silent(string member) =>
        Verify.Silent(CookieCode.Method($$"""response.Cookies.Append("access_token", other, new CookieOptions { HttpOnly = true, Secure = true, {{member}} });"""));

    [Fact]
    public Task Cookies_of_the_framework_have_a_default() =>
        Verify.Silent("""
            public class Startup
            {
                public void Configure(IServiceCollection services)
                {
                    services.AddAuthentication().AddCookie(options => options.Cookie.HttpOnly = true);
                    services.AddSession();
                }
            }
            """);

    [Fact]
    public Task Cookie_policy_of_the_application_covers_it() =>
        Verify.Silent("""
            public class C
            {
                public void Configure(IServiceCollection services) =>
                    services.Configure<CookiePolicyOptions>(options => options.MinimumSameSitePolicy = SameSiteMode.Lax);

                public void M(HttpResponse response, string text) =>
                    response.Cookies.Append("access_token", text, new CookieOptions { HttpOnly = true, Secure = true });
            }
            """);

    [Fact]
    public Task Hardening_sets_what_browsers_assume() =>
        Harden.Fixes(
            CookieCode.Method("""response.Cookies.Append("access_token", other, {|TKG3012:new CookieOptions|} { HttpOnly = true, Secure = true });"""),
            CookieCode.Method("""response.Cookies.Append("access_token", other, new CookieOptions { HttpOnly = true, Secure = true, SameSite = SameSiteMode.Lax });"""));

    [Fact]
    public Task Strict_is_an_action_of_its_own() =>
        Verify.Fixes(
            CookieCode.Method("""response.Cookies.Append("access_token", other, {|TKG3012:new CookieOptions|} { HttpOnly = true, Secure = true });"""),
            CookieCode.Method("""response.Cookies.Append("access_token", other, new CookieOptions { HttpOnly = true, Secure = true, SameSite = SameSiteMode.Strict });"""),
            TokenCookieCrossSiteCodeFix.StrictKey);

    [Fact]
    public Task Strict_is_an_action_for_a_header_too() =>
        Verify.Fixes(
            CookieCode.Method("""response.Headers.SetCookie = {|TKG3012:$"access_token={other}; HttpOnly; Secure"|};"""),
            CookieCode.Method("""response.Headers.SetCookie = $"access_token={other}; HttpOnly; Secure; SameSite=Strict";"""),
            TokenCookieCrossSiteCodeFix.StrictKey);

    [Fact]
    public Task Message_says_what_to_do() =>
        Verify.ReportsMessages(
            CookieCode.Method("""response.Cookies.Append("jwt", other, {|#0:new CookieOptions|} { HttpOnly = true, Secure = true });"""),
            new DiagnosticResult("TKG3012", DiagnosticSeverity.Info).WithLocation(0).WithOptions(DiagnosticOptions.IgnoreAdditionalLocations)
                .WithArguments("Cookie 'jwt'", "a token", "SameSite")
                .WithMessage("Cookie 'jwt' carries a token but leaves it to the browser which sites may use it; set SameSite"));
}
