using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using TokenGuard.Analyzers.Storage;
using TokenGuard.CodeFixes.Storage;
using Verify = TokenGuard.Analyzers.Tests.Verify<TokenGuard.Analyzers.Storage.TokenCookieAnalyzer, TokenGuard.CodeFixes.Storage.HardenTokenCookieCodeFix>;

namespace TokenGuard.Analyzers.Tests.Storage;

/// <summary>TKG3001, and what makes a cookie a token cookie; the other attributes are set where they are not the subject.</summary>
public class TokenCookieNotHttpOnlyTests
{
    private const string Others = "Secure = true, SameSite = SameSiteMode.Lax";

    [Theory]
    [InlineData("access_token")]
    [InlineData("refreshToken")]
    [InlineData("X-Access-Token")]
    [InlineData("id_token")]
    [InlineData("jwt")]
    [InlineData("auth_token")]
    [InlineData("__Host-access_token")]
    [InlineData("AuthToken")]
    [InlineData("jwtCookie")]
    public Task Cookie_whose_name_says_that_it_carries_a_token_is_reported(string name) =>
        Verify.Reports(CookieCode.Method($$"""response.Cookies.Append("{{name}}", other, {|TKG3001:new CookieOptions|} { {{Others}} });"""));

    [Theory]
    [InlineData("accessToken")]
    [InlineData("\"Bearer \" + refreshToken")]
    [InlineData("new System.IdentityModel.Tokens.Jwt.JwtSecurityTokenHandler().WriteToken(null)")]
    [InlineData("new Microsoft.AspNetCore.Authentication.BearerToken.AccessTokenResponse { AccessToken = other, ExpiresIn = 1, RefreshToken = other }.AccessToken")]
    public Task Cookie_whose_value_is_a_token_is_reported(string value) =>
        Verify.Reports(CookieCode.Method($$"""response.Cookies.Append("s", {{value}}, {|TKG3001:new CookieOptions|} { {{Others}} });"""));

    [Fact]
    public Task Lone_token_name_with_a_value_of_that_name_is_reported() =>
        Verify.Reports(CookieCode.Method($$"""response.Cookies.Append("token", token, {|TKG3001:new CookieOptions|} { {{Others}} });"""));

    [Fact]
    public Task Lone_token_name_where_somebody_signs_in_is_reported() =>
        Verify.Reports($$"""
            public class AuthController
            {
                public void Login(HttpResponse response, string text) =>
                    response.Cookies.Append("token", text, {|TKG3001:new CookieOptions|} { {{Others}} });
            }
            """);

    [Fact]
    public Task Lone_token_name_with_any_value_is_silent() =>
        Verify.Silent(CookieCode.Method("""response.Cookies.Append("token", other); response.Cookies.Append("cart_token", token);"""));

    [Theory]
    [InlineData("theme", "other")]
    [InlineData("XSRF-TOKEN", "token")]
    [InlineData("csrfToken", "accessToken")]
    [InlineData("RequestVerificationToken", "token")]
    [InlineData("next_page_token", "token")]
    [InlineData("access_token_expiry", "other")]
    [InlineData("token_type", "other")]
    [InlineData("refresh_token", "\"\"")]
    [InlineData("refresh_token", "string.Empty")]
    [InlineData("access_token", "\"deleted\"")]
    [InlineData("refresh_token_hash", "other")]
    [InlineData("refresh_token", "Hash(refreshToken)")]
    [InlineData("access_token", "Microsoft.AspNetCore.DataProtection.DataProtectionCommonExtensions.Protect(protector, accessToken)")]
    public Task Cookie_that_carries_no_token_is_silent(string name, string value) =>
        Verify.Silent(CookieCode.Method(
            $$"""response.Cookies.Append("{{name}}", {{value}});""",
            "private static string Hash(string text) => text; private readonly Microsoft.AspNetCore.DataProtection.IDataProtector protector = null!;"));

    [Fact]
    public Task Deleting_a_token_cookie_is_silent() =>
        Verify.Silent(CookieCode.Method("""response.Cookies.Delete("access_token"); response.Cookies.Delete("access_token", new CookieOptions { Path = "/" });"""));

