using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using Verify = TokenGuard.Analyzers.Tests.Verify<TokenGuard.Analyzers.Storage.TokenCookieAnalyzer, TokenGuard.CodeFixes.Storage.LongLivedTokenCookieCodeFix>;

namespace TokenGuard.Analyzers.Tests.Storage;

/// <summary>TKG3004; what makes a cookie a token cookie is tested with TKG3001.</summary>
public class LongLivedTokenCookieTests
{
    private static string Cookie(string name, string value, string lifetime) =>
        CookieCode.Method($$"""response.Cookies.Append("{{name}}", {{value}}, new CookieOptions { HttpOnly = true, Secure = true, SameSite = SameSiteMode.Lax, {{lifetime}} });""");

    [Theory]
    [InlineData("access_token", "other", "MaxAge = {|TKG3004:TimeSpan.FromDays(7)|}")]
    [InlineData("access_token", "other", "Expires = {|TKG3004:DateTimeOffset.UtcNow.AddDays(7)|}")]
    [InlineData("access_token", "other", "Expires = {|TKG3004:DateTime.Now.AddMonths(1)|}")]
    [InlineData("access_token", "other", "Expires = {|TKG3004:DateTimeOffset.MaxValue|}")]
    [InlineData("s", "accessToken", "Expires = {|TKG3004:DateTime.UtcNow.AddYears(1)|}")]
    [InlineData("jwt", "other", "MaxAge = {|TKG3004:TimeSpan.FromDays(7)|}")]
    [InlineData("id_token", "other", "MaxAge = {|TKG3004:TimeSpan.FromDays(7)|}")]
    [InlineData("refresh_token", "other", "MaxAge = {|TKG3004:TimeSpan.FromDays(365)|}")]
    [InlineData("auth_token", "other", "Expires = {|TKG3004:DateTime.UtcNow.AddYears(1)|}")]
    public Task Cookie_that_outlives_its_token_is_reported(string name, string value, string lifetime) => Verify.Reports(Cookie(name, value, lifetime));

    [Theory]
    [InlineData("access_token", "other", "MaxAge = TimeSpan.FromHours(12)")]
    [InlineData("access_token", "other", "MaxAge = TimeSpan.FromMinutes(15), Expires = DateTimeOffset.UtcNow.AddDays(7)")]
    [InlineData("refresh_token", "other", "MaxAge = TimeSpan.FromDays(30)")]
    [InlineData("auth_token", "other", "MaxAge = TimeSpan.FromDays(14)")]
    [InlineData("theme", "other", "MaxAge = TimeSpan.FromDays(365)")]
    [InlineData("access_token_hash", "other", "MaxAge = TimeSpan.FromDays(365)")]
    [InlineData("XSRF-TOKEN", "other", "MaxAge = TimeSpan.FromDays(365)")]
    [InlineData("access_token", "other", "MaxAge = given.MaxAge")]
    [InlineData("access_token", "other", "Expires = DateTimeOffset.UtcNow.AddDays(-1)")]
    [InlineData("access_token", "other", "IsEssential = true")]
    public Task Other_lifetimes_and_cookies_are_silent(string name, string value, string lifetime) => Verify.Silent(Cookie(name, value, lifetime));

    [Fact]
    public Task Header_text_is_read() =>
        Verify.Reports(CookieCode.Method("""response.Headers.SetCookie = {|TKG3004:$"access_token={other}; Max-Age=604800; HttpOnly; Secure; SameSite=Lax"|};"""));

    [Fact]
    public Task Limits_can_be_set() =>
        Verify.ReportsWith(
            "tokenguard.max_refresh_token_lifetime = 14d",
            Cookie("refresh_token", "other", "MaxAge = {|TKG3004:TimeSpan.FromDays(30)|}"));

    [Theory]
    [InlineData("access_token", "MaxAge = {|TKG3004:TimeSpan.FromDays(7)|}", "MaxAge = TimeSpan.FromMinutes(60)")]
    [InlineData("access_token", "Expires = {|TKG3004:DateTimeOffset.UtcNow.AddDays(7)|}", "Expires = DateTimeOffset.UtcNow.AddMinutes(60)")]
    [InlineData("refresh_token", "Expires = {|TKG3004:DateTime.UtcNow.AddYears(1)|}", "Expires = DateTime.UtcNow.AddDays(14)")]
    public Task Lifetime_is_shortened(string name, string lifetime, string shortened) => Verify.Fixes(Cookie(name, "other", lifetime), Cookie(name, "other", shortened));

    [Fact]
    public Task Header_text_has_no_fix() =>
        Verify.OffersNoFix(CookieCode.Method("""response.Headers.SetCookie = {|TKG3004:$"access_token={other}; Max-Age=604800; HttpOnly; Secure; SameSite=Lax"|};"""));

    [Fact]
    public Task Message_names_cookie_and_limit() =>
        Verify.ReportsMessages(
            Cookie("access_token", "other", "MaxAge = {|#0:TimeSpan.FromDays(7)|}"),
            new DiagnosticResult("TKG3004", DiagnosticSeverity.Info).WithLocation(0).WithOptions(DiagnosticOptions.IgnoreAdditionalLocations)
                .WithMessage("Cookie 'access_token' carries an access token and stays in the browser for longer than 1 day; let it end with the token, for example after 1 hour"));
}
