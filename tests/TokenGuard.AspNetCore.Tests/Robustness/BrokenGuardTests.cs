using System.Net;
using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.HttpLogging;
using Microsoft.Extensions.Compliance.Redaction;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using TokenGuard.AspNetCore.Checkpoints;
using TokenGuard.AspNetCore.Policy;
using TokenGuard.AspNetCore.Tests.Leakage;
using TokenGuard.Rules;

namespace TokenGuard.AspNetCore.Tests.Robustness;

/// <summary>When a guard itself fails, that one exchange is refused: never the whole application, and never is a token let through.</summary>
public class BrokenGuardTests
{
    [Fact]
    public async Task Set_Cookie()
    {
        await using var application = await BrokenAsync(app => app.MapGet("/{name}", (string name, HttpContext context) =>
        {
            if (name == "cookie")
            {
                context.Response.Headers.SetCookie = "other=" + Tokens.Opaque;
            }

            return "hello";
        }));
        await Assert.ThrowsAsync<TokenGuardException>(() => application.SendAsync("https://shop.example.com/cookie"));
        AssertFailed(application, TokenGuardCheckpoint.Response);
        var context = new DefaultHttpContext { RequestServices = application.Services };
        (context.Response.Headers.Location, context.Response.Headers.SetCookie) = ("/?x=" + Tokens.Opaque, "other=" + Tokens.Opaque);
        Assert.Throws<TokenGuardException>(() => application.Services.GetRequiredService<ResponseCheckpoint>().Check(context));
        Assert.Empty(context.Response.Headers);
        Assert.Equal(200, (await application.SendAsync("https://shop.example.com/nothing")).Response.StatusCode);
    }

    [Fact]
    public async Task Redirect()
    {
        await using var application = await BrokenAsync(app => app.MapGet("/", () => Results.Redirect("/?x=" + Tokens.Opaque)));
        await Assert.ThrowsAsync<TokenGuardException>(() => application.SendAsync("https://shop.example.com/"));
        AssertFailed(application, TokenGuardCheckpoint.Response);
    }

    [Fact]
    public async Task Inbound_request()
    {
        await using var application = await BrokenAsync(app => app.MapGet("/", () => "hello"));
        Assert.Equal(HttpStatusCode.Unauthorized, (await application.Client.GetAsync("/?x=" + Tokens.Opaque)).StatusCode);
        AssertFailed(application, TokenGuardCheckpoint.InboundRequest);
        Assert.Equal(HttpStatusCode.OK, (await application.Client.GetAsync("/")).StatusCode);
    }

    [Fact]
    public async Task Outbound_request()
    {
        await using var application = await BrokenAsync(_ => { }, services => services.AddHttpClient("api"));
        var client = application.Services.GetRequiredService<IHttpClientFactory>().CreateClient("api");
        var exception = await Assert.ThrowsAsync<TokenGuardException>(() => client.GetAsync(new Uri("https://api.example.com/?x=" + Tokens.Opaque)));
        Assert.Contains("api.example.com", exception.Message, StringComparison.Ordinal);
        AssertFailed(application, TokenGuardCheckpoint.OutboundRequest);
    }

