using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using Verify = TokenGuard.Analyzers.Tests.Verify<TokenGuard.Analyzers.Configuration.LongCookieSessionAnalyzer, TokenGuard.CodeFixes.Configuration.LongCookieSessionCodeFix>;

namespace TokenGuard.Analyzers.Tests.Configuration;

public class LongCookieSessionTests
{
    private static string Code(string body) =>
        $$"""
        using System.Security.Claims;
        using Microsoft.AspNetCore.Authentication;
        using Microsoft.AspNetCore.Authentication.Cookies;
        using Microsoft.AspNetCore.Identity;

        public class Login { public bool RememberMe { get; set; } public TimeSpan ExpireTimeSpan { get; set; } }

        public static class Setup
        {
            private static readonly TimeSpan Year = TimeSpan.FromDays(365);

            public static object? Configure(IServiceCollection services, IHostEnvironment environment, IConfiguration configuration, HttpContext context, ClaimsPrincipal user, Login login)
            {
                {{body}}
                return Year;
            }
        }
        """;

    [Theory]
    [InlineData("services.AddAuthentication().AddCookie(options => options.ExpireTimeSpan = {|TKG7008:TimeSpan.FromDays(31)|});")]
    [InlineData("services.AddAuthentication().AddCookie(\"Staff\", options => { options.ExpireTimeSpan = {|TKG7008:TimeSpan.FromHours(24 * 365)|}; });")]
    [InlineData("services.ConfigureApplicationCookie(options => options.ExpireTimeSpan = {|TKG7008:TimeSpan.MaxValue|});")]
    [InlineData("services.Configure<CookieAuthenticationOptions>(options => options.ExpireTimeSpan = {|TKG7008:Year|});")]
    [InlineData("var long_ = {|TKG7008:TimeSpan.FromDays(90)|}; services.AddAuthentication().AddCookie(options => options.ExpireTimeSpan = long_);")]
    [InlineData("_ = new CookieAuthenticationOptions { ExpireTimeSpan = {|TKG7008:new TimeSpan(60, 0, 0, 0)|} };")]
    [InlineData("context.SignInAsync(user, new AuthenticationProperties { IsPersistent = true, ExpiresUtc = {|TKG7008:DateTimeOffset.UtcNow.AddDays(90)|} });")]
    [InlineData("var properties = new AuthenticationProperties { IsPersistent = true }; properties.ExpiresUtc = {|TKG7008:DateTime.UtcNow.AddYears(1)|}; context.SignInAsync(user, properties);")]
    [InlineData("context.SignInAsync(user, new AuthenticationProperties { ExpiresUtc = {|TKG7008:DateTimeOffset.UtcNow.AddMonths(6)|}, IsPersistent = login.RememberMe });")]
    [InlineData("services.AddAuthentication().AddCookie(options => { options.ExpireTimeSpan = {|TKG7008:TimeSpan.FromDays(365)|}; if (environment.IsDevelopment()) { options.ExpireTimeSpan = TimeSpan.FromDays(1); } });")]
    [InlineData("services.AddAuthentication().AddCookie(options => { options.ExpireTimeSpan = {|TKG7008:TimeSpan.FromDays(365)|}; if (login.RememberMe) { options.ExpireTimeSpan = TimeSpan.FromDays(1); } });")]
    [InlineData("services.AddAuthentication().AddCookie(options => { if (login.RememberMe) { options.ExpireTimeSpan = {|TKG7008:TimeSpan.FromDays(365)|}; } else { options.ExpireTimeSpan = TimeSpan.FromDays(1); } });")]
    public Task Long_session_is_reported(string body) => Verify.Reports(Code(body));

