using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace TokenGuard.AspNetCore.Tests.Storage;

public class TokenCookieGuardTests
{
    private const string Hardened = "; HttpOnly; Secure; SameSite=Lax";

    private static readonly string Jwt = Tokens.Jwt;

    /// <summary>A header as an application may write it, and what leaves: nothing where it is null.</summary>
    public static TheoryData<string, string?> Headers => new()
    {
        // Token cookies without their attributes.
        { "access_token=abc", "access_token=abc" + Hardened },
        { "refresh_token=abc; Path=/", "refresh_token=abc; Path=/" + Hardened },
        { "id_token=abc; path=/auth", "id_token=abc; path=/auth" + Hardened },
        { "refreshToken=abc; HttpOnly", "refreshToken=abc; HttpOnly; Secure; SameSite=Lax" },
        { "refresh-token=abc; Secure", "refresh-token=abc; Secure; HttpOnly; SameSite=Lax" },
        { "ACCESS_TOKEN=abc; SameSite=Strict", "ACCESS_TOKEN=abc; SameSite=Strict; HttpOnly; Secure" },
        { "jwt=abc", "jwt=abc" + Hardened },
        { "authToken=abc", "authToken=abc" + Hardened },
        { "accesstoken=abc", "accesstoken=abc" + Hardened },
        { "X-Access-Token=abc", "X-Access-Token=abc" + Hardened },
        { $"session={Jwt}", $"session={Jwt}" + Hardened },
        { $"s=\"{Jwt}\"", $"s=\"{Jwt}\"" + Hardened },
        { $"s={Tokens.Refresh}; Path=/auth/refresh", $"s={Tokens.Refresh}; Path=/auth/refresh" + Hardened },
        { $"{Jwt}", $"{Jwt}" + Hardened },
        { $"auth=Bearer%20{Jwt}", $"auth=Bearer%20{Jwt}" + Hardened },
        { $"auth={{\"t\":\"{Jwt}\"}}", $"auth={{\"t\":\"{Jwt}\"}}" + Hardened },
        { "access_token=chunks-2", "access_token=chunks-2" + Hardened },
        { "access_tokenC1=eyJhbGciOiJIUzI1NiIsInR5", "access_tokenC1=eyJhbGciOiJIUzI1NiIsInR5" + Hardened },
        { "access_token%20=abc", "access_token%20=abc" + Hardened },
        { "access%5Ftoken=abc", "access%5Ftoken=abc" + Hardened },
        { "access_tokenC12=abc", "access_tokenC12=abc" + Hardened },
        { "baked_cookie=abc", "baked_cookie=abc" + Hardened },
        { "__Host-access_token=abc; Path=/", "__Host-access_token=abc; Path=/" + Hardened },

        // As browsers read them, whatever a strict parser says.
        { "access_token=abc;; path=/", "access_token=abc;; path=/" + Hardened },
        { "access_token=abc;", "access_token=abc;" + Hardened },
        { ";access_token=abc", ";access_token=abc" },
        { " access_token = abc ; path=/", " access_token = abc ; path=/" + Hardened },
        { "access_token=a=b=c", "access_token=a=b=c" + Hardened },
        { "access_token=a,b", "access_token=a,b" + Hardened },
        { "access_token=\"a b\"", "access_token=\"a b\"" + Hardened },
        { "access_token=\"a; path=/", "access_token=\"a; path=/" + Hardened },
        { "access_token=abc; HttpOnly=false", "access_token=abc; HttpOnly=false; Secure; SameSite=Lax" },
        { "access_token=abc; HTTPONLY; secure; samesite=LAX", "access_token=abc; HTTPONLY; secure; samesite=LAX" },
        { "access_token=abc;HttpOnly;Secure;SameSite=Strict", "access_token=abc;HttpOnly;Secure;SameSite=Strict" },
        { "access_token=abc; Http Only", "access_token=abc; Http Only" + Hardened },
        { "access_token=abc; HttpOnlyX; XSecure", "access_token=abc; HttpOnlyX; XSecure" + Hardened },
        { "access_token=abc; =HttpOnly", "access_token=abc; =HttpOnly" + Hardened },
        { "access_token=abc; SameSite=Maybe", "access_token=abc; SameSite=Maybe" + Hardened },
        { "access_token=abc; SameSite", "access_token=abc; SameSite" + Hardened },
        { "access_token=abc; SameSite=Strict; SameSite=Nothing", "access_token=abc; SameSite=Strict; SameSite=Nothing" + Hardened },
        { "access_token=abc; Expires=Wen, 31-Foo-2999", "access_token=abc; Expires=Wen, 31-Foo-2999" + Hardened },
        { "access_token=abc; Expires=Thu Jan  1 00:00:00 2099", "access_token=abc; Expires=Thu Jan  1 00:00:00 2099" + Hardened },
        { "access_token=abc; Max-Age=x9", "access_token=abc; Max-Age=x9" + Hardened },
        { "access_token=abc; Priority=High; Partitioned; Unknown=1", "access_token=abc; Priority=High; Partitioned; Unknown=1" + Hardened },
        { "access_token=abc; Domain=example.com; Path=/a;HttpOnly ; Secure", "access_token=abc; Domain=example.com; Path=/a;HttpOnly ; Secure; SameSite=Lax" },
        { "access_token=abc; SameSite=None; Secure", "access_token=abc; SameSite=None; Secure; HttpOnly" },
        { "access_token=ab\tc", "access_token=ab\tc" + Hardened },
        { "access_token=ab\u0001c", null },
        { "access_token=abc\u0000; HttpOnly; Secure", null },

        // No tokens, or cookies that are taken back.
        { "access_token=; expires=Thu, 01 Jan 1970 00:00:00 GMT; path=/", "access_token=; expires=Thu, 01 Jan 1970 00:00:00 GMT; path=/" },
        { "access_token=deleted; expires=Thu, 01 Jan 1970 00:00:00 GMT", "access_token=deleted; expires=Thu, 01 Jan 1970 00:00:00 GMT" },
        { "access_token=x; Max-Age=0", "access_token=x; Max-Age=0" },
        { "access_token=x; Max-Age=-1", "access_token=x; Max-Age=-1" },
        { "access_token", "access_token" },
        { "theme=dark", "theme=dark" },
        { "XSRF-TOKEN=abc; Path=/", "XSRF-TOKEN=abc; Path=/" },
        { $"XSRF-TOKEN={Jwt}; Path=/", $"XSRF-TOKEN={Jwt}; Path=/" },
        { ".AspNetCore.Antiforgery.x=CfDJ8abc; path=/; samesite=strict; httponly", ".AspNetCore.Antiforgery.x=CfDJ8abc; path=/; samesite=strict; httponly" },
        { ".AspNetCore.Cookies=CfDJ8abc; path=/", ".AspNetCore.Cookies=CfDJ8abc; path=/" },
        { "nextPageToken=abc", "nextPageToken=abc" },
        { "token_type=Bearer", "token_type=Bearer" },
        { "token=abc", "token=abc" },
        { "csrf_token=abc", "csrf_token=abc" },
        { "theme=access_token", "theme=access_token" },
        { "theme=a; access_token=b", "theme=a; access_token=b" },
        { "", "" },
        { "=", "=" },
        { "eyJ=1", "eyJ=1" },
        { "\u0001theme=dark", "\u0001theme=dark" },
    };

