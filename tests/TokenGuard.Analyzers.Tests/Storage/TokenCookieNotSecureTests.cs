using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using Verify = TokenGuard.Analyzers.Tests.Verify<TokenGuard.Analyzers.Storage.TokenCookieAnalyzer, TokenGuard.CodeFixes.Storage.HardenTokenCookieCodeFix>;

namespace TokenGuard.Analyzers.Tests.Storage;

/// <summary>TKG3002; what makes a cookie a token cookie is tested with TKG3001.</summary>
public class TokenCookieNotSecureTests
{
    private const string Others = "HttpOnly = true, SameSite = SameSiteMode.Lax";

    [Theory]
    [InlineData("""response.Cookies.Append("access_token", other, {|TKG3002:new CookieOptions|} { HttpOnly = true, SameSite = SameSiteMode.Lax });""")]
    [InlineData("""response.Cookies.Append("access_token", other, new CookieOptions { HttpOnly = true, {|TKG3002:Secure = false|}, SameSite = SameSiteMode.Lax });""")]
    [InlineData("""var options = new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Lax }; {|TKG3002:options.Secure = false|}; response.Cookies.Append("access_token", other, options);""")]
    [InlineData("""response.Headers.SetCookie = {|TKG3002:$"access_token={other}; HttpOnly; SameSite=Lax"|};""")]
    [InlineData("""response.Headers.Append("Set-Cookie", {|TKG3002:$"__Secure-access_token={other}; HttpOnly; SameSite=Lax"|});""")]
    public Task Cookie_without_Secure_is_reported(string statement) => Verify.Reports(CookieCode.Method(statement));

    [Theory]
    [InlineData("Secure = request.IsHttps")]
    [InlineData("Secure = !environment.IsDevelopment()")]
    [InlineData("Secure = environment.IsProduction()")]
    [InlineData("Secure = configuration.GetValue<bool>(\"Secure\")")]
    [InlineData("Secure = flag")]
    [InlineData("Secure = true")]
    public Task Secure_that_depends_on_something_is_silent(string member) =>
        Verify.Silent(CookieCode.Method($$"""response.Cookies.Append("access_token", other, new CookieOptions { {{member}}, {{Others}} });"""));

    [Fact]
    public Task Secure_set_outside_of_development_is_silent() =>
        Verify.Silent(CookieCode.Method($$"""
            var options = new CookieOptions { {{Others}} };
            if (!environment.IsDevelopment())
            {
                options.Secure = true;
            }

            response.Cookies.Append("access_token", other, options);
            """));

    [Fact]
    public Task Secure_switched_off_in_development_only_is_silent() =>
        Verify.Silent(CookieCode.Method("""
            response.Cookies.Append("access_token", other, new CookieOptions
            {
            #if DEBUG
                Secure = false,
            #else
                Secure = true,
            #endif
                HttpOnly = true,
                SameSite = SameSiteMode.Lax,
            });
            """).Insert(0, "#define DEBUG\n"));

    [Theory]
    [InlineData("""services.AddAuthentication().AddCookie(options => {|TKG3002:options.Cookie.SecurePolicy = CookieSecurePolicy.None|});""")]
    [InlineData("""services.ConfigureApplicationCookie(options => {|TKG3002:options.Cookie.SecurePolicy = CookieSecurePolicy.None|});""")]
    [InlineData("""services.AddSession(options => {|TKG3002:options.Cookie.SecurePolicy = CookieSecurePolicy.None|});""")]
    [InlineData("""services.AddAuthentication().AddOpenIdConnect(options => {|TKG3002:options.NonceCookie.SecurePolicy = CookieSecurePolicy.None|});""")]
    [InlineData("""services.AddAuthentication().AddCookie(options => options.Cookie = new CookieBuilder { HttpOnly = true, {|TKG3002:SecurePolicy = CookieSecurePolicy.None|}, SameSite = SameSiteMode.Lax });""")]
    public Task Cookie_of_the_framework_is_reported(string statement) => Verify.Reports(Services(statement));

    [Theory]
    [InlineData("""services.AddAuthentication().AddCookie(options => options.Cookie.SecurePolicy = CookieSecurePolicy.Always);""")]
    [InlineData("""services.AddAuthentication().AddCookie(options => options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest);""")]
    [InlineData("""services.AddAuthentication().AddCookie(options => options.Cookie.SecurePolicy = environment.IsDevelopment() ? CookieSecurePolicy.None : CookieSecurePolicy.Always);""")]
    [InlineData("""services.AddAuthentication().AddCookie(options => { if (environment.IsDevelopment()) { options.Cookie.SecurePolicy = CookieSecurePolicy.None; } });""")]
    [InlineData("""services.AddAuthentication().AddCookie(options => options.Cookie = new CookieBuilder { HttpOnly = true, SameSite = SameSiteMode.Lax });""")]
    [InlineData("""services.AddSession(options => options.Cookie.IsEssential = true);""")]
    [InlineData("""services.AddAntiforgery(options => options.Cookie.SecurePolicy = CookieSecurePolicy.None);""")]
    public Task Other_policies_are_silent(string statement) => Verify.Silent(Services(statement));

    [Theory]
    [InlineData("app.UseCookiePolicy(new CookiePolicyOptions { Secure = CookieSecurePolicy.Always });")]
    [InlineData("app.UseCookiePolicy(new CookiePolicyOptions { Secure = CookieSecurePolicy.SameAsRequest });")]
    [InlineData("services.Configure<CookiePolicyOptions>(options => { options.Secure = CookieSecurePolicy.Always; });")]
    [InlineData("services.Configure<CookiePolicyOptions>(options => { options.Secure = environment.IsDevelopment() ? CookieSecurePolicy.None : CookieSecurePolicy.Always; });")]
    public Task Cookie_policy_of_the_application_covers_it(string policy) =>
        Verify.Silent($$"""
            public class C
            {
                public void Configure(IApplicationBuilder app, IServiceCollection services, IHostEnvironment environment)
                {
                    {{policy}}
                }

                public void M(HttpResponse response, string text) => response.Cookies.Append("access_token", text, new CookieOptions { {{Others}} });
            }
            """);

    [Fact]
    public Task Message_names_cookie_and_member() =>
        Verify.ReportsMessages(
            Services("services.AddSession(options => {|#0:options.Cookie.SecurePolicy = CookieSecurePolicy.None|});"),
            new DiagnosticResult("TKG3002", DiagnosticSeverity.Warning).WithLocation(0).WithOptions(DiagnosticOptions.IgnoreAdditionalLocations)
                .WithArguments("The session cookie", "the key to the user's session", "SecurePolicy to Always")
                .WithMessage("The session cookie carries the key to the user's session but the browser also sends it over plain http; set SecurePolicy to Always"));

    private static string Services(string statement) =>
        $$"""
        public class Startup(IHostEnvironment environment)
        {
            public void Configure(IServiceCollection services)
            {
                {{statement}}
                _ = environment;
            }
        }
        """;
}