    [Theory]
    [InlineData("Expires = DateTimeOffset.UtcNow.AddDays(-1)")]
    [InlineData("Expires = DateTime.Now.AddYears(-1)")]
    [InlineData("Expires = DateTimeOffset.MinValue")]
    [InlineData("Expires = DateTime.UnixEpoch")]
    [InlineData("MaxAge = TimeSpan.Zero")]
    public Task Expiring_cookie_is_silent(string member) =>
        Verify.Silent(CookieCode.Method($$"""response.Cookies.Append("access_token", accessToken, new CookieOptions { {{member}} });"""));

    [Fact]
    public Task Call_without_options_lacks_everything() =>
        Verify.Reports(CookieCode.Method("""{|TKG3001:{|TKG3002:{|TKG3012:response.Cookies.Append("access_token", accessToken)|}|}|};"""));

    [Fact]
    public Task Explicit_false_is_reported_at_the_member() =>
        Verify.Reports(CookieCode.Method($$"""response.Cookies.Append("access_token", other, new CookieOptions { {|TKG3001:HttpOnly = false|}, {{Others}} });"""));

    [Fact]
    public Task Later_assignment_is_reported() =>
        Verify.Reports(CookieCode.Method($$"""
            var options = new CookieOptions { {{Others}} };
            {|TKG3001:options.HttpOnly = false|};
            response.Cookies.Append("access_token", other, options);
            """));

    [Fact]
    public Task Options_that_are_given_and_changed_here_are_reported() =>
        Verify.Reports(CookieCode.Method("""
            {|TKG3001:given.HttpOnly = false|};
            response.Cookies.Append("access_token", other, given);
            """));

    [Fact]
    public Task Later_assignment_of_true_is_silent() =>
        Verify.Silent(CookieCode.Method("""
            var options = new CookieOptions();
            options.HttpOnly = true;
            options.Secure = true;
            options.SameSite = SameSiteMode.Strict;
            response.Cookies.Append("access_token", other, options);
            """));

    [Fact]
    public Task Variable_of_the_name_of_its_type_is_followed() =>
        Verify.Reports("""
            public record Tokens(string Access_Token, string Refresh_Token);

            public class C
            {
                public void M(HttpResponse response, Tokens tokens)
                {
                    var CookieOptions = {|TKG3001:new CookieOptions|} { Secure = true, SameSite = SameSiteMode.Lax };
                    response.Cookies.Append("access", tokens.Access_Token, CookieOptions);
                    response.Cookies.Append("refresh", tokens.Refresh_Token, CookieOptions);
                }
            }
            """);

    [Fact]
    public Task Assignment_after_the_call_comes_too_late() =>
        Verify.Reports(CookieCode.Method($$"""
            var options = {|TKG3001:new CookieOptions|} { {{Others}} };
            response.Cookies.Append("access_token", other, options);
            options.HttpOnly = true;
            """));

    [Theory]
    [InlineData("HttpOnly = flag")]
    [InlineData("HttpOnly = flag ? true : false")]
    [InlineData("HttpOnly = bool.Parse(\"false\")")]
    [InlineData("HttpOnly = !environment.IsDevelopment()")]
    public Task Value_that_is_not_constant_is_silent(string member) =>
        Verify.Silent(CookieCode.Method($$"""response.Cookies.Append("access_token", other, new CookieOptions { {{member}}, {{Others}} });"""));

    [Theory]
    [InlineData("given")]
    [InlineData("configuration.Get<CookieOptions>()!")]
    [InlineData("new CookieOptions(given)")]
    [InlineData("flag ? given : new CookieOptions()")]
    [InlineData("new SafeOptions()")]
    [InlineData("Given")]
    [InlineData("new CookieBuilder { HttpOnly = true }.Build(null!)")]
    public Task Options_from_elsewhere_are_silent(string options) =>
        Verify.Silent(CookieCode.Method(
            $$"""response.Cookies.Append("access_token", other, {{options}});""",
            "private CookieOptions Given { get; set; } = new(); private sealed class SafeOptions : CookieOptions { public SafeOptions() => HttpOnly = true; }"));

    [Fact]
    public Task Options_that_a_method_may_change_are_silent() =>
        Verify.Silent(CookieCode.Method(
            "var options = new CookieOptions(); Harden(options); response.Cookies.Append(\"access_token\", other, options);",
            "private static void Harden(CookieOptions options) { options.HttpOnly = true; options.Secure = true; options.SameSite = SameSiteMode.Lax; }"));

