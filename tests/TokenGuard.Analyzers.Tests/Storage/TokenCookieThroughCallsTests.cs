using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using Verify = TokenGuard.Analyzers.Tests.Verify<TokenGuard.Analyzers.Storage.TokenCookieAnalyzer, TokenGuard.CodeFixes.Storage.HardenTokenCookieCodeFix>;

namespace TokenGuard.Analyzers.Tests.Storage;

/// <summary>Cookies that methods of the project append: what they are given decides, and the call that gives it is reported.</summary>
public class TokenCookieThroughCallsTests
{
    private static string Code(string helper, string body) =>
        $$"""
        public static class Writer
        {
            {{helper}}
        }

        public class Api(HttpResponse response)
        {
            public void Login(string accessToken, string other)
            {
                _ = (accessToken, other);
                {{body}}
            }
        }
        """;

    private const string Readable = "new CookieOptions { Secure = true, SameSite = SameSiteMode.Lax }";
    private const string Safe = "new CookieOptions { HttpOnly = true, Secure = true, SameSite = SameSiteMode.Lax }";

    [Theory]
    [InlineData("""{|TKG3001:Writer.Set(response, "access_token", other)|};""")]
    [InlineData("""{|TKG3001:Writer.Set(response, "s", accessToken)|};""")]
    [InlineData("""var name = "refresh_token"; {|TKG3001:Writer.Set(response, name, other)|};""")]
    [InlineData("""Writer.Set(response, "theme", other);""")]
    [InlineData("""Writer.Set(response, "XSRF-TOKEN", accessToken);""")]
    [InlineData("""Writer.Set(response, "access_token_expiry", other);""")]
    public Task Name_and_value_are_given(string body) =>
        Verify.Reports(Code($"public static void Set(HttpResponse response, string name, string value) => response.Cookies.Append(name, value, {Readable});", body));

    [Theory]
    [InlineData("""Writer.Set(response, "access_token", other);""")]
    [InlineData("""Writer.Set(response, "s", accessToken);""")]
    public Task A_helper_that_hardens_is_silent(string body) =>
        Verify.Silent(Code($"public static void Set(HttpResponse response, string name, string value) => response.Cookies.Append(name, value, {Safe});", body));

    [Theory]
    [InlineData("""Writer.Set(response, accessToken, {|TKG3001:new CookieOptions|} { Secure = true, SameSite = SameSiteMode.Lax });""")]
    [InlineData("""Writer.Set(response, accessToken, new CookieOptions { HttpOnly = true, Secure = true, SameSite = SameSiteMode.Lax });""")]
    [InlineData("""var options = {|TKG3001:new CookieOptions|} { Secure = true, SameSite = SameSiteMode.Lax }; Writer.Set(response, accessToken, options);""")]
    [InlineData("""Writer.Set(response, other, new CookieOptions());""")]
    public Task Options_are_given(string body) =>
        Verify.Reports(Code("public static void Set(HttpResponse response, string value, CookieOptions options) => response.Cookies.Append(\"s\", value, options);", body));

    [Fact]
    public Task A_helper_that_changes_the_options_it_is_given_is_silent() =>
        Verify.Silent(Code(
            "public static void Set(HttpResponse response, string value, CookieOptions options) { options.HttpOnly = true; options.Secure = true; options.SameSite = SameSiteMode.Lax; response.Cookies.Append(\"s\", value, options); }",
            "Writer.Set(response, accessToken, new CookieOptions());"));

    [Theory]
    [InlineData("""{|TKG3001:Writer.Set(response, "access_token", other)|};""")]
    [InlineData("""Writer.Set(response, "theme", other);""")]
    public Task A_chain(string body) =>
        Verify.Reports(Code($$"""
            public static void Set(HttpResponse response, string name, string value) => Two(response, name, value);
            private static void Two(HttpResponse response, string name, string value) => Three(value, name, response);
            private static void Three(string value, string name, HttpResponse response) => response.Cookies.Append(name, value, {{Readable}});
            """, body));

    [Fact]
    public Task A_helper_that_knows_the_cookie_is_reported_itself_and_its_callers_are_not() =>
        Verify.Reports(Code(
            "public static void Set(HttpResponse response, string value) => response.Cookies.Append(\"access_token\", value, {|TKG3001:new CookieOptions|} { Secure = true, SameSite = SameSiteMode.Lax });",
            "Writer.Set(response, accessToken);"));

    [Theory]
    [InlineData("""{|TKG3001:{|TKG3002:{|TKG3012:Writer.Set(response, "access_token", other)|}|}|};""")]
    [InlineData("""Writer.Set(response, "theme", other);""")]
    public Task Without_options(string body) =>
        Verify.Reports(Code("public static void Set(HttpResponse response, string name, string value) => response.Cookies.Append(name, value);", body));

