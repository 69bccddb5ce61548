using TokenGuard.CodeFixes.Storage;
using Verify = TokenGuard.Analyzers.Tests.Verify<TokenGuard.Analyzers.Storage.TokenCookieAnalyzer, TokenGuard.CodeFixes.Storage.HardenTokenCookieCodeFix>;

namespace TokenGuard.Analyzers.Tests.Storage;

/// <summary>"Harden token cookie", one finding after the other and all at once: every finding of a cookie gives the same repair.</summary>
public class HardenTokenCookieTests
{
    [Fact]
    public Task Call_without_options_gets_them() =>
        Fixes(
            """{|TKG3001:{|TKG3002:{|TKG3012:response.Cookies.Append("access_token", accessToken)|}|}|}; // signed in""",
            """response.Cookies.Append("access_token", accessToken, new CookieOptions { HttpOnly = true, Secure = true, SameSite = SameSiteMode.Lax }); // signed in""");

    [Fact]
    public Task Named_arguments_stay_named() =>
        Fixes(
            """{|TKG3001:{|TKG3002:{|TKG3012:response.Cookies.Append(key: "access_token", value: accessToken)|}|}|};""",
            """response.Cookies.Append(key: "access_token", value: accessToken, options: new CookieOptions { HttpOnly = true, Secure = true, SameSite = SameSiteMode.Lax });""");

    [Fact]
    public Task Arguments_on_lines_of_their_own_stay_there() =>
        Fixes(
            """
            {|TKG3001:{|TKG3002:{|TKG3012:response.Cookies.Append(
                "access_token", // the name
                accessToken)|}|}|};
            """,
            """
            response.Cookies.Append(
                "access_token", // the name
                accessToken,
                new CookieOptions { HttpOnly = true, Secure = true, SameSite = SameSiteMode.Lax });
            """);

    [Fact]
    public Task Options_without_initialiser_get_one() =>
        Fixes(
            """var options = {|TKG3001:{|TKG3002:{|TKG3012:new CookieOptions()|}|}|}; response.Cookies.Append("access_token", other, options);""",
            """var options = new CookieOptions { HttpOnly = true, Secure = true, SameSite = SameSiteMode.Lax }; response.Cookies.Append("access_token", other, options);""");

    [Fact]
    public Task Options_of_a_given_type_get_an_initialiser() =>
        Fixes(
            """CookieOptions options = {|TKG3001:{|TKG3002:{|TKG3012:new()|}|}|}; response.Cookies.Append("access_token", other, options);""",
            """CookieOptions options = new() { HttpOnly = true, Secure = true, SameSite = SameSiteMode.Lax }; response.Cookies.Append("access_token", other, options);""");

    [Fact]
    public Task Initialiser_of_several_lines_gets_more_lines() =>
        Fixes(
            """
            response.Cookies.Append("access_token", other, {|TKG3002:{|TKG3012:new CookieOptions|}|}
            {
                // script must not read it
                HttpOnly = true,
                Path = "/api" // only here
            });
            """,
            """
            response.Cookies.Append("access_token", other, new CookieOptions
            {
                // script must not read it
                HttpOnly = true,
                Path = "/api", // only here
                Secure = true,
                SameSite = SameSiteMode.Lax
            });
            """);

    [Fact]
    public Task Trailing_comma_stays() =>
        Fixes(
            """
            response.Cookies.Append("access_token", other, {|TKG3002:{|TKG3012:new CookieOptions|}|}
            {
                {|TKG3001:HttpOnly = false|}, // for the page
                MaxAge = TimeSpan.FromHours(1),
            });
            """,
            """
            response.Cookies.Append("access_token", other, new CookieOptions
            {
                HttpOnly = true, // for the page
                MaxAge = TimeSpan.FromHours(1),
                Secure = true,
                SameSite = SameSiteMode.Lax,
            });
            """);

    [Fact]
    public Task Initialiser_of_one_line_stays_one_line() =>
        Fixes(
            """response.Cookies.Append("access_token", other, {|TKG3001:{|TKG3012:new CookieOptions|}|} { Path = "/", {|TKG3002:Secure = false|} });""",
            """response.Cookies.Append("access_token", other, new CookieOptions { Path = "/", Secure = true, HttpOnly = true, SameSite = SameSiteMode.Lax });""");