    [Fact]
    public Task Member_set_on_some_path_only_is_silent() =>
        Verify.Silent(CookieCode.Method($$"""
            var options = new CookieOptions { {{Others}} };
            if (flag)
            {
                options.HttpOnly = true;
            }

            response.Cookies.Append("access_token", other, options);
            """));

    [Fact]
    public Task Constants_and_readonly_fields_are_followed() =>
        Verify.Reports(CookieCode.Method(
            $$"""response.Cookies.Append(Name, other, new CookieOptions { {|TKG3001:HttpOnly = ScriptOnly|}, {{Others}} });""",
            """private static readonly string Name = "access_token"; private const bool ScriptOnly = false;"""));

    [Fact]
    public Task Name_held_in_a_local_is_followed() =>
        Verify.Reports(CookieCode.Method($$"""const string Prefix = "__Host-"; var name = Prefix + "access_token"; response.Cookies.Append(name, other, {|TKG3001:new CookieOptions|} { {{Others}} });"""));

    [Fact]
    public Task Options_in_a_static_readonly_field_are_reported_once() =>
        Verify.Reports(CookieCode.Method(
            """response.Cookies.Append("access_token", other, Shared); response.Cookies.Append("refresh_token", other, Shared);""",
            $$"""private static readonly CookieOptions Shared = {|TKG3001:new()|} { {{Others}} };"""));

    [Fact]
    public Task Readonly_field_that_the_class_changes_is_silent() =>
        Verify.Silent(CookieCode.Method(
            """shared.HttpOnly = true; response.Cookies.Append("access_token", other, shared);""",
            $$"""private readonly CookieOptions shared = new() { {{Others}} };"""));

    [Fact]
    public Task Options_of_a_helper_method_are_reported_there() =>
        Verify.Reports(CookieCode.Method(
            """response.Cookies.Append("access_token", other, Options()); response.Cookies.Append("refresh_token", other, Options());""",
            $$"""
            private static CookieOptions Options()
            {
                var options = {|TKG3001:new CookieOptions|} { SameSite = SameSiteMode.Lax };
                options.Secure = true;
                return options;
            }
            """));

    [Fact]
    public Task Options_of_another_file_are_reported_at_the_call() =>
        Verify.Reports("""
            public class C
            {
                public void M(HttpResponse response, string token) => {|TKG3001:response.Cookies.Append("jwt", token, TokenCookies.Options)|};
            }
            """, "TokenCookies.cs");

    [Fact]
    public Task Options_shared_by_cookies_of_one_method_are_reported_once() =>
        Verify.Reports(CookieCode.Method($$"""
            var options = {|TKG3001:new CookieOptions|} { {{Others}} };
            response.Cookies.Append("theme", other, options);
            response.Cookies.Append("access_token", accessToken, options);
            response.Cookies.Append("refresh_token", refreshToken, options);
            """));

    [Fact]
    public Task Cookie_manager_is_reported() =>
        Verify.Reports(CookieCode.Method($$"""
            new Microsoft.AspNetCore.Authentication.Cookies.ChunkingCookieManager()
                .AppendResponseCookie(response.HttpContext, "access_token", other, {|TKG3001:new CookieOptions|} { {{Others}} });
            """));

    [Fact]
    public Task Own_implementation_of_the_cookie_collection_is_reported() =>
        Verify.Reports($$"""
            public class AuditedCookies(IResponseCookies inner) : IResponseCookies
            {
                public void Append(string key, string value) => inner.Append(key, value);
                public void Append(string key, string value, CookieOptions options) => inner.Append(key, value, options);
                public void Delete(string key) => inner.Delete(key);
                public void Delete(string key, CookieOptions options) => inner.Delete(key, options);
            }

            public class C
            {
                public void M(AuditedCookies cookies, string text) => cookies.Append("access_token", text, {|TKG3001:new CookieOptions|} { {{Others}} });
            }
            """);

    [Fact]
    public Task Method_of_the_same_name_elsewhere_is_silent() =>
        Verify.Silent("""
            public class Jar
            {
                public void Append(string key, string value) { }
            }

            public class C
            {
                public void M(Jar cookies, string accessToken) => cookies.Append("access_token", accessToken);
            }
            """);