    [Fact]
    public Task A_helper_without_options_is_given_none() =>
        Verify.OffersNoFix(Code(
            "public static void Set(HttpResponse response, string name, string value) => response.Cookies.Append(name, value);",
            """{|TKG3001:{|TKG3002:{|TKG3012:Writer.Set(response, "access_token", other)|}|}|};"""));

    [Fact]
    public Task A_local_helper_without_options_is_given_none() =>
        Verify.OffersNoFix(Code(
            string.Empty,
            """void Plain(string name, string value) => response.Cookies.Append(name, value); {|TKG3001:{|TKG3002:{|TKG3012:Plain("access_token", other)|}|}|}; Plain("theme", other);"""));

    [Theory]
    [InlineData("""{|TKG3001:Writer.Set(response, "access_token", other)|};""", "public static void Set(HttpResponse response, string name, string value) => response.Cookies.Append(name, value, new CookieOptions { Secure = true, SameSite = SameSiteMode.Lax });")]
    [InlineData("""{|TKG3002:Writer.Set(response, accessToken, {|TKG3012:new CookieOptions|} { HttpOnly = true })|};""", "public static void Set(HttpResponse response, string value, CookieOptions options) { options.Secure = false; response.Cookies.Append(\"s\", value, options); }")]
    [InlineData("""void Set(string name, string value) => response.Cookies.Append(name, value, new CookieOptions { Secure = true, SameSite = SameSiteMode.Lax }); {|TKG3001:Set("access_token", other)|}; Set("theme", other);""", "")]
    public Task A_helper_that_others_call_is_not_changed(string body, string helper) => Verify.OffersNoFix(Code(helper, body));

    [Fact]
    public Task What_the_caller_gives_is_changed()
    {
        const string Helper = "public static void Set(HttpResponse response, string value, CookieOptions options) { options.Secure = DateTime.Now.Day > 1; response.Cookies.Append(\"s\", value, options); }";
        return Verify.Fixes(
            Code(Helper, "Writer.Set(response, accessToken, {|TKG3012:new CookieOptions|} { HttpOnly = true });"),
            Code(Helper, "Writer.Set(response, accessToken, new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Lax });"));
    }

    [Theory]
    [InlineData("""Writer.Set(response, "access_token", other, httpOnly: {|TKG3001:false|});""")]
    [InlineData("""Writer.Set(response, "access_token", other, {|TKG3001:false|});""")]
    [InlineData("""var script = false; Writer.Set(response, "access_token", other, {|TKG3001:script|});""")]
    [InlineData("""Writer.Set(response, "access_token", other, true);""")]
    [InlineData("""Writer.Set(response, "theme", other, false);""")]
    public Task A_flag_is_given(string body) =>
        Verify.OffersNoFix(Code("public static void Set(HttpResponse response, string name, string value, bool httpOnly) => response.Cookies.Append(name, value, new CookieOptions { HttpOnly = httpOnly, Secure = true, SameSite = SameSiteMode.Lax });", body));

    [Fact]
    public Task Each_place_is_told_once_and_the_sink_last()
    {
        var code = Code(
            "public static void Set(HttpResponse response, string value, CookieOptions options) => {|#1:response.Cookies.Append(\"s\", value, options)|};",
            "Writer.Set(response, accessToken, {|#0:new CookieOptions()|});");
        return Verify.ReportsMessages(
            code,
            Result("TKG3001", DiagnosticSeverity.Warning), Result("TKG3002", DiagnosticSeverity.Warning), Result("TKG3012", DiagnosticSeverity.Info));

        static DiagnosticResult Result(string id, DiagnosticSeverity severity) => new DiagnosticResult(id, severity).WithLocation(0).WithLocation(0).WithLocation(1);
    }

    [Theory]
    [InlineData("""{|TKG3001:writer.Set("access_token", other)|};""")]
    [InlineData("""writer.Set("theme", other);""")]
    public Task An_interface_with_one_implementation(string body) =>
        Verify.Reports($$"""
            public interface IWriter { void Set(string name, string value); }
            public class Writer(HttpResponse response) : IWriter
            {
                public void Set(string name, string value) => response.Cookies.Append(name, value, {{Readable}});
            }
            public class Api(IWriter writer)
            {
                public void Login(string other) { {{body}} }
            }
            """);

    [Theory]
    [InlineData("string Make() => accessToken;", "Make()")]
    [InlineData("string Make() { var made = accessToken; return made; }", "Make()")]
    public Task A_value_that_a_function_makes(string function, string value) =>
        Verify.Reports(Code(string.Empty, $$"""{{function}} response.Cookies.Append("s", {{value}}, {|TKG3001:new CookieOptions|} { Secure = true, SameSite = SameSiteMode.Lax });"""));
}
