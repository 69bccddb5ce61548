using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using Verify = TokenGuard.Analyzers.Tests.Verify<TokenGuard.Analyzers.Storage.TokenCookieScopeAnalyzer, TokenGuard.CodeFixes.Storage.TokenCookieScopeCodeFix>;

namespace TokenGuard.Analyzers.Tests.Storage;

/// <summary>TKG3005; what makes a cookie a token cookie is tested with TKG3001.</summary>
public class TokenCookieScopeTests
{
    [Theory]
    [InlineData("""response.Cookies.Append({|TKG3005:"access_token"|}, other);""")]
    [InlineData("""response.Cookies.Append({|TKG3005:"s"|}, accessToken, new CookieOptions { Secure = true });""")]
    [InlineData("""response.Cookies.Append(Name, other, new CookieOptions { Path = "/api" });""", """private const string Name = "__Secure-access_token";""")]
    [InlineData("""response.Cookies.Append({|TKG3005:Name|}, other, new CookieOptions { Path = "/api" });""", """private const string Name = "access_token";""")]
    [InlineData("""response.Headers.SetCookie = {|TKG3005:$"access_token={other}; HttpOnly; Secure"|};""")]
    [InlineData("""Plain({|TKG3005:"access_token"|}, other);""", """private void Plain(string name, string value) { HttpResponse response = null!; response.Cookies.Append(name, value); }""")]
    public Task Cookie_whose_name_has_no_prefix_is_reported(string statement, string members = "") => Verify.Reports(CookieCode.Method(statement, members));

    [Theory]
    [InlineData("""response.Cookies.Append("__Secure-access_token", other, new CookieOptions { {|TKG3005:Domain = ".example.com"|} });""")]
    [InlineData("""response.Cookies.Append("__Secure-access_token", other, new CookieOptions { {|TKG3005:Domain = configuration["Cookies:Domain"]|} });""")]
    [InlineData("""var options = new CookieOptions(); {|TKG3005:options.Domain = "example.com"|}; response.Cookies.Append("__Secure-access_token", other, options);""")]
    [InlineData("""response.Headers.SetCookie = {|TKG3005:$"__Secure-access_token={other}; Domain=example.com; Secure"|};""")]
    public Task Cookie_with_a_domain_is_reported(string statement) => Verify.Reports(CookieCode.Method(statement));

    [Theory]
    [InlineData("""response.Cookies.Append("__Secure-refresh_token", other, {|TKG3005:new CookieOptions|} { HttpOnly = true });""")]
    [InlineData("""response.Cookies.Append("__Secure-refresh_token", other, new CookieOptions { {|TKG3005:Path = "/"|} });""")]
    [InlineData("""{|TKG3005:response.Cookies.Append("__Secure-refresh_token", other)|};""")]
    [InlineData("""response.Headers.SetCookie = {|TKG3005:$"__Secure-refresh_token={other}; Path=/; Secure"|};""")]
    public Task Refresh_token_that_is_sent_with_every_request_is_reported(string statement) => Verify.Reports(CookieCode.Method(statement));

    [Theory]
    [InlineData("""response.Cookies.Append("__Host-access_token", other, new CookieOptions { Secure = true });""")]
    [InlineData("""response.Cookies.Append("__Host-refresh_token", other, new CookieOptions { Secure = true, Path = "/" });""")]
    [InlineData("""response.Cookies.Append("__Secure-refresh_token", other, new CookieOptions { Path = "/auth/refresh" });""")]
    [InlineData("""response.Cookies.Append("__Secure-refresh_token", other, new CookieOptions { Path = request.PathBase });""")]
    [InlineData("""response.Cookies.Append("__Secure-access_token", other, new CookieOptions { Domain = null });""")]
    [InlineData("""response.Cookies.Append("__Secure-access_token", other, new CookieOptions { Domain = flag ? null : "localhost" });""")]
    [InlineData("""response.Cookies.Append("__Secure-access_token", other, given);""")]
    [InlineData("""response.Cookies.Append("theme", other, new CookieOptions { Domain = ".example.com" });""")]
    [InlineData("""response.Cookies.Append("XSRF-TOKEN", other);""")]
    [InlineData("""response.Cookies.Append("access_token", "", new CookieOptions { Expires = DateTimeOffset.UnixEpoch });""")]
    [InlineData("""response.Cookies.Delete("access_token");""")]
    [InlineData("""response.Headers.SetCookie = $"__Secure-refresh_token={other}; Path=/auth; Secure";""")]
    public Task Narrow_unknown_or_other_cookie_is_silent(string statement) => Verify.Silent(CookieCode.Method(statement));