    [Fact]
    public Task Cookies_in_development_only_are_silent() =>
        Verify.Silent(CookieCode.Method("""if (environment.IsDevelopment()) { response.Cookies.Append("access_token", accessToken); }"""));

    [Theory]
    [InlineData("""services.AddAuthentication().AddCookie(options => {|TKG3001:options.Cookie.HttpOnly = false|});""")]
    [InlineData("""services.AddAuthentication().AddCookie("a", options => { options.Cookie.Name = "a"; {|TKG3001:options.Cookie.HttpOnly = false|}; });""")]
    [InlineData("""services.ConfigureApplicationCookie(options => {|TKG3001:options.Cookie.HttpOnly = false|});""")]
    [InlineData("""services.Configure<Microsoft.AspNetCore.Authentication.Cookies.CookieAuthenticationOptions>(options => {|TKG3001:options.Cookie.HttpOnly = false|});""")]
    [InlineData("""services.AddAuthentication().AddCookie(options => { var cookie = options.Cookie; {|TKG3001:cookie.HttpOnly = false|}; });""")]
    [InlineData("""_ = new Microsoft.AspNetCore.Authentication.Cookies.CookieAuthenticationOptions { Cookie = { {|TKG3001:HttpOnly = false|} } };""")]
    [InlineData("""services.AddSession(options => {|TKG3001:options.Cookie.HttpOnly = false|});""")]
    [InlineData("""services.AddAuthentication().AddOpenIdConnect(options => {|TKG3001:options.NonceCookie.HttpOnly = false|});""")]
    [InlineData("""services.AddAuthentication().AddCookie(options => options.Cookie = {|TKG3001:new CookieBuilder|} { SameSite = SameSiteMode.Lax });""")]
    [InlineData("""services.AddAuthentication().AddCookie(options => { var cookie = new CookieBuilder { SameSite = SameSiteMode.Lax }; {|TKG3001:cookie.HttpOnly = false|}; options.Cookie = cookie; });""")]
    public Task Cookie_of_the_framework_is_reported(string statement) => Verify.Reports(Services(statement));

    [Theory]
    [InlineData("""services.AddAuthentication().AddCookie(options => options.Cookie.HttpOnly = true);""")]
    [InlineData("""services.AddAuthentication().AddCookie(options => options.Cookie.Name = "a");""")]
    [InlineData("""services.AddAuthentication().AddCookie(options => options.Cookie.HttpOnly = flag);""")]
    [InlineData("""services.AddAntiforgery(options => options.Cookie.HttpOnly = false);""")]
    [InlineData("""services.AddMvc().AddCookieTempDataProvider(options => options.Cookie.HttpOnly = false);""")]
    [InlineData("""_ = new CookieBuilder { Name = "theme", HttpOnly = false };""")]
    public Task Other_cookies_of_the_framework_are_silent(string statement) => Verify.Silent(Services(statement));

    [Theory]
    [InlineData("""response.Headers["Set-Cookie"] = {|TKG3001:$"access_token={other}; Secure; SameSite=Lax"|};""")]
    [InlineData("""response.Headers.SetCookie = {|TKG3001:$"access_token={other}; Secure; SameSite=Lax"|};""")]
    [InlineData("""response.Headers[HeaderNames.SetCookie] = {|TKG3001:"access_token=" + other + "; Secure; SameSite=Lax"|};""")]
    [InlineData("""response.Headers.Append("Set-Cookie", {|TKG3001:$"access_token={other}; Path=/; secure; samesite=lax"|});""")]
    [InlineData("""response.Headers.Append(HeaderNames.SetCookie, {|TKG3001:string.Format("access_token={0}; Secure; SameSite=Lax", other)|});""")]
    [InlineData("""response.Headers.Add("set-cookie", {|TKG3001:string.Concat("access_token=", other, "; Secure; SameSite=Lax")|});""")]
    [InlineData("""response.Headers.TryAdd("Set-Cookie", {|TKG3001:$"s={accessToken}; Secure; SameSite=Lax"|});""")]
    [InlineData("""var text = {|TKG3001:$"access_token={other}; Secure; SameSite=Lax"|}; response.Headers.Append("Set-Cookie", text);""")]
    [InlineData("""const string Name = "access_token"; response.Headers.SetCookie = {|TKG3001:$"{Name}={other}; Secure; SameSite=Lax"|};""")]
    [InlineData("""response.Headers.SetCookie = new[] { {|TKG3001:$"access_token={other}; Secure; SameSite=Lax"|}, "theme=dark" };""")]
    [InlineData("""response.Headers.SetCookie = {|TKG3001:{|TKG3002:{|TKG3012:$"access_token={accessToken}"|}|}|};""")]
    public Task Header_written_by_hand_is_reported(string statement) => Verify.Reports(CookieCode.Method(statement));

