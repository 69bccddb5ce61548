using System.Net;
using System.Net.Http.Headers;
using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace TokenGuard.AspNetCore.Tests.Policy;

/// <summary>What an endpoint sets is so for all that happens in its requests.</summary>
public class EndpointSettingsTests
{
    private const string Reason = "the old client needs it";

    [Fact]
    public async Task Of_tokens_that_come_in()
    {
        var key = new SymmetricSecurityKey(RandomNumberGenerator.GetBytes(32));
        await using var application = await TestApplication.StartAsync(
            services => services.AddAuthorization().AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer(scheme =>
                (scheme.TokenValidationParameters.IssuerSigningKey, scheme.TokenValidationParameters.ValidIssuer, scheme.TokenValidationParameters.ValidAudience) = (key, "a", "b")),
            app =>
            {
                app.MapGet("/old", () => "hello").RequireAuthorization().WithTokenGuard("TKG1010", Enforcement.Report, Reason);
                app.MapGet("/new/{id}", () => "hello").RequireAuthorization();
            });
        var token = new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor { Issuer = "a", Audience = "b", TokenType = "refresh+jwt", SigningCredentials = new SigningCredentials(key, "HS256") });
        var client = application.Client;
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/old")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/new/7")).StatusCode);
        Assert.Equal(["/old Reported", "/new/{id} Blocked"], application.Recorder.Violations.Select(violation => $"{violation.Route} {violation.Action}"));
    }

    [Fact]
    public async Task Of_tokens_that_are_issued_sent_and_logged()
    {
        using var sink = new LogSink();
        await using var application = await TestApplication.StartAsync(
            services =>
            {
                services.AddLogging(logging => logging.AddProvider(sink));
                services.AddHttpClient("api").ConfigurePrimaryHttpMessageHandler(() => new Sink());
            },
            app =>
            {
                app.MapGet("/old", [TokenGuard("TKG1004", Enforcement.Off, Reason)] [TokenGuard("TKG4001", Enforcement.Off, Reason)] [TokenGuard("TKG5001", Enforcement.Off, Reason)] (HttpContext context, IHttpClientFactory clients) => ActAsync(context, clients));
                app.MapGet("/new", ActAsync);
            });
        Assert.Equal("issued sent", await application.Client.GetStringAsync("/old"));
        Assert.Contains("/old " + Tokens.Jwt, sink.All, StringComparison.Ordinal);
        Assert.Equal("TKG1004 TKG4001", await application.Client.GetStringAsync("/new"));
        Assert.DoesNotContain("/new " + Tokens.Jwt, sink.All, StringComparison.Ordinal);
        Assert.All(application.Recorder.Violations, violation => Assert.Equal("/new", violation.Route));
    }

    [Theory]
    [InlineData("TKG2003", "it is looked at when the application starts")]
    [InlineData("TKG4002", "it is looked at when the application starts")]
    [InlineData("TKG2014", "it is looked at before the endpoint is known; add the path to 'QueryTokenPaths'")]
    [InlineData("TKG6003", "there is no such rule at run time")]
    [InlineData("token", "there is no such rule at run time")]
    public async Task What_could_take_no_effect_keeps_the_application_from_starting(string rule, string problem)
    {
        foreach (var map in new Action<WebApplication>[]
        {
            app => app.MapGet("/old", () => "hello").WithTokenGuard(rule, Enforcement.Off, Reason).WithTokenGuard("TKG3001", (Enforcement)7, Reason),
            app => app.MapGroup("/old").WithTokenGuard("TKG3001", (Enforcement)7, Reason).WithTokenGuard(rule, Enforcement.Off, Reason).MapGet("/it", () => "hello"),
        })
        {
            var exception = await Assert.ThrowsAsync<OptionsValidationException>(() => TestApplication.StartAsync(app: map));
            Assert.Equal(2, exception.Failures.Count());
            Assert.Contains(exception.Failures, failure => failure.StartsWith("TKG0001: Endpoint 'HTTP: GET /old", StringComparison.Ordinal) && failure.Contains($"sets '{rule}': {problem}", StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Only_where_one_sets_something_requests_are_known_and_not_after_their_end(bool sets)
    {
        var (accessor, seen, after) = (new HttpContextAccessor(), new TaskCompletionSource<bool>(), new TaskCompletionSource<bool>());
        var ended = new TaskCompletionSource();
        await using var application = await TestApplication.StartAsync(app: app =>
        {
            var endpoint = app.MapGet("/", () =>
            {
                seen.SetResult(accessor.HttpContext is not null);
                _ = Task.Run(async () =>
                {
                    await ended.Task;
                    after.SetResult(accessor.HttpContext is not null);
                });
                return "hello";
            });
            if (sets)
            {
                endpoint.WithTokenGuard("TKG3001", Enforcement.Report, Reason);
            }
        });
        Assert.Equal("hello", await application.Client.GetStringAsync("/"));
        ended.SetResult();
        Assert.Equal((sets, false), (await seen.Task, await after.Task));
    }

    [Fact]
    public async Task An_endpoint_that_cannot_be_built_fails_when_it_is_asked_for()
    {
        await using var application = await TestApplication.StartAsync(app: app => app.MapGet("/", (Sink body) => "hello"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => application.Client.GetAsync("/"));
    }

    private static async Task<string> ActAsync(HttpContext context, IHttpClientFactory clients)
    {
        var services = context.RequestServices;
        services.GetRequiredService<ILogger<EndpointSettingsTests>>().LogInformation("{Path} {Token}", context.Request.Path, Tokens.Jwt);
        var done = new List<string>();
        try
        {
            services.GetRequiredService<ITokenIssuer>().Issue(new SecurityTokenDescriptor
            {
                Issuer = "a",
                Audience = "b",
                Subject = new ClaimsIdentity([new Claim("password", "correct horse")]),
                SigningCredentials = new SigningCredentials(new SymmetricSecurityKey(RandomNumberGenerator.GetBytes(32)), "HS256"),
            });
            done.Add("issued");
        }
        catch (TokenGuardException exception)
        {
            done.Add(exception.Violations[0].RuleId);
        }

        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "http://api.example.com/") { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", Tokens.Opaque) } };
            await clients.CreateClient("api").SendAsync(request);
            done.Add("sent");
        }
        catch (TokenGuardException exception)
        {
            done.Add(exception.Violations[0].RuleId);
        }

        return string.Join(' ', done);
    }

    private sealed class Sink : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK));
    }
}