    [Fact]
    public async Task Inbound_token()
    {
        var key = new SymmetricSecurityKey(RandomNumberGenerator.GetBytes(32));
        await using var application = await BrokenAsync(
            app => app.MapGet("/", (ClaimsPrincipal user) => "hello").RequireAuthorization(),
            services => services.AddAuthorization().AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer(options =>
            {
                options.TokenValidationParameters.IssuerSigningKey = key;
                (options.TokenValidationParameters.ValidIssuer, options.TokenValidationParameters.ValidAudience) = ("a", "b");
            }));
        var token = new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor { Issuer = "a", Audience = "b", Subject = new ClaimsIdentity([new Claim("favourite", "blue")]), SigningCredentials = new SigningCredentials(key, "HS256") });
        using var request = new HttpRequestMessage(HttpMethod.Get, "/") { Headers = { { "Authorization", "Bearer " + token } } };
        Assert.Equal(HttpStatusCode.Unauthorized, (await application.Client.SendAsync(request)).StatusCode);
        AssertFailed(application, TokenGuardCheckpoint.InboundToken);
        Assert.DoesNotContain(token, application.Recorder.AllText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Issuing()
    {
        await using var application = await BrokenAsync(_ => { });
        var descriptor = new SecurityTokenDescriptor { Issuer = "a", Audience = "b", Subject = new ClaimsIdentity([new Claim("favourite", "blue")]), SigningCredentials = new SigningCredentials(new SymmetricSecurityKey(RandomNumberGenerator.GetBytes(32)), "HS256") };
        Assert.Throws<TokenGuardException>(() => application.Services.GetRequiredService<ITokenIssuer>().Issue(descriptor));
        AssertFailed(application, TokenGuardCheckpoint.Issuing);
    }

    [Fact]
    public async Task Startup()
    {
        Action<IServiceCollection> services = all => all.Configure<HttpLoggingOptions>(_ => throw new InvalidTimeZoneException(Tokens.Opaque));
        var exception = await Assert.ThrowsAsync<TokenGuardException>(() => TestApplication.StartAsync(services));
        Assert.Equal("TokenGuard keeps this application from starting: its check of logging has failed with InvalidTimeZoneException.", exception.Message);
        await using var application = await TestApplication.StartAsync(services, environment: "Development");
        AssertFailed(application, TokenGuardCheckpoint.Startup);
    }

    [Fact]
    public async Task Log()
    {
        using var sink = new LogSink();
        await using var application = await TestApplication.StartAsync(all => all
            .AddLogging(logging => logging.AddProvider(sink))
            .AddSingleton<IRedactorProvider>(new LogTests.Redactors(_ => throw new InvalidTimeZoneException(Tokens.Opaque))));
        var log = application.Services.GetRequiredService<ILogger<BrokenGuardTests>>();
        log.LogInformation("hello {Token}", Tokens.Jwt);
        log.LogInformation(new InvalidOperationException(Tokens.Jwt), "hello");
        using (log.BeginScope("scope {Token}", Tokens.Jwt))
        {
            log.LogInformation("hello {Thrower}", new Thrower());
        }

        log.LogInformation("nothing");
        Assert.Equal(3, sink.Entries.Count(item => item.Text == "(TokenGuard withholds this message: its check has failed)"));
        Assert.Contains(sink.Entries, item => item.Text == "nothing");
        Assert.DoesNotContain(Tokens.Jwt, sink.All, StringComparison.Ordinal);
        AssertFailed(application, TokenGuardCheckpoint.Log);
    }

    [Fact]
    public async Task A_log_whose_guard_cannot_be_made_withholds_too()
    {
        using var sink = new LogSink();
        await using var application = await TestApplication.StartAsync(all => all.AddLogging(logging => logging.AddProvider(sink)).AddSingleton<LogCheckpoint>(_ => throw new InvalidTimeZoneException()));
        var log = application.Services.GetRequiredService<ILogger<BrokenGuardTests>>();
        log.LogInformation("hello {Token}", Tokens.Jwt);
        log.LogInformation("nothing");
        Assert.DoesNotContain(Tokens.Jwt, sink.All, StringComparison.Ordinal);
        Assert.Contains(sink.Entries, item => item.Text == "nothing");
    }

    [Fact]
    public async Task In_report_mode_nothing_is_refused()
    {
        await using var application = await BrokenAsync(
            app => app.MapGet("/", (HttpContext context) => context.Response.Headers.SetCookie = "other=1"),
            services => services.AddHttpClient("api"),
            options => options.Mode = TokenGuardMode.Report);
        Assert.Equal(200, (await application.SendAsync("https://shop.example.com/?x=1")).Response.StatusCode);
        AssertFailed(application, TokenGuardCheckpoint.Response);
        AssertFailed(application, TokenGuardCheckpoint.InboundRequest);
    }

    private sealed class Thrower
    {
        public override string ToString() => throw new InvalidTimeZoneException();
    }

    private static void AssertFailed(TestApplication application, TokenGuardCheckpoint checkpoint)
    {
        Assert.Contains($"tokenguard.guard_failures {checkpoint}", application.Recorder.Counts);
        Assert.Contains($"The guard at {checkpoint} has failed with ", application.Recorder.AllText, StringComparison.Ordinal);
        Tokens.AssertNoneIn(application.Recorder);
    }

    // Every look at a word list throws.
    private static Task<TestApplication> BrokenAsync(Action<WebApplication> app, Action<IServiceCollection>? services = null, Action<TokenGuardOptions>? configure = null)
    {
        var options = new TokenGuardOptions();
        configure?.Invoke(options);
        var policy = new RuntimePolicy(Options.Create(options)) { Facts = new TokenPolicy(_ => null) { TokenCookieNames = default, AdditionalTokenNames = default, ExcludedTokenNames = default, SensitiveClaims = default } };
        return TestApplication.StartAsync(
            all =>
            {
                all.AddSingleton(policy);
                services?.Invoke(all);
            },
            app);
    }
}