    [Theory]
    [InlineData("""response.Headers.SetCookie = $"access_token={other}; HttpOnly; Secure; SameSite=Lax";""")]
    [InlineData("""response.Headers.SetCookie = $"access_token={other};httponly ; SECURE=1; samesite = strict";""")]
    [InlineData("""response.Headers.SetCookie = $"access_token={other}; {configuration["x"]}";""")]
    [InlineData("""response.Headers.SetCookie = $"access_token={other}{configuration["x"]}";""")]
    [InlineData("""response.Headers.SetCookie = $"access_token={accessToken}; Secure; SameSite=Lax{(flag ? "; HttpOnly" : "")}";""")]
    [InlineData("""response.Headers.SetCookie = "access_token=" + accessToken + other;""")]
    [InlineData("""response.Headers.SetCookie = $"access_token=; Max-Age=0";""")]
    [InlineData("""response.Headers.SetCookie = $"access_token={other}; Max-Age=0";""")]
    [InlineData("""response.Headers.SetCookie = $"access_token={other}; Expires=Thu, 01 Jan 1970 00:00:00 GMT";""")]
    [InlineData("""response.Headers.SetCookie = $"theme={other}";""")]
    [InlineData("""response.Headers.SetCookie = other;""")]
    [InlineData("""response.Headers.SetCookie = "access_token=\uE001";""")]
    [InlineData("""response.Headers["X-Cookie"] = $"access_token={accessToken}";""")]
    [InlineData("""response.Headers.Append("Set-Cookie", $"XSRF-TOKEN={token}; Path=/");""")]
    public Task Header_that_is_safe_or_not_known_is_silent(string statement) => Verify.Silent(CookieCode.Method(statement));

    [Fact]
    public Task SetCookieHeaderValue_is_reported() =>
        Verify.Reports(CookieCode.Method("""
            var cookie = {|TKG3001:new SetCookieHeaderValue("access_token", other)|} { Secure = true };
            cookie.SameSite = Microsoft.Net.Http.Headers.SameSiteMode.Lax;
            response.Headers.Append("Set-Cookie", cookie.ToString());
            """));

    [Fact]
    public Task Cookie_of_System_Web_is_reported_for_what_is_written() =>
        Verify.Reports("""
            public class C
            {
                public void M(System.Web.HttpResponse response, string text)
                {
                    var cookie = new System.Web.HttpCookie("access_token", text);
                    response.Cookies.Add(cookie);
                    response.SetCookie(new System.Web.HttpCookie("refresh_token") { Value = text, {|TKG3001:HttpOnly = false|} });
                }
            }
            """, "SystemWeb.cs");

    [Fact]
    public Task Cookie_of_Web_api_is_reported() =>
        Verify.Reports("""
            using System.Net.Http.Headers;

            public class C
            {
                public void M(HttpResponseMessage response, string text) =>
                    response.Headers.AddCookies(new[] { {|TKG3001:new CookieHeaderValue("access_token", text)|} { Secure = true } });
            }
            """, "WebApiCookies.cs");

    [Fact]
    public Task Cookie_of_a_listener_is_reported() =>
        Verify.Reports("""
            using System.Net;

            public class C
            {
                public void M(HttpListenerResponse response, CookieContainer client, string text)
                {
                    response.SetCookie({|TKG3001:new Cookie("access_token", text)|} { Secure = true });
                    response.AddHeader("Set-Cookie", {|TKG3001:$"access_token={text}; Secure; SameSite=Lax"|});
                    client.Add(new Uri("https://example.com"), new Cookie("access_token", text));
                }
            }
            """);

    [Fact]
    public Task Names_in_the_policy_are_token_cookies() =>
        Verify.ReportsWith(
            "tokenguard.token_cookie_names = shop_session",
            CookieCode.Method($$"""response.Cookies.Append("Shop_Session", other, {|TKG3001:new CookieOptions|} { {{Others}} });"""));

