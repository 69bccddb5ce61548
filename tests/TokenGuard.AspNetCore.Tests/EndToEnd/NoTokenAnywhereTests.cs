using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;

namespace TokenGuard.AspNetCore.Tests.EndToEnd;

/// <summary>
/// An application issues tokens, and everything happens to them that happens to tokens. Then every log line of every category, every tag of every
/// metric and activity, every message of an exception and every response that is not meant to carry a token is searched for them.
/// </summary>
public class NoTokenAnywhereTests
{
    [Fact]
    public async Task No_token_that_was_issued_is_found_anywhere()
    {
        var key = new SymmetricSecurityKey(RandomNumberGenerator.GetBytes(32));
        var (sink, issued, said) = (new LogSink(), new ConcurrentQueue<string>(), new ConcurrentQueue<string>());
        using var meters = Meters(said);
        using var activities = Activities(said);
        await using var application = await TestApplication.StartAsync(
            services =>
            {
                services.AddLogging(logging => logging.AddProvider(sink));
                services.AddHttpClient("api").ConfigurePrimaryHttpMessageHandler(() => new Echo());
                services.AddAuthorization().AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer(options =>
                {
                    (options.TokenValidationParameters.IssuerSigningKey, options.TokenValidationParameters.ValidIssuer, options.TokenValidationParameters.ValidAudience) = (key, "https://shop.example.com", "orders");
                    options.TokenValidationParameters.ValidAlgorithms = ["HS256"];
                    options.TokenValidationParameters.ClockSkew = TimeSpan.Zero;
                });
            },
            app =>
            {
                app.Urls.Add("http://127.0.0.1:0");
                app.UseAuthentication();
                app.UseAuthorization();
                MapShop(app, key, issued);
            },
            isTestServer: false);
        var address = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = new Uri(address) };

        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/sign-in")).StatusCode);
        var (access, refresh) = (issued.ElementAt(0), issued.ElementAt(1));
        Assert.Equal(HttpStatusCode.OK, await GetAsync("/orders", access));
        await Task.Delay(TimeSpan.FromSeconds(2.5));
        Assert.Equal(HttpStatusCode.Unauthorized, await GetAsync("/orders", access));
        Assert.Equal(HttpStatusCode.Unauthorized, await GetAsync("/orders", access[..^5] + "AAAAA"));
        Assert.Equal(HttpStatusCode.Unauthorized, await GetAsync("/orders", refresh));
        Assert.Equal(HttpStatusCode.Unauthorized, await GetAsync("/orders", access[..(access.LastIndexOf('.') + 1)]));
        await GetAsync("/orders?access_token=" + access);
        await GetAsync("/orders?refresh_token=" + refresh);
        await GetAsync("/" + access);
        foreach (var path in new[] { "/cookie", "/cross-site", "/redirect", "/outbound", "/outbound-url", "/issue", "/throw", "/log", "/problem" })
        {
            await GetAsync(path);
        }

        await Task.Delay(TimeSpan.FromMilliseconds(500));
        Assert.Contains(said, text => text.StartsWith("activity ", StringComparison.Ordinal));
        Assert.Contains(said, text => text.StartsWith("metric ", StringComparison.Ordinal));
        Assert.Contains(application.Recorder.Logged, violation => violation.Message.Contains("Microsoft.AspNetCore.Hosting.Diagnostics", StringComparison.Ordinal));
        Assert.Contains(sink.Entries, item => item.Category.StartsWith("Microsoft.AspNetCore.Server.Kestrel", StringComparison.Ordinal));
        Assert.Contains(sink.Entries, item => item.Category.StartsWith("Microsoft.AspNetCore.Authentication.JwtBearer", StringComparison.Ordinal));
        foreach (var place in sink.Entries.Select(item => $"log {item.Category} {item.Event.Id}: {item.Text} {item.Exception} {string.Join(' ', item.Values)}").Concat(sink.Scopes).Concat(said).Concat(application.Recorder.Violations.Concat(application.Recorder.Logged).Select(item => item.ToString())).Concat(application.Recorder.Counts))
        {
            foreach (var token in issued)
            {
                Assert.DoesNotContain(token, place, StringComparison.Ordinal);
            }
        }

