using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace TokenGuard.AspNetCore.Tests.Transport;

public class OutboundTests
{
    private const string Api = "https://api.example.com/orders";
    private const string PlainApi = "http://api.example.com/orders";

    /// <summary>What is sent, and the rules for which it is refused; those that only tell begin with ~.</summary>
    public static TheoryData<string, Func<HttpRequestMessage>, string> Requests => new()
    {
        { "bearer", () => Bearer(Api), "" },
        { "bearer over http", () => Bearer(PlainApi), "TKG4001" },
        { "DPoP over http", () => With(PlainApi, request => request.Headers.TryAddWithoutValidation("Authorization", $"DPoP {Tokens.Opaque}")), "TKG4001" },
        { "basic over http", () => With(PlainApi, request => request.Headers.Authorization = new AuthenticationHeaderValue("Basic", "YTpi")), "" },
        { "bearer to loopback", () => Bearer("http://localhost:5000/"), "" },
        { "bearer to loopback address", () => Bearer("http://127.0.0.1:5000/"), "" },
        { "bearer to IPv6 loopback", () => Bearer("http://[::1]:5000/"), "" },
        { "bearer within a cluster", () => Bearer("http://orders:8080/"), "~TKG4001" },
        { "bearer within Kubernetes", () => Bearer("http://orders.shop.svc.cluster.local/"), "~TKG4001" },
        { "bearer within Kubernetes, from the root", () => Bearer("http://orders.shop.svc.cluster.local./"), "~TKG4001" },
        { "bearer to a service of a namespace", () => Bearer("http://orders.payments:8080/"), "~TKG4001" },
        { "bearer to a domain", () => Bearer("http://example.com/"), "TKG4001" },
        { "bearer to a domain of a country", () => Bearer("http://shop.de/"), "TKG4001" },
        { "bearer to a private address", () => Bearer("http://10.1.2.3/"), "~TKG4001" },
        { "bearer to a private address in IPv6", () => Bearer("http://[fd00::1]/"), "~TKG4001" },
        { "bearer to a private address, mapped", () => Bearer("http://[::ffff:10.1.2.3]/"), "~TKG4001" },
        { "bearer to loopback, mapped", () => Bearer("http://[::ffff:127.0.0.1]/"), "" },
        { "nothing over http", () => new(HttpMethod.Get, PlainApi), "" },
        { "token in the query", () => new(HttpMethod.Get, $"{Api}?access_token={Tokens.Opaque}"), "TKG4003" },
        { "token in the query, other casing", () => new(HttpMethod.Get, $"{Api}?page=2&AccessToken={Tokens.Opaque}"), "TKG4003" },
        { "token in the query, encoded name", () => new(HttpMethod.Get, $"{Api}?access%5Ftoken={Tokens.Opaque}"), "TKG4003" },
        { "refresh token in the query of the server", () => new(HttpMethod.Get, $"https://login.example.com/token?refresh_token={Tokens.Opaque}"), "TKG4003" },
        { "JWT in the query", () => new(HttpMethod.Get, $"{Api}?t={Tokens.Jwt}"), "~TKG4003" },
        { "JWT of a link", () => new(HttpMethod.Get, $"https://api.example.com/confirm-email?t={Tokens.Jwt}"), "" },
        { "paging", () => new(HttpMethod.Get, $"{Api}?nextPageToken=abc&continuationToken=def&token_type=Bearer"), "" },
        { "a lone token", () => new(HttpMethod.Get, $"{Api}?token=abc"), "" },
        { "a switch that is named like a token", () => new(HttpMethod.Get, $"{Api}?refresh_token=true&access_token=0"), "" },
        { "an empty token", () => new(HttpMethod.Get, $"{Api}?access_token="), "" },
        { "a host that takes tokens from the query", () => new(HttpMethod.Get, $"https://graph.facebook.com/me?access_token={Tokens.Opaque}"), "" },
        { "a host that is allowed to", () => new(HttpMethod.Get, $"https://maps.example.com/tile?access_token={Tokens.Opaque}"), "" },
        { "introspection", () => new(HttpMethod.Get, $"https://api.example.com/oauth/introspect?access_token={Tokens.Opaque}"), "" },
        { "the protocol", () => new(HttpMethod.Get, $"https://login.example.com/logout?id_token_hint={Tokens.Jwt}&request={Tokens.Jwt}&client_assertion={Tokens.Jwt}"), "" },
        { "refresh token to the server", () => Form("https://login.example.com/x", ("grant_type", "refresh_token"), ("refresh_token", Tokens.Opaque)), "" },
        { "refresh token to a token endpoint", () => Form("https://other.example.com/connect/token", ("refresh_token", Tokens.Opaque)), "" },
        { "refresh token to the server, from the root", () => Form("https://login.example.com./x", ("refresh_token", Tokens.Opaque)), "" },
        { "refresh token to the server, in Unicode", () => Form("https://bücher.example.com/x", ("refresh_token", Tokens.Opaque)), "" },
        { "refresh token to the server, in ASCII", () => Form("https://xn--bcher-kva.example.com/x", ("refresh_token", Tokens.Opaque)), "" },
        { "refresh token to who only looks like it", () => Form("https://login.example.com@evil.example.net/x", ("refresh_token", Tokens.Opaque)), "TKG4005" },
        { "refresh token to an API", () => Form(Api, ("refresh_token", Tokens.Opaque)), "TKG4005" },
        { "refresh token of ours as bearer", () => With(Api, request => request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Tokens.Refresh)), "TKG4005" },
        { "refresh token in JSON", () => Json(Api, $$"""{ "refreshToken": "{{Tokens.Opaque}}" }"""), "TKG4005" },
        { "refresh token in JSON to the server", () => Json("https://login.example.com/x", $$"""{ "refreshToken": "{{Tokens.Opaque}}" }"""), "" },
        { "refresh token in JSON of bytes", () => With(Api, request => request.Content = new ReadOnlyMemoryContent(Encoding.UTF8.GetBytes($$"""{ "refresh_token": "{{Tokens.Opaque}}" }""")) { Headers = { ContentType = new("application/json") } }), "TKG4005" },
        { "refresh token in an object", () => Object(Api, new { refreshToken = Tokens.Opaque, count = 3 }), "TKG4005" },
        { "refresh token in an object with a name of its own", () => Object(Api, new Renamed(Tokens.Opaque)), "TKG4005" },
        { "refresh token in an object of an unknown type", () => Object<object>(Api, new { RefreshToken = Tokens.Opaque }), "TKG4005" },
        { "refresh token in a dictionary", () => Object(Api, new Dictionary<string, string> { ["refresh_token"] = Tokens.Opaque }), "TKG4005" },
        { "refresh token in a JSON object", () => Object(Api, new JsonObject { ["refresh_token"] = Tokens.Opaque }), "TKG4005" },
        { "refresh token in an object to the server", () => Object("https://login.example.com/x", new { refreshToken = Tokens.Opaque }), "" },
        { "refresh token in an object over http", () => Object("http://login.example.com/x", new { refreshToken = Tokens.Opaque }), "TKG4001" },
        { "an object without one", () => Object(Api, new { refreshTokenHash = Tokens.Opaque, refreshToken = (string?)null, refresh_token = "" }), "" },
        { "an object with a getter that throws", () => Object<object>(Api, new Thrower(null)), "" },
        { "what is streamed", () => Object(Api, Stream()), "" },
        { "a text, a number, nothing", () => Object(Api, "refresh_token"), "" },
        { "a body that cannot be read again", () => With(Api, request => request.Content = new OnceContent { Headers = { ContentType = new("application/json") } }), "" },
        { "refresh token in a header", () => With(Api, request => request.Headers.Add("X-Refresh-Token", Tokens.Opaque)), "TKG4005" },
        { "access token in a form over http", () => Form(PlainApi, ("access_token", Tokens.Opaque)), "TKG4001" },
        { "access token in a header", () => With(Api, request => request.Headers.Add("X-Access-Token", Tokens.Opaque)), "~TKG4006" },
        { "access token in a header over http", () => With(PlainApi, request => request.Headers.Add("X-Access-Token", Tokens.Opaque)), "~TKG4006 TKG4001" },
        { "another token in a header", () => With(Api, request => request.Headers.Add("X-CSRF-Token", Tokens.Opaque)), "" },
        { "password grant", () => Form("https://login.example.com/token", ("grant_type", "password"), ("username", "a")), "~TKG7006" },
        { "code grant", () => Form("https://login.example.com/token", ("grant_type", "authorization_code"), ("code", "a")), "" },
        { "a large body", () => With(Api, request => request.Content = new ByteArrayContent(new byte[200_000]) { Headers = { ContentType = new("application/x-www-form-urlencoded") } }), "" },
        { "odd query", () => new(HttpMethod.Get, $"{Api}?&&=&access_token&%zz=%&="), "" },
    };

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task A_request_is_sent_or_refused(string what, Func<HttpRequestMessage> request, string expected)
    {
        Assert.NotEmpty(what);
        var sent = new Sink();
        await using var application = await TestApplication.StartAsync(services => services.AddHttpClient("api").ConfigurePrimaryHttpMessageHandler(() => sent), options: options =>
        {
            options.AuthorizationServers.Add("https://login.example.com");
            options.AuthorizationServers.Add("https://bücher.example.com");
            options.AllowedQueryHosts.Add("maps.example.com");
        });
        var client = application.Services.GetRequiredService<IHttpClientFactory>().CreateClient("api");
        var isRefused = expected.Split(' ').Any(rule => rule is ['T', ..]);
        if (isRefused)
        {
            var exception = await Assert.ThrowsAsync<TokenGuardException>(() => client.SendAsync(request()));
            Assert.Equal(expected.Split(' ').Last(), Assert.Single(exception.Violations).RuleId);
        }
        else
        {
            await client.SendAsync(request());
        }

        Assert.Equal(isRefused ? 0 : 1, sent.Requests);
        Assert.Equal(expected.Replace("~", "", StringComparison.Ordinal).Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(), application.Recorder.RuleIds.Distinct());
        Tokens.AssertNoneIn(application.Recorder);
    }

    [Fact]
    public async Task A_token_that_an_inner_handler_adds_is_seen()
    {
        await using var application = await TestApplication.StartAsync(
            services => services.AddHttpClient("api").AddHttpMessageHandler(() => new AddsToken()).ConfigurePrimaryHttpMessageHandler(() => new Sink()),
            host: builder => builder.Services.AddSingleton<IHttpMessageHandlerBuilderFilter, LateFilter>());
        var client = application.Services.GetRequiredService<IHttpClientFactory>().CreateClient("api");
        await Assert.ThrowsAsync<TokenGuardException>(() => client.GetAsync(new Uri(PlainApi)));
        Assert.Throws<TokenGuardException>(() => client.Send(new HttpRequestMessage(HttpMethod.Get, PlainApi)));
    }

    [Fact]
    public async Task Without_a_known_server_nothing_is_refused_for_going_elsewhere()
    {
        await using var application = await TestApplication.StartAsync(services => services.AddHttpClient("api").ConfigurePrimaryHttpMessageHandler(() => new Sink()));
        await application.Services.GetRequiredService<IHttpClientFactory>().CreateClient("api").SendAsync(Form(Api, ("refresh_token", Tokens.Opaque)));
        Assert.Equal(["TKG4005"], application.Recorder.RuleIds);
    }

    [Fact]
    public async Task The_server_of_a_scheme_is_known()
    {
        await using var application = await TestApplication.StartAsync(services =>
        {
            services.AddAuthentication().AddJwtBearer(options => options.Authority = "https://idp.example.com/realms/shop");
            services.AddHttpClient("api").ConfigurePrimaryHttpMessageHandler(() => new Sink());
        });
        var client = application.Services.GetRequiredService<IHttpClientFactory>().CreateClient("api");
        await client.SendAsync(Form("https://idp.example.com/anything", ("refresh_token", Tokens.Opaque)));
        await Assert.ThrowsAsync<TokenGuardException>(() => client.SendAsync(Form(Api, ("refresh_token", Tokens.Opaque))));
    }

    [Theory]
    [InlineData("https://api.example.com/", false)]
    [InlineData("https://eu.api.example.com/", false)]
    [InlineData("https://login.example.com/", false)]
    [InlineData("https://evilapi.example.com/", true)]
    [InlineData("https://api.example.com.evil.test/", true)]
    public async Task Tokens_go_to_the_allowed_hosts_only(string url, bool isRefused)
    {
        await using var application = await TestApplication.StartAsync(services => services.AddHttpClient("api").ConfigurePrimaryHttpMessageHandler(() => new Sink()), options: options =>
        {
            options.AllowedHosts.Add("api.example.com");
            options.AuthorizationServers.Add("login.example.com");
        });
        var client = application.Services.GetRequiredService<IHttpClientFactory>().CreateClient("api");
        await client.GetAsync(new Uri(url));
        var exception = await Record.ExceptionAsync(() => client.SendAsync(Bearer(url)));
        Assert.Equal(isRefused ? "TKG4008" : null, (exception as TokenGuardException)?.Violations[0].RuleId);
    }

    [Fact]
    public async Task A_callback_whose_own_request_breaks_a_rule_ends()
    {
        IHttpClientFactory? clients = null;
        var calls = 0;
        await using var application = await TestApplication.StartAsync(services => services.AddHttpClient("api").ConfigurePrimaryHttpMessageHandler(() => new Sink()), options: options => options.OnViolation += violation =>
        {
            if (violation.Checkpoint == TokenGuardCheckpoint.OutboundRequest)
            {
                calls++;
                _ = clients!.CreateClient("api").SendAsync(Bearer("http://orders:8080/"));
            }
        });
        clients = application.Services.GetRequiredService<IHttpClientFactory>();
        await clients.CreateClient("api").SendAsync(Bearer("http://orders:8080/"));
        Assert.Equal(1, calls);
        Assert.Equal(2, application.Recorder.Counts.Count(count => count == "tokenguard.violations TKG4001 reported"));
        await clients.CreateClient("api").SendAsync(Bearer("http://orders:8080/"));
        Assert.Equal(2, calls);
    }

    [Fact]
    public async Task Report_mode_sends_everything()
    {
        await using var application = await TestApplication.StartAsync(services => services.AddHttpClient("api").ConfigurePrimaryHttpMessageHandler(() => new Sink()), options: options => options.Mode = TokenGuardMode.Report);
        await application.Services.GetRequiredService<IHttpClientFactory>().CreateClient("api").SendAsync(Bearer(PlainApi));
        Assert.Contains("tokenguard.violations TKG4001 reported", application.Recorder.Counts);
    }

    [Fact]
    public async Task A_client_of_an_authorization_server_follows_no_redirects()
    {
        var (ours, other) = (new SocketsHttpHandler(), new HttpClientHandler());
        await using var application = await TestApplication.StartAsync(
            services =>
            {
                services.AddHttpClient("login", client => client.BaseAddress = new Uri("https://login.example.com")).ConfigurePrimaryHttpMessageHandler(() => ours);
                services.AddHttpClient("api", client => client.BaseAddress = new Uri("https://api.example.com")).ConfigurePrimaryHttpMessageHandler(() => other);
            },
            options: options => options.AuthorizationServers.Add("login.example.com"));
        var factory = application.Services.GetRequiredService<IHttpClientFactory>();
        using var first = factory.CreateClient("login");
        using var second = factory.CreateClient("api");
        Assert.Equal((false, true), (ours.AllowAutoRedirect, other.AllowAutoRedirect));
        Assert.Contains("tokenguard.violations TKG4007 repaired", application.Recorder.Counts);
    }

    [Fact]
    public async Task A_handler_that_has_sent_already_is_left_as_it_is()
    {
        using var shared = new SocketsHttpHandler();
        await using var application = await TestApplication.StartAsync(
            services =>
            {
                services.AddHttpClient("api").ConfigurePrimaryHttpMessageHandler(() => shared);
                services.AddHttpClient("login", client => client.BaseAddress = new Uri("https://login.example.com")).ConfigurePrimaryHttpMessageHandler(() => shared);
            },
            options: options => options.AuthorizationServers.Add("login.example.com"));
        var factory = application.Services.GetRequiredService<IHttpClientFactory>();
        await Assert.ThrowsAsync<HttpRequestException>(() => factory.CreateClient("api").GetAsync(new Uri("http://127.0.0.1:1/")));
        factory.CreateClient("login").Dispose();
        Assert.Contains("tokenguard.violations TKG4007 reported", application.Recorder.Counts);
    }

    [Fact]
    public async Task A_client_that_cannot_be_checked_is_made_all_the_same()
    {
        await using var application = await TestApplication.StartAsync(services => services.AddHttpClient("api").RedactLoggedHeaders(_ => throw new InvalidTimeZoneException()).ConfigurePrimaryHttpMessageHandler(() => new Sink()));
        var client = application.Services.GetRequiredService<IHttpClientFactory>().CreateClient("api");
        Assert.Contains("tokenguard.guard_failures OutboundRequest", application.Recorder.Counts);
        await Assert.ThrowsAsync<TokenGuardException>(() => client.SendAsync(Bearer(PlainApi)));
    }

    [Fact]
    public async Task A_request_that_a_resilience_handler_sends_again_is_looked_at_again_and_a_refused_one_is_not_sent_again()
    {
        var sent = new Sink { Answers = new([HttpStatusCode.ServiceUnavailable, HttpStatusCode.ServiceUnavailable]) };
        await using var application = await TestApplication.StartAsync(
            services => services.AddHttpClient("api").ConfigurePrimaryHttpMessageHandler(() => sent).AddStandardResilienceHandler(options => options.Retry.Delay = TimeSpan.FromMilliseconds(1)),
            options: options => options.AuthorizationServers.Add("login.example.com"));
        var client = application.Services.GetRequiredService<IHttpClientFactory>().CreateClient("api");
        Assert.Equal(HttpStatusCode.OK, (await client.SendAsync(Object(Api, new { count = 3 }))).StatusCode);
        Assert.Equal(3, sent.Requests);
        await Assert.ThrowsAsync<TokenGuardException>(() => client.SendAsync(Object(Api, new { refreshToken = Tokens.Opaque })));
        Assert.Equal(3, sent.Requests);
        Assert.Single(application.Recorder.Violations);
    }

    [Fact]
    public async Task A_client_of_an_authorization_server_that_accepts_every_certificate_is_not_made()
    {
        await using var application = await TestApplication.StartAsync(
            services => services.AddHttpClient("login", client => client.BaseAddress = new Uri("https://login.example.com")).ConfigurePrimaryHttpMessageHandler(() => new HttpClientHandler { AllowAutoRedirect = false, ServerCertificateCustomValidationCallback = (_, _, _, _) => true }),
            options: options => options.AuthorizationServers.Add("login.example.com"));
        var exception = Assert.Throws<TokenGuardException>(() => application.Services.GetRequiredService<IHttpClientFactory>().CreateClient("login"));
        Assert.Equal("TKG4002", exception.Violations[0].RuleId);
    }

    [Fact]
    public async Task A_client_whose_log_shows_tokens_is_reported()
    {
        await using var application = await TestApplication.StartAsync(services => services.AddHttpClient("api").RedactLoggedHeaders(["X-Secret"]));
        application.Services.GetRequiredService<IHttpClientFactory>().CreateClient("api").Dispose();
        Assert.Equal(["TKG5003"], application.Recorder.RuleIds);
    }

    [Fact]
    public async Task Such_a_log_is_put_right_where_that_is_asked_for()
    {
        await using var application = await TestApplication.StartAsync(services => services.AddHttpClient("api").RedactLoggedHeaders(["X-Secret"]), options: options => options.Mode = TokenGuardMode.BlockAll);
        application.Services.GetRequiredService<IHttpClientFactory>().CreateClient("api").Dispose();
        var isRedacted = application.Services.GetRequiredService<IOptionsMonitor<HttpClientFactoryOptions>>().Get("api").ShouldRedactHeaderValue;
        Assert.Equal([true, true, false], new[] { "authorization", "X-Secret", "Accept" }.Select(isRedacted));
    }

    [Fact]
    public async Task Over_loopback_with_a_real_server_the_body_arrives_whole()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        await using var server = builder.Build();
        server.Urls.Add("http://127.0.0.1:0");
        server.MapPost("/token", async (HttpRequest request) => (await request.ReadFormAsync())["refresh_token"].ToString());
        await server.StartAsync();
        var address = server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        await using var application = await TestApplication.StartAsync(services => services.AddHttpClient("api"));
        var answer = await application.Services.GetRequiredService<IHttpClientFactory>().CreateClient("api").SendAsync(Form(address + "/token", ("refresh_token", Tokens.Opaque)));
        Assert.Equal(Tokens.Opaque, await answer.Content.ReadAsStringAsync());
    }

    private static HttpRequestMessage Bearer(string url) => With(url, request => request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Tokens.Jwt));

    private static HttpRequestMessage Form(string url, params (string Name, string Value)[] fields) =>
        new(HttpMethod.Post, url) { Content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))) };

    private static HttpRequestMessage Json(string url, string json) => new(HttpMethod.Post, url) { Content = new StringContent(json, Encoding.UTF8, "application/json") };

    private static HttpRequestMessage Object<T>(string url, T value) => new(HttpMethod.Post, url) { Content = JsonContent.Create(value) };

    private static async IAsyncEnumerable<string> Stream()
    {
        await Task.Yield();
        yield return "refresh_token";
    }

    private static HttpRequestMessage With(string url, Action<HttpRequestMessage> configure)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, url);
        configure(request);
        return request;
    }

    private sealed class Sink : HttpMessageHandler
    {
        public Queue<HttpStatusCode> Answers { get; init; } = new();

        public int Requests { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Requests++;
            return Task.FromResult(new HttpResponseMessage(Answers.TryDequeue(out var answer) ? answer : HttpStatusCode.OK));
        }

        protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken) => new(HttpStatusCode.OK);
    }

    private sealed record Renamed([property: JsonPropertyName("refresh_token")] string Value);

    private sealed class Thrower(string? token)
    {
        public string RefreshToken => token ?? throw new InvalidTimeZoneException();
    }

    private sealed class OnceContent() : ByteArrayContent("{}"u8.ToArray())
    {
        protected override Stream CreateContentReadStream(CancellationToken cancellationToken) => new BrotliStream(new MemoryStream(), CompressionMode.Compress);
    }

    private sealed class AddsToken : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Tokens.Jwt);
            return base.SendAsync(request, cancellationToken);
        }

        protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Tokens.Jwt);
            return base.Send(request, cancellationToken);
        }
    }

    private sealed class LateFilter : IHttpMessageHandlerBuilderFilter
    {
        public Action<HttpMessageHandlerBuilder> Configure(Action<HttpMessageHandlerBuilder> next) =>
            builder =>
            {
                next(builder);
                builder.AdditionalHandlers.Add(new AddsToken());
            };
    }
}