    [Fact]
    public Task Excluded_names_are_no_token_cookies() =>
        Verify.ReportsWith("tokenguard.excluded_token_names = auth_token", CookieCode.Method("""response.Cookies.Append("auth_token", other);"""));

    [Fact]
    public Task Low_confidence_reports_a_lone_token_name() =>
        Verify.ReportsWith(
            "tokenguard.confidence = low",
            CookieCode.Method($$"""response.Cookies.Append("cart_token", other, {|TKG3001:new CookieOptions|} { {{Others}} });"""));

    [Theory]
    [InlineData("app.UseCookiePolicy(new CookiePolicyOptions { HttpOnly = Microsoft.AspNetCore.CookiePolicy.HttpOnlyPolicy.Always });")]
    [InlineData("services.Configure<CookiePolicyOptions>(options => options.HttpOnly = Microsoft.AspNetCore.CookiePolicy.HttpOnlyPolicy.Always);")]
    [InlineData("services.Configure<CookiePolicyOptions>(options => options.OnAppendCookie = context => context.CookieOptions.HttpOnly = true);")]
    [InlineData("services.Configure<CookiePolicyOptions>(options => options.OnAppendCookie = context => Harden(context.CookieOptions));")]
    public Task Cookie_policy_of_the_application_covers_cookies_but_not_headers(string policy) =>
        Verify.Reports($$"""
            public class C
            {
                public void Configure(IApplicationBuilder app, IServiceCollection services)
                {
                    {{policy}}
                    services.AddSession(options => options.Cookie.HttpOnly = false);
                }

                private static void Harden(CookieOptions options) => options.HttpOnly = true;

                public void M(HttpResponse response, string text)
                {
                    response.Cookies.Append("access_token", text, new CookieOptions { {{Others}} });
                    response.Headers.SetCookie = {|TKG3001:$"access_token={text}; Secure; SameSite=Lax"|};
                }
            }
            """);

    [Theory]
    [InlineData("app.UseCookiePolicy();")]
    [InlineData("app.UseCookiePolicy(new CookiePolicyOptions { HttpOnly = Microsoft.AspNetCore.CookiePolicy.HttpOnlyPolicy.None });")]
    [InlineData("app.UseCookiePolicy(new CookiePolicyOptions { Secure = CookieSecurePolicy.Always, MinimumSameSitePolicy = SameSiteMode.Strict });")]
    [InlineData("_ = new Other.CookiePolicyOptions { HttpOnly = 1 };")]
    public Task Cookie_policy_that_does_not_cover_the_attribute_changes_nothing(string policy) =>
        Verify.Reports($$"""
            public class C
            {
                public void Configure(IApplicationBuilder app)
                {
                    {{policy}}
                }

                public void M(HttpResponse response, string text) => response.Cookies.Append("access_token", text, {|TKG3001:new CookieOptions|} { {{Others}} });
            }

            namespace Other
            {
                public class CookiePolicyOptions
                {
                    public int HttpOnly { get; set; }
                }
            }
            """);

    [Fact]
    public Task Message_names_cookie_and_token() =>
        Verify.ReportsMessages(
            CookieCode.Method("""
                response.Cookies.Append("refreshToken", other, {|#0:new CookieOptions|} { Secure = true, SameSite = SameSiteMode.Lax });
                response.Cookies.Append(other, accessToken, new CookieOptions { {|#1:HttpOnly = false|}, Secure = true, SameSite = SameSiteMode.Lax });
                """),
            new DiagnosticResult("TKG3001", DiagnosticSeverity.Warning).WithLocation(0).WithOptions(DiagnosticOptions.IgnoreAdditionalLocations).WithArguments("Cookie 'refreshToken'", "a refresh token", "HttpOnly"),
            new DiagnosticResult("TKG3001", DiagnosticSeverity.Warning).WithLocation(1).WithOptions(DiagnosticOptions.IgnoreAdditionalLocations).WithArguments("The cookie", "an access token", "HttpOnly")
                .WithMessage("The cookie carries an access token but script can read it; set HttpOnly"));

    private static string Services(string statement) =>
        $$"""
        public class Startup
        {
            public void Configure(IServiceCollection services, bool flag)
            {
                {{statement}}
            }
        }
        """;
}