        async Task<HttpStatusCode> GetAsync(string path, string? token = null)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
            using var answer = await client.SendAsync(request);
            said.Enqueue($"response of {path.Split('?')[0][..Math.Min(path.Split('?')[0].Length, 20)]}: {string.Join(' ', answer.Headers.Where(header => header.Key != "Set-Cookie").SelectMany(header => header.Value))} {await answer.Content.ReadAsStringAsync()}");
            return answer.StatusCode;
        }
    }

    private static void MapShop(WebApplication app, SecurityKey key, ConcurrentQueue<string> issued)
    {
        SecurityTokenDescriptor Descriptor() => new()
        {
            Issuer = "https://shop.example.com",
            Audience = "orders",
            Expires = DateTime.UtcNow.AddSeconds(2),
            Subject = new ClaimsIdentity([new Claim("sub", "alice")]),
            SigningCredentials = new SigningCredentials(key, "HS256"),
        };
        app.MapGet("/sign-in", (ITokenIssuer issuer, HttpContext context) =>
        {
            issued.Enqueue(issuer.Issue(Descriptor()));
            issued.Enqueue("tgr_" + Convert.ToBase64String(RandomNumberGenerator.GetBytes(48)).Replace('+', '-').Replace('/', '_'));
            context.Response.Headers.SetCookie = "refresh_token=" + issued.Last();
            return new { access_token = issued.First(), token_type = "Bearer" };
        });
        app.MapGet("/orders", (ClaimsPrincipal user) => user.FindFirstValue(ClaimTypes.NameIdentifier)).RequireAuthorization();
        app.MapGet("/cookie", (HttpContext context) => context.Response.Cookies.Append("access_token", issued.First()));
        app.MapGet("/cross-site", (HttpContext context) => context.Response.Cookies.Append("refresh_token", issued.Last(), new CookieOptions { SameSite = SameSiteMode.None, Secure = true }));
        app.MapGet("/redirect", () => Results.Redirect("/home?access_token=" + issued.First()));
        app.MapGet("/outbound", async (IHttpClientFactory clients) =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "http://api.shop.com/") { Headers = { { "Authorization", "Bearer " + issued.First() } } };
            return (int)(await clients.CreateClient("api").SendAsync(request)).StatusCode;
        });
        app.MapGet("/outbound-url", async (IHttpClientFactory clients) => (int)(await clients.CreateClient("api").GetAsync(new Uri("https://api.shop.com/?access_token=" + issued.First()))).StatusCode);
        app.MapGet("/issue", (ITokenIssuer issuer) =>
        {
            var descriptor = Descriptor();
            descriptor.Claims = new Dictionary<string, object> { ["refresh_token"] = issued.Last() };
            return issuer.Issue(descriptor);
        });
        app.MapGet("/throw", IResult () => throw new InvalidOperationException("refused " + issued.First(), new FormatException(issued.Last())));
        app.MapGet("/log", (ILogger<NoTokenAnywhereTests> log) =>
        {
            using var scope = log.BeginScope(new Dictionary<string, object> { ["Token"] = issued.First() });
            log.LogInformation("Signed in with {Token} and {@Session}", issued.First(), new { Refresh = issued.Last() });
            Activity.Current?.SetTag("token", issued.First()).SetBaggage("token", issued.Last());
        });
        app.MapGet("/problem", () => Results.Problem("nothing"));
    }

    private static MeterListener Meters(ConcurrentQueue<string> said)
    {
        var listener = new MeterListener { InstrumentPublished = static (instrument, listener) => listener.EnableMeasurementEvents(instrument) };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Say(instrument, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Say(instrument, tags));
        listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Say(instrument, tags));
        listener.Start();
        return listener;

        void Say(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags) => said.Enqueue($"metric {instrument.Name} {string.Join(' ', tags.ToArray())}");
    }

    // Registered before ours, as the exporter is that a batch of activities waits for: it reads them at the end.
    private static ActivitiesSeen Activities(ConcurrentQueue<string> said) => new(said);

    private sealed class ActivitiesSeen : IDisposable
    {
        private readonly ActivityListener listener;

        public ActivitiesSeen(ConcurrentQueue<string> said)
        {
            listener = new ActivityListener
            {
                ShouldListenTo = _ => true,
                Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
                ActivityStopped = activity => Task.Delay(200).ContinueWith(
                    _ => said.Enqueue($"activity {activity.DisplayName} {activity.StatusDescription} {string.Join(' ', activity.TagObjects)} {string.Join(' ', activity.Baggage)} {string.Join(' ', activity.Events.SelectMany(item => item.Tags))}"),
                    TaskScheduler.Default),
            };
            ActivitySource.AddActivityListener(listener);
        }

        public void Dispose() => listener.Dispose();
    }

    private sealed class Echo : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK));
    }
}