    [Theory]
    [MemberData(nameof(Headers))]
    public async Task A_token_cookie_leaves_hardened_or_not_at_all(string header, string? expected)
    {
        await using var application = await SettingAsync([header]);
        var response = (await application.SendAsync("https://shop.example.com/")).Response;
        Assert.Equal(expected is null ? [] : [expected], CookiesOf(response));
        Assert.Equal(expected != header, application.Recorder.Violations.Any(violation => violation.Action != TokenGuardAction.Reported));
        Tokens.AssertNoneIn(application.Recorder);
    }

    [Fact]
    public void There_are_more_than_forty() => Assert.InRange(Headers.Count, 41, int.MaxValue);

    [Fact]
    public async Task Of_several_cookies_only_those_with_a_token_are_changed()
    {
        await using var application = await SettingAsync(["theme=dark; path=/", "access_token=abc; path=/", "lang=en", "bad_token=\u0001; x", "refresh_token=abc; HttpOnly; Secure; SameSite=Strict", "access_token=2"]);
        var response = (await application.SendAsync("https://shop.example.com/")).Response;
        Assert.Equal(
            ["theme=dark; path=/", "access_token=abc; path=/" + Hardened, "lang=en", "refresh_token=abc; HttpOnly; Secure; SameSite=Strict", "access_token=2" + Hardened],
            CookiesOf(response));
    }