    [Theory]
    [InlineData("services.AddAuthentication().AddCookie(options => options.ExpireTimeSpan = TimeSpan.FromDays(30));")]
    [InlineData("services.AddAuthentication().AddCookie(options => options.ExpireTimeSpan = TimeSpan.FromHours(8));")]
    [InlineData("services.AddAuthentication().AddCookie(options => options.ExpireTimeSpan = configuration.GetValue<TimeSpan>(\"Session\"));")]
    [InlineData("services.AddAuthentication().AddCookie(options => { options.ExpireTimeSpan = TimeSpan.FromDays(60); options.ExpireTimeSpan = TimeSpan.FromDays(1); });")]
    [InlineData("services.AddAuthentication().AddCookie(options => { if (environment.IsDevelopment()) { options.ExpireTimeSpan = TimeSpan.FromDays(365); } });")]
    [InlineData("services.Configure<CookieAuthenticationOptions>(IdentityConstants.TwoFactorRememberMeScheme, options => options.ExpireTimeSpan = TimeSpan.FromDays(365));")]
    [InlineData("services.AddAuthentication().AddCookie(options => { if (login.RememberMe) { options.ExpireTimeSpan = TimeSpan.FromDays(365); } options.ExpireTimeSpan = TimeSpan.FromDays(1); });")]
    [InlineData("services.Configure<CookieAuthenticationOptions>(\"Identity.TwoFactorRememberMe\", options => options.ExpireTimeSpan = TimeSpan.FromDays(365));")]
    [InlineData("services.AddAuthentication().AddIdentityCookies(o => o.TwoFactorRememberMeCookie!.Configure(options => options.ExpireTimeSpan = TimeSpan.FromDays(365)));")]
    [InlineData("services.AddAuthentication().AddIdentityCookies(o => o.TwoFactorRememberMeCookie?.Configure(options => options.ExpireTimeSpan = TimeSpan.FromDays(365)));")]
    [InlineData("services.AddAuthentication().AddTwoFactorRememberMeCookie().Configure(options => options.ExpireTimeSpan = TimeSpan.FromDays(365));")]
    [InlineData("context.SignInAsync(IdentityConstants.TwoFactorRememberMeScheme, user, new AuthenticationProperties { IsPersistent = true, ExpiresUtc = DateTimeOffset.UtcNow.AddDays(365) });")]
    [InlineData("context.SignInAsync(\"Identity.TwoFactorRememberMe\", user, new AuthenticationProperties { IsPersistent = true, ExpiresUtc = DateTimeOffset.UtcNow.AddDays(365) });")]
    [InlineData("var properties = new AuthenticationProperties { IsPersistent = true }; properties.ExpiresUtc = DateTimeOffset.UtcNow.AddDays(365); context.SignInAsync(IdentityConstants.TwoFactorRememberMeScheme, user, properties);")]
    [InlineData("var properties = new AuthenticationProperties { IsPersistent = true, ExpiresUtc = DateTimeOffset.UtcNow.AddDays(365) }; context.SignInAsync(IdentityConstants.TwoFactorRememberMeScheme, user, properties);")]
    [InlineData("login.ExpireTimeSpan = TimeSpan.FromDays(365);")]
    [InlineData("context.SignInAsync(user, new AuthenticationProperties { IsPersistent = true, ExpiresUtc = DateTimeOffset.UtcNow.AddDays(14) });")]
    [InlineData("context.SignInAsync(user, new AuthenticationProperties { IsPersistent = false, ExpiresUtc = DateTimeOffset.UtcNow.AddDays(90) });")]
    [InlineData("context.SignInAsync(user, new AuthenticationProperties { ExpiresUtc = DateTimeOffset.UtcNow.AddDays(90) });")]
    [InlineData("context.SignInAsync(user, new AuthenticationProperties { IsPersistent = true });")]
    [InlineData("context.Response.Cookies.Append(\"theme\", \"dark\", new CookieOptions { Expires = DateTimeOffset.UtcNow.AddYears(1) });")]
    [InlineData("services.AddSession(options => options.Cookie.MaxAge = TimeSpan.FromDays(365));")]
    public Task Short_unknown_or_other_is_silent(string body) => Verify.Silent(Code(body));

    [Theory]
    [InlineData("7d", "services.AddAuthentication().AddCookie(options => options.ExpireTimeSpan = {|TKG7008:TimeSpan.FromDays(14)|});")]
    [InlineData("400d", "services.AddAuthentication().AddCookie(options => options.ExpireTimeSpan = TimeSpan.FromDays(365));")]
    public Task Limit_is_that_of_the_policy(string limit, string body) => Verify.ReportsWith($"tokenguard.max_cookie_session = {limit}", Code(body));

    [Fact]
    public Task Message_names_the_limit() =>
        Verify.ReportsMessages(
            Code("services.AddAuthentication().AddCookie(options => options.ExpireTimeSpan = {|#0:TimeSpan.FromDays(60)|});"),
            new DiagnosticResult("TKG7008", DiagnosticSeverity.Info).WithLocation(0).WithMessage("'ExpireTimeSpan' keeps a user signed in for more than 30 days; set it to 30 days or less"));

    [Theory]
    [InlineData(
        "services.AddAuthentication().AddCookie(options => options.ExpireTimeSpan = {|TKG7008:TimeSpan.FromDays(365)|} /* a year */);",
        "services.AddAuthentication().AddCookie(options => options.ExpireTimeSpan = TimeSpan.FromDays(30) /* a year */);", null)]
    [InlineData(
        "context.SignInAsync(user, new AuthenticationProperties { IsPersistent = true, ExpiresUtc = {|TKG7008:DateTimeOffset.UtcNow.AddYears(1)|} });",
        "context.SignInAsync(user, new AuthenticationProperties { IsPersistent = true, ExpiresUtc = DateTimeOffset.UtcNow.AddDays(30) });", null)]
    [InlineData(
        "services.ConfigureApplicationCookie(options => options.ExpireTimeSpan = {|TKG7008:TimeSpan.MaxValue|});",
        "services.ConfigureApplicationCookie(options => options.ExpireTimeSpan = TimeSpan.FromMinutes(720));", "tokenguard.max_cookie_session = 12h")]
    public Task Fix_sets_the_limit(string body, string repaired, string? options) => Verify.Fixes(Code(body), Code(repaired), options: options);

    [Fact]
    public Task Fix_changes_a_variable_of_its_own() =>
        Verify.Fixes(
            Code("var length = {|TKG7008:TimeSpan.FromDays(90)|}; services.AddAuthentication().AddCookie(options => options.ExpireTimeSpan = length);"),
            Code("var length = TimeSpan.FromDays(30); services.AddAuthentication().AddCookie(options => options.ExpireTimeSpan = length);"));

    [Theory]
    [InlineData("var length = {|TKG7008:TimeSpan.FromDays(90)|}; services.AddAuthentication().AddCookie(options => options.ExpireTimeSpan = length); login.ExpireTimeSpan = length;")]
    [InlineData("services.AddAuthentication().AddCookie(options => options.ExpireTimeSpan = {|TKG7008:TimeSpan.FromDays(/* long */ 60)|});")]
    public Task Shared_length_and_comments_inside_have_no_fix(string body) => Verify.OffersNoFix(Code(body));

    [Fact]
    public Task Length_of_elsewhere_has_no_fix() => Verify.OffersNoFix(Code("var days = configuration.GetValue(\"Days\", 90); services.AddAuthentication().AddCookie(options => options.ExpireTimeSpan = {|TKG7008:Year|}); days.ToString();"));
}