    [Fact]
    public Task Options_that_cookies_share_are_reported_once() => Verify.Reports(CookieCode.Method("""
        var options = new CookieOptions { {|TKG3005:Domain = ".example.com"|}, Path = "/api" };
        response.Cookies.Append("__Secure-access_token", other, options);
        response.Cookies.Append("__Secure-id_token", other, options);
        """));

    [Fact]
    public Task Messages_say_how_far_it_reaches_and_what_to_do() =>
        Verify.ReportsMessages(
            CookieCode.Method("""response.Cookies.Append({|#0:"refresh_token"|}, other, new CookieOptions { {|#1:Domain = ".example.com"|}, {|#2:Path = "/"|} }); response.Cookies.Append({|#3:"access_token"|}, other);"""),
            new DiagnosticResult("TKG3005", DiagnosticSeverity.Warning).WithLocation(1).WithMessage("Cookie 'refresh_token' carries a refresh token and is sent to every host of its domain; leave 'Domain' unset"),
            new DiagnosticResult("TKG3005", DiagnosticSeverity.Warning).WithLocation(2).WithMessage("Cookie 'refresh_token' carries a refresh token and is sent with every request; set 'Path' to the endpoint that takes it"),
            new DiagnosticResult("TKG3005", DiagnosticSeverity.Warning).WithLocation(0).WithMessage("Cookie 'refresh_token' carries a refresh token and can be set by other hosts of its domain, and over plain HTTP; let its name begin with '__Secure-'"),
            new DiagnosticResult("TKG3005", DiagnosticSeverity.Warning).WithLocation(3).WithMessage("Cookie 'access_token' carries an access token and can be set by other hosts of its domain, and over plain HTTP; let its name begin with '__Host-'"));

    [Theory]
    [InlineData(
        """response.Cookies.Append("__Secure-access_token", other, new CookieOptions { Secure = true, {|TKG3005:Domain = ".example.com"|}, HttpOnly = true });""",
        """response.Cookies.Append("__Secure-access_token", other, new CookieOptions { Secure = true, HttpOnly = true });""")]
    [InlineData(
        "var options = new CookieOptions();\n// The API reads it.\n{|TKG3005:options.Domain = \".example.com\"|};\nresponse.Cookies.Append(\"__Secure-access_token\", other, options);",
        "var options = new CookieOptions();\n// The API reads it.\nresponse.Cookies.Append(\"__Secure-access_token\", other, options);")]
    [InlineData(
        "response.Cookies.Append(\"__Secure-access_token\", other, new CookieOptions\n{\n    // The shop reads it.\n    {|TKG3005:Domain = \".example.com\"|}, // all hosts\n});",
        "response.Cookies.Append(\"__Secure-access_token\", other, new CookieOptions\n{\n    // The shop reads it.\n    // all hosts\n});")]
    public Task Fix_leaves_the_domain_unset(string before, string after) => Verify.Fixes(CookieCode.Method(before), CookieCode.Method(after));

    [Theory]
    [InlineData("""response.Cookies.Append({|TKG3005:"access_token"|}, other);""")]
    [InlineData("""response.Cookies.Append("__Secure-refresh_token", other, new CookieOptions { {|TKG3005:Path = "/"|} });""")]
    [InlineData("""response.Headers.SetCookie = {|TKG3005:$"__Secure-access_token={other}; Domain=example.com; Secure"|};""")]
    public Task What_others_rely_on_has_no_fix(string statement) => Verify.OffersNoFix(CookieCode.Method(statement));
}