    [Fact]
    public async Task A_violation_tells_the_cookie_the_route_and_what_was_done()
    {
        await using var application = await TestApplication.StartAsync(app: app => app.MapGet("/users/{id}/sign-in", (HttpContext context) => context.Response.Cookies.Append("refreshToken", Tokens.Opaque, new CookieOptions { Secure = true, SameSite = SameSiteMode.Strict, Path = "/auth" })));
        await application.SendAsync("https://shop.example.com/users/7/sign-in");
        var violation = Assert.Single(application.Recorder.Violations, violation => violation.RuleId == "TKG3001");
        Assert.Equal("Cookie 'refreshToken' carries a refresh token but script can read it; set HttpOnly", violation.Message);
        Assert.Equal(("/users/{id}/sign-in", TokenGuardCheckpoint.SetCookie, TokenGuardAction.Repaired), (violation.Route, violation.Checkpoint, violation.Action));
        Assert.Matches("^[0-9A-F]{16}$", violation.Fingerprint);
        Assert.Contains(application.Recorder.Events, item => item.Event.Id == 3001 && item.Text.StartsWith($"TKG3001 Repaired at SetCookie of /users/{{id}}/sign-in: {violation.Message}. See {violation.HelpLink} (token: {violation.Fingerprint})", StringComparison.Ordinal));
        Assert.Contains("tokenguard.violations TKG3001 repaired", application.Recorder.Counts);
        Tokens.AssertNoneIn(application.Recorder);
    }

    [Theory]
    [InlineData("https://shop.example.com/", true)]
    [InlineData("http://shop.example.com/", true)]
    [InlineData("http://localhost:5000/", false)]
    [InlineData("http://127.0.0.1/", false)]
    [InlineData("http://orders:8080/", false)]
    [InlineData("http://portal.corp.internal/", false)]
    [InlineData("http://192.168.1.5:5000/", false)]
    [InlineData("http://10.0.0.3/", false)]
    public async Task Over_plain_HTTP_at_home_Secure_is_only_reported(string url, bool isSecure)
    {
        await using var application = await SettingAsync(["access_token=abc; HttpOnly; SameSite=Lax"]);
        Assert.Equal([isSecure ? "access_token=abc; HttpOnly; SameSite=Lax; Secure" : "access_token=abc; HttpOnly; SameSite=Lax"], CookiesOf((await application.SendAsync(url)).Response));
        Assert.Contains("TKG3002", application.Recorder.RuleIds);
    }

    [Fact]
    public async Task Behind_a_proxy_that_ends_TLS_it_is_added()
    {
        await using var application = await SettingAsync(["access_token=abc; HttpOnly; SameSite=Lax"]);
        var response = (await application.SendAsync("http://orders:8080/", context => context.Request.Headers["X-Forwarded-Proto"] = "https")).Response;
        Assert.Equal(["access_token=abc; HttpOnly; SameSite=Lax; Secure"], CookiesOf(response));
    }

    [Fact]
    public async Task Cookies_that_middleware_before_or_after_adds_late_are_seen()
    {
        await using var application = await TestApplication.StartAsync(
            services => services.AddSingleton<IStartupFilter>(new LateCookie("id_token=late")),
            app =>
            {
                app.Use((context, next) =>
                {
                    context.Response.OnStarting(() =>
                    {
                        context.Response.Headers.Append("Set-Cookie", "access_token=late");
                        return Task.CompletedTask;
                    });
                    return next(context);
                });
                app.MapGet("/", () => "hello");
            },
            host: builder => builder.Services.AddSingleton<IStartupFilter>(new LateCookie("refresh_token=late")));
        var cookies = CookiesOf((await application.SendAsync("https://shop.example.com/")).Response);
        Assert.Contains("access_token=late" + Hardened, cookies);
        Assert.Contains("refresh_token=late" + Hardened, cookies);
        Assert.Contains("id_token=late" + Hardened, cookies);
    }