    [Fact]
    public Task Later_assignments_are_changed() =>
        Fixes(
            """
            var options = {|TKG3012:new CookieOptions()|};
            {|TKG3001:options.HttpOnly = false|};
            {|TKG3002:options.Secure = false|};
            response.Cookies.Append("access_token", other, options);
            """,
            """
            var options = new CookieOptions { SameSite = SameSiteMode.Lax };
            options.HttpOnly = true;
            options.Secure = true;
            response.Cookies.Append("access_token", other, options);
            """);

    [Fact]
    public Task Value_that_depends_on_the_request_stays() =>
        Fixes(
            """response.Cookies.Append("access_token", other, {|TKG3001:{|TKG3012:new CookieOptions|}|} { Secure = request.IsHttps });""",
            """response.Cookies.Append("access_token", other, new CookieOptions { Secure = request.IsHttps, HttpOnly = true, SameSite = SameSiteMode.Lax });""");

    [Fact]
    public Task Written_SameSite_stays() =>
        Fixes(
            """response.Cookies.Append("refresh_token", other, {|TKG3001:{|TKG3002:new CookieOptions|}|} { {|TKG3003:SameSite = SameSiteMode.None|} });""",
            """response.Cookies.Append("refresh_token", other, new CookieOptions { {|TKG3003:SameSite = SameSiteMode.None|}, HttpOnly = true, Secure = true });""");

    [Fact]
    public Task Options_that_cookies_share_are_repaired_once() =>
        Fixes(
            """
            response.Cookies.Append("access_token", other, Options());
            response.Cookies.Append("refresh_token", other, Options());
            """,
            """
            response.Cookies.Append("access_token", other, Options());
            response.Cookies.Append("refresh_token", other, Options());
            """,
            "private static CookieOptions Options() => {|TKG3001:{|TKG3002:new()|}|} { SameSite = SameSiteMode.Strict };",
            "private static CookieOptions Options() => new() { SameSite = SameSiteMode.Strict, HttpOnly = true, Secure = true };");

    [Fact]
    public Task Several_cookies_are_repaired_at_once() =>
        Fixes(
            """
            {|TKG3001:{|TKG3002:{|TKG3012:response.Cookies.Append("access_token", accessToken)|}|}|};
            response.Cookies.Append("refresh_token", other, {|TKG3002:{|TKG3012:new CookieOptions|}|} { HttpOnly = true });
            response.Headers.Append("Set-Cookie", {|TKG3001:{|TKG3012:$"id_token={other}; Secure"|}|});
            """,
            """
            response.Cookies.Append("access_token", accessToken, new CookieOptions { HttpOnly = true, Secure = true, SameSite = SameSiteMode.Lax });
            response.Cookies.Append("refresh_token", other, new CookieOptions { HttpOnly = true, Secure = true, SameSite = SameSiteMode.Lax });
            response.Headers.Append("Set-Cookie", $"id_token={other}; Secure; HttpOnly; SameSite=Lax");
            """);

    [Theory]
    [InlineData("$\"access_token={other}\"", "$\"access_token={other}; HttpOnly; Secure; SameSite=Lax\"")]
    [InlineData("$\"access_token={accessToken}; Path=/;\"", "$\"access_token={accessToken}; Path=/; HttpOnly; Secure; SameSite=Lax\"")]
    [InlineData("\"access_token=\" + accessToken", "\"access_token=\" + accessToken + \"; HttpOnly; Secure; SameSite=Lax\"")]
    [InlineData("\"access_token=\" + other + \"; Path=/\"", "\"access_token=\" + other + \"; Path=/; HttpOnly; Secure; SameSite=Lax\"")]
    [InlineData("string.Format(\"access_token={0}; Path=/\", other)", "string.Format(\"access_token={0}; Path=/\", other) + \"; HttpOnly; Secure; SameSite=Lax\"")]
    public Task Header_text_gets_the_attributes(string text, string expected) =>
        Fixes(
            $$"""response.Headers.SetCookie = {|TKG3001:{|TKG3002:{|TKG3012:{{text.Replace("other", "accessToken", StringComparison.Ordinal)}}|}|}|};""",
            $"response.Headers.SetCookie = {expected.Replace("other", "accessToken", StringComparison.Ordinal)};");