    [Fact]
    public async Task What_the_cookie_policy_hardens_is_no_violation()
    {
        await using var application = await TestApplication.StartAsync(app: app =>
        {
            app.UseCookiePolicy(new CookiePolicyOptions { HttpOnly = Microsoft.AspNetCore.CookiePolicy.HttpOnlyPolicy.Always, Secure = CookieSecurePolicy.Always, MinimumSameSitePolicy = SameSiteMode.Lax });
            app.MapGet("/", (HttpContext context) => context.Response.Cookies.Append("__Secure-access_token", "abc", new CookieOptions { Path = "/api" }));
        });
        await application.SendAsync("https://shop.example.com/");
        Assert.Empty(application.Recorder.Violations);
    }

    [Theory]
    [InlineData("TKG3003", "refresh_token=a; Path=/auth; HttpOnly; Secure; SameSite=None")]
    [InlineData("TKG3004", "access_token=a; Path=/auth; HttpOnly; Secure; SameSite=Lax; Max-Age=31536000")]
    [InlineData("TKG3004", "refresh_token=a; Path=/auth; HttpOnly; Secure; SameSite=Lax; Expires=Fri, 01 Jan 2100 00:00:00 GMT")]
    [InlineData("TKG3005", "access_token=a; Path=/auth; HttpOnly; Secure; SameSite=Lax; Domain=example.com")]
    [InlineData("TKG3005", "refresh_token=a; Path=/; HttpOnly; Secure; SameSite=Lax")]
    public async Task What_may_be_meant_is_reported_and_refused_where_that_is_asked_for(string rule, string header)
    {
        await using (var application = await SettingAsync([header], options => options.TurnOn(rule)))
        {
            Assert.Equal([header], CookiesOf((await application.SendAsync("https://shop.example.com/")).Response));
            Assert.Contains(rule, application.Recorder.RuleIds);
        }

        await using (var application = await SettingAsync([header], options => options.Rules[rule] = Enforcement.Block))
        {
            Assert.Empty(CookiesOf((await application.SendAsync("https://shop.example.com/")).Response));
        }
    }

    [Theory]
    [InlineData("access_token=a; Path=/auth; HttpOnly; Secure; SameSite=Lax; Max-Age=3600")]
    [InlineData("__Host-access_token=a; Path=/; HttpOnly; Secure; SameSite=Strict")]
    [InlineData("__Secure-refresh_token=a; Path=/auth; HttpOnly; Secure; SameSite=Strict; Max-Age=604800")]
    public async Task What_is_as_it_should_be_is_none(string header)
    {
        await using var application = await SettingAsync([header]);
        Assert.Equal([header], CookiesOf((await application.SendAsync("https://shop.example.com/")).Response));
        Assert.Empty(application.Recorder.Violations);
    }

    [Fact]
    public async Task Report_mode_changes_nothing()
    {
        await using var application = await SettingAsync(["access_token=abc", "access_token=\u0001"], options => options.Mode = TokenGuardMode.Report);
        Assert.Equal(["access_token=abc", "access_token=\u0001"], CookiesOf((await application.SendAsync("https://shop.example.com/")).Response));
        Assert.Contains("tokenguard.violations TKG3001 reported", application.Recorder.Counts);
    }

    [Fact]
    public async Task An_endpoint_can_be_left_out_for_a_reason()
    {
        await using var application = await TestApplication.StartAsync(app: app =>
        {
            app.UseRouting();
            foreach (var path in new[] { "/old", "/new" })
            {
                var endpoint = app.MapGet(path, (HttpContext context) => context.Response.Headers.SetCookie = "access_token=abc; Secure; SameSite=Lax");
                if (path == "/old")
                {
                    endpoint.WithTokenGuard("TKG3001", Enforcement.Off, "the page of 2019 reads it");
                }
            }
        });
        Assert.Equal(["access_token=abc; Secure; SameSite=Lax"], CookiesOf((await application.SendAsync("https://shop.example.com/old")).Response));
        Assert.Equal(["access_token=abc; Secure; SameSite=Lax; HttpOnly"], CookiesOf((await application.SendAsync("https://shop.example.com/new")).Response));
    }

    [Theory]
    [InlineData(null, "no-store")]
    [InlineData("public, max-age=600", "no-store")]
    [InlineData("private, no-store", "private, no-store")]
    [InlineData("no-cache", "no-cache")]
    public async Task A_response_that_sets_a_token_is_not_kept(string? before, string after)
    {
        await using var application = await TestApplication.StartAsync(app: app => app.MapGet("/", (HttpContext context) =>
        {
            context.Response.Headers.CacheControl = before;
            context.Response.Headers.SetCookie = "access_token=abc";
        }));
        Assert.Equal(after, (await application.SendAsync("https://shop.example.com/")).Response.Headers.CacheControl.ToString());
        Assert.Equal(before?.Contains("public", StringComparison.Ordinal) == true, application.Recorder.RuleIds.Contains("TKG5006"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Where_that_is_not_enforced_the_response_is_left_as_it_is(bool isOff)
    {
        await using var application = await TestApplication.StartAsync(
            app: app =>
            {
                app.UseRouting();
                app.MapGet("/", (HttpContext context) => context.Response.Headers.SetCookie = "access_token=abc; HttpOnly; Secure; SameSite=Lax");
                app.MapGet("/one", (HttpContext context) => context.Response.Headers.SetCookie = "access_token=abc; HttpOnly; Secure; SameSite=Lax").WithTokenGuard("TKG5006", Enforcement.Block, "the others wait for the new proxy");
            },
            options: options =>
            {
                options.Mode = isOff ? TokenGuardMode.Default : TokenGuardMode.Report;
                if (isOff)
                {
                    options.TurnOff("TKG5006", "the proxy does it");
                }
            });
        Assert.Empty((await application.SendAsync("https://shop.example.com/")).Response.Headers.CacheControl.ToString());
        Assert.Equal(isOff ? "no-store" : "", (await application.SendAsync("https://shop.example.com/one")).Response.Headers.CacheControl.ToString());
    }

    [Fact]
    public async Task An_application_that_puts_other_services_in_place_of_its_own_is_served()
    {
        await using var tenant = new ServiceCollection().BuildServiceProvider();
        await using var application = await TestApplication.StartAsync(app: app => app.Run(context =>
        {
            context.RequestServices = tenant;
            context.Response.Headers.SetCookie = "access_token=abc; Secure; SameSite=Lax";
            return context.Response.WriteAsync("hello");
        }));
        Assert.Equal(["access_token=abc; Secure; SameSite=Lax; HttpOnly"], CookiesOf((await application.SendAsync("https://shop.example.com/")).Response));
    }

    [Fact]
    public async Task A_response_without_one_is_left_as_it_is()
    {
        await using var application = await TestApplication.StartAsync(app: app => app.MapGet("/", (HttpContext context) =>
        {
            context.Response.Headers.CacheControl = "public, max-age=600";
            context.Response.Headers.SetCookie = "theme=dark";
        }));
        Assert.Equal("public, max-age=600", (await application.SendAsync("https://shop.example.com/")).Response.Headers.CacheControl.ToString());
    }

    [Fact]
    public async Task Many_violations_are_logged_a_few_times_and_counted_all()
    {
        await using var application = await SettingAsync(["access_token=abc; Secure; SameSite=Lax"]);
        for (var i = 0; i < 100; i++)
        {
            await application.SendAsync("https://shop.example.com/");
        }

        Assert.Equal(100, application.Recorder.Counts.Count(count => count == "tokenguard.violations TKG3001 repaired"));
        Assert.Equal(20, application.Recorder.Events.Count(item => item.Event.Id == 3001));
    }

    private static List<string?> CookiesOf(HttpResponse response) => [.. response.Headers.SetCookie];

    private static Task<TestApplication> SettingAsync(string[] headers, Action<TokenGuardOptions>? options = null) =>
        TestApplication.StartAsync(options: options, app: app => app.Run(context =>
        {
            context.Response.Headers.SetCookie = headers;
            return Task.CompletedTask;
        }));

    private sealed class LateCookie(string header) : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) =>
            app =>
            {
                app.Use((context, following) =>
                {
                    context.Response.OnStarting(() =>
                    {
                        context.Response.Headers.Append("Set-Cookie", header);
                        return Task.CompletedTask;
                    });
                    return following(context);
                });
                next(app);
            };
    }
}