    [Fact]
    public Task SetCookieHeaderValue_gets_its_own_SameSiteMode() =>
        Fixes(
            """response.Headers.Append("Set-Cookie", {|TKG3001:{|TKG3012:new SetCookieHeaderValue("access_token", other)|}|} { Secure = true }.ToString());""",
            """response.Headers.Append("Set-Cookie", new SetCookieHeaderValue("access_token", other) { Secure = true, HttpOnly = true, SameSite = Microsoft.Net.Http.Headers.SameSiteMode.Lax }.ToString());""");

    [Fact]
    public Task Builder_is_repaired() =>
        Verify.Fixes(
            """
            public static class Setup
            {
                public static void Add(IServiceCollection services) =>
                    services.AddAuthentication().AddCookie(options =>
                    {
                        options.Cookie = {|TKG3012:new CookieBuilder|}
                        {
                            Name = "staff",
                            {|TKG3001:HttpOnly = false|},
                            {|TKG3002:SecurePolicy = CookieSecurePolicy.None|},
                        };
                    });
            }
            """,
            """
            public static class Setup
            {
                public static void Add(IServiceCollection services) =>
                    services.AddAuthentication().AddCookie(options =>
                    {
                        options.Cookie = new CookieBuilder
                        {
                            Name = "staff",
                            HttpOnly = true,
                            SecurePolicy = CookieSecurePolicy.Always,
                            SameSite = SameSiteMode.Lax,
                        };
                    });
            }
            """);

    [Fact]
    public Task Namespaces_that_are_missing_are_imported() =>
        Verify.Fixes(
            """
            public class C
            {
                public void M(Microsoft.AspNetCore.Http.HttpResponse response, string jwt) =>
                    {|TKG3001:{|TKG3002:{|TKG3012:response.Cookies.Append("jwt", jwt)|}|}|};

                private sealed class CookieOptions;
            }
            """,
            """
            public class C
            {
                public void M(Microsoft.AspNetCore.Http.HttpResponse response, string jwt) =>
                    response.Cookies.Append("jwt", jwt, new Microsoft.AspNetCore.Http.CookieOptions { HttpOnly = true, Secure = true, SameSite = SameSiteMode.Lax });

                private sealed class CookieOptions;
            }
            """);

    [Fact]
    public Task Options_shared_with_a_cookie_that_script_may_read_stay_readable() =>
        Fixes(
            """
            var options = {|TKG3001:{|TKG3002:new CookieOptions|}|} { SameSite = SameSiteMode.Lax };
            response.Cookies.Append("theme", other, options);
            response.Cookies.Append("access_token", accessToken, options);
            """,
            """
            var options = {|TKG3001:new CookieOptions|} { SameSite = SameSiteMode.Lax, Secure = true };
            response.Cookies.Append("theme", other, options);
            response.Cookies.Append("access_token", accessToken, options);
            """);

    [Fact]
    public Task Options_of_another_file_have_no_fix_here() =>
        Verify.OffersNoFix(
            """
            public class C
            {
                public void M(HttpResponse response, string token) => {|TKG3001:response.Cookies.Append("jwt", token, TokenCookies.Options)|};
            }
            """,
            "TokenCookies.cs");

    [Fact]
    public Task Conditional_text_in_an_initialiser_has_no_fix() =>
        Verify.OffersNoFix(CookieCode.Method("""
            response.Cookies.Append("access_token", other, {|TKG3001:new CookieOptions|}
            {
                Secure = true,
            #if !LEGACY
                SameSite = SameSiteMode.Lax,
            #endif
            });
            """));

    private static Task Fixes(string statements, string fixedStatements, string members = "", string fixedMembers = "") =>
        Verify.Fixes(CookieCode.Method(statements, members), CookieCode.Method(fixedStatements, fixedMembers), HardenTokenCookieCodeFix.EquivalenceKey);
}
