using TokenGuard.Analyzers.Transport;
using TokenGuard.CodeFixes.Transport;

namespace TokenGuard.Analyzers.Tests.Transport;

using Verify = Verify<TokenOverHttpAnalyzer, TokenOverHttpCodeFix>;

public class TokenOverHttpTests
{
    private static string Client(string body, string members = "") =>
        $$"""
        using System.Net;
        using System.Net.Http.Headers;
        using Microsoft.AspNetCore.Authentication;

        public record Order(string Id);
        public class Settings { public string OrdersUrl { get; set; } = ""; }

        public class OrdersClient(HttpClient injected, IHttpClientFactory factory, Settings settings)
        {
            private const string Root = "http://api.acme.com/v1";
            private const string Host = "http://api.acme.com";
            private readonly string _host = "http://api.acme.com";
            private static readonly HttpClient Shared = new();
            private readonly HttpClient _plain = new() { BaseAddress = new Uri("http://api.acme.com") };

            public async Task Do(string accessToken, string token, string path, HttpContext context, HttpRequestMessage given)
            {
                _ = (injected, factory, settings, Shared, _plain, Root, Host, _host);
                await Task.CompletedTask;
                {{body}}
            }
            {{members}}
        }
        """;

    [Theory]
    [InlineData("""var request = new HttpRequestMessage(HttpMethod.Get, "http://api.acme.com/orders"); request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", {|TKG4001:accessToken|}); await injected.SendAsync(request);""")]
    [InlineData("""var request = new HttpRequestMessage(HttpMethod.Get, "http://api.acme.com/orders"); request.Headers.Authorization = new("Bearer", {|TKG4001:token|}); await injected.SendAsync(request);""")]
    [InlineData("""var request = new HttpRequestMessage(HttpMethod.Get, $"{Root}/orders/{path}"); request.Headers.Add("Authorization", $"Bearer {{|TKG4001:token|}}"); await injected.SendAsync(request);""")]
    [InlineData("""var request = new HttpRequestMessage(HttpMethod.Get, $"http://api.acme.com/orders/{path}"); request.Headers.Add("X-Access-Token", {|TKG4001:accessToken|});""")]
    [InlineData("""var request = new HttpRequestMessage { RequestUri = new Uri("http://api.acme.com/orders") }; request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", {|TKG4001:await context.GetTokenAsync("access_token")|});""")]
    [InlineData("""using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("http://api.acme.com/orders")) { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", {|TKG4001:accessToken|}) } };""")]
    [InlineData("""await injected.SendAsync(new HttpRequestMessage(HttpMethod.Get, "http://api.acme.com/orders") { Headers = { { "Authorization", "Bearer " + {|TKG4001:accessToken|} } } });""")]
    [InlineData("""var request = new HttpRequestMessage(HttpMethod.Get, "orders"); request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", {|TKG4001:accessToken|}); await _plain.SendAsync(request);""")]
    [InlineData("""var url = "http://api.acme.com" + "/orders/" + path; var request = new HttpRequestMessage(HttpMethod.Get, url); request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", {|TKG4001:accessToken|});""")]
    [InlineData("""var request = new HttpRequestMessage(HttpMethod.Get, $"{Host}/orders/{path}"); request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", {|TKG4001:accessToken|});""")]
    [InlineData("""var request = new HttpRequestMessage(HttpMethod.Get, _host + ":8080/orders/" + path); request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", {|TKG4001:accessToken|});""")]
    public Task Request_over_http_is_reported(string body) => Verify.Reports(Client(body));

    [Theory]
    [InlineData("""using var client = new HttpClient(); client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", {|TKG4001:accessToken|}); await client.GetAsync("http://api.acme.com/orders");""")]
    [InlineData("""using var client = new HttpClient { BaseAddress = new Uri("http://api.acme.com/") }; client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", {|TKG4001:accessToken|}); await client.GetAsync("orders");""")]
    [InlineData("""using var client = new HttpClient(); client.BaseAddress = new Uri(Root); client.DefaultRequestHeaders.Add("Authorization", "Bearer " + {|TKG4001:accessToken|}); await client.GetAsync("orders");""")]
    [InlineData("""_plain.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", {|TKG4001:accessToken|}); await _plain.GetAsync(path);""")]
    [InlineData("""var client = factory.CreateClient(); client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", {|TKG4001:accessToken|}); await client.GetFromJsonAsync<Order>($"http://api.acme.com/orders/{path}");""")]
    [InlineData("""var request = WebRequest.Create("http://api.acme.com/orders"); request.Headers["Authorization"] = "Bearer " + {|TKG4001:accessToken|};""")]
    [InlineData("""var cookies = new CookieContainer(); cookies.Add(new Uri("http://api.acme.com"), new Cookie("access_token", {|TKG4001:accessToken|}));""")]
    public Task Client_over_http_is_reported(string body) => Verify.Reports(Client(body));

    [Theory]
    [InlineData("""Set(_plain, {|TKG4001:accessToken|});""")]
    [InlineData("""var client = new HttpClient { BaseAddress = new Uri("http://api.acme.com") }; Set(client, {|TKG4001:accessToken|}); await client.GetAsync("orders");""")]
    [InlineData("""await Send("http://api.acme.com/orders", {|TKG4001:accessToken|});""")]
    [InlineData("""await Send(Root, {|TKG4001:token|});""")]
    public Task Helper_that_is_given_one_or_both_is_reported_at_the_call(string body) => Verify.Reports(Client(body, Helpers));

    [Theory]
    [InlineData("""Set(injected, accessToken);""")]
    [InlineData("""await Send("https://api.acme.com/orders", accessToken);""")]
    [InlineData("""await Send(settings.OrdersUrl, accessToken);""")]
    [InlineData("""await Send("http://localhost:5000/orders", accessToken);""")]
    public Task Helper_that_is_given_another_address_is_silent(string body) => Verify.Silent(Client(body, Helpers));

    private const string Helpers = """
        private static void Set(HttpClient client, string value) => client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", value);
        private static async Task Send(string url, string value)
        {
            using var message = new HttpRequestMessage(HttpMethod.Get, url);
            message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", value);
            await Shared.SendAsync(message);
        }
        """;

    [Theory]
    [InlineData("https://api.acme.com/orders")]
    [InlineData("http://localhost:5000/orders")]
    [InlineData("http://127.0.0.1/orders")]
    [InlineData("http://[::1]:5000/orders")]
    [InlineData("http://shop.localhost/orders")]
    [InlineData("http://host.docker.internal:8080/orders")]
    [InlineData("http://orders:8080/orders")]
    [InlineData("http://orders.shop.svc/orders")]
    [InlineData("http://10.0.2.2:5000/orders")]
    [InlineData("http://192.168.1.20/orders")]
    [InlineData("http://100.100.3.4/orders")]
    [InlineData("http://orders.acme.corp/orders")]
    [InlineData("http://orders.service.consul:8080/orders")]
    [InlineData("http://orders.test/orders")]
    [InlineData("http://your.domain.com/orders")]
    [InlineData("/orders")]
    public Task Safe_or_private_address_is_silent(string url) =>
        Verify.Silent(Client($"""
            var request = new HttpRequestMessage(HttpMethod.Get, "{url}");
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);
            await injected.SendAsync(request);
            """));

    [Fact]
    public Task Address_of_a_debug_build_is_silent() =>
        Verify.Silent("#define DEBUG\n" + Client(
            """
            var request = new HttpRequestMessage(HttpMethod.Get, Test + "/orders");
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);
            await injected.SendAsync(request);
            """,
            """
            #if DEBUG
            private const string Test = "http://test.acme.com";
            #endif
            """));

    [Theory]
    [InlineData("""given.Headers.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);""")]
    [InlineData("""var request = new HttpRequestMessage(HttpMethod.Get, $"http://{path}/orders"); request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);""")]
    [InlineData("""var request = new HttpRequestMessage(HttpMethod.Get, $"http://{path}.acme.com/orders"); request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);""")]
    [InlineData("""var request = new HttpRequestMessage(HttpMethod.Get, "http://api." + path); request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);""")]
    [InlineData("""var request = new HttpRequestMessage(HttpMethod.Get, "http://api.acme.com/orders"); request.Headers.Add("X-Request-Id", path); request.Headers.Authorization = new AuthenticationHeaderValue("Basic", path);""")]
    [InlineData("""var request = new HttpRequestMessage(HttpMethod.Get, "https://api.acme.com/orders"); request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", accessToken); request.Headers.Add("xmlns", "http://schemas.xmlsoap.org/ws");""")]
    [InlineData("""Shared.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", accessToken); await Shared.GetAsync("https://api.acme.com/orders"); await _plain.GetAsync("prices");""")]
    [InlineData("""await _plain.GetAsync("prices");""")]
    [InlineData("""if (context.RequestServices.GetRequiredService<IHostEnvironment>().IsDevelopment()) { _plain.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", accessToken); }""")]
    public Task Unknown_address_or_no_token_is_silent(string body) => Verify.Silent(Client(body));

    [Theory]
    [InlineData("""services.AddHttpClient<OrdersApi>(client => client.BaseAddress = new Uri("http://api.acme.com"));""", true)]
    [InlineData("""services.AddHttpClient<OrdersApi>().ConfigureHttpClient(client => { client.BaseAddress = new Uri("http://api.acme.com"); });""", true)]
    [InlineData("""services.AddHttpClient<OrdersApi>((provider, client) => { client.BaseAddress = new Uri("http://api.acme.com/v1/"); });""", true)]
    [InlineData("""services.AddHttpClient<OrdersApi>(client => client.BaseAddress = new Uri("https://api.acme.com"));""", false)]
    [InlineData("""services.AddHttpClient<OrdersApi>();""", false)]
    [InlineData("""services.AddHttpClient("other", client => client.BaseAddress = new Uri("http://api.acme.com"));""", false)]
    public Task Address_of_a_typed_client_is_that_of_its_registration(string registration, bool isReported) =>
        Verify.Reports(
            $$"""
            using System.Net.Http.Headers;
            public static class Startup { public static void Add(IServiceCollection services) { {{registration}} } }
            public class OrdersApi(HttpClient http)
            {
                public async Task Get(string accessToken)
                {
                    using var request = new HttpRequestMessage(HttpMethod.Get, "orders");
                    request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", {{(isReported ? "{|TKG4001:accessToken|}" : "accessToken")}});
                    await http.SendAsync(request);
                }
            }
            """);

    [Fact]
    public Task Address_of_a_named_client_is_that_of_its_registration() =>
        Verify.Reports(
            """
            using System.Net.Http.Headers;
            public static class Startup { public static void Add(IServiceCollection services) => services.AddHttpClient("orders", client => client.BaseAddress = new Uri("http://api.acme.com")); }
            public class Orders(IHttpClientFactory factory)
            {
                public async Task Get(string accessToken)
                {
                    var client = factory.CreateClient("orders");
                    client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", {|TKG4001:accessToken|});
                    await client.GetAsync("orders");
                    var other = factory.CreateClient("prices");
                    other.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);
                }
            }
            """);

    [Theory]
    [InlineData("http.BaseAddress = new Uri(\"http://api.acme.com\");", true)]
    [InlineData("http.BaseAddress = new Uri(configuration[\"Api\"]!);", false)]
    public Task Address_that_the_constructor_sets_is_that_of_all_methods(string set, bool isReported) =>
        Verify.Reports(
            $$"""
            using System.Net.Http.Headers;
            public class OrdersApi
            {
                private readonly HttpClient _http;
                public OrdersApi(HttpClient http, IConfiguration configuration) { _ = configuration; {{set}} _http = http; }
                public Task<HttpResponseMessage> Get(string accessToken)
                {
                    _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", {{(isReported ? "{|TKG4001:accessToken|}" : "accessToken")}});
                    return _http.GetAsync("orders");
                }
            }
            """);

    [Theory]
    [InlineData("""await "http://api.acme.com/orders".WithOAuthBearerToken({|TKG4001:token|}).GetAsync();""")]
    [InlineData("""await "http://api.acme.com".AppendPathSegment("orders").WithHeader("Authorization", "Bearer " + {|TKG4001:token|}).GetAsync();""")]
    [InlineData("""await "https://api.acme.com".AppendPathSegment("orders").WithOAuthBearerToken(token).GetAsync();""")]
    [InlineData("""await settings.OrdersUrl.WithOAuthBearerToken(token).GetAsync();""")]
    public Task Flurl(string body) => Verify.Reports("using Flurl;\nusing Flurl.Http;\n" + Client(body));

    [Theory]
    [InlineData("""var client = new RestClient(new RestClientOptions("http://api.acme.com") { Authenticator = new JwtAuthenticator({|TKG4001:token|}) });""")]
    [InlineData("""var client = new RestClient("http://api.acme.com"); var request = new RestRequest("orders"); request.AddHeader("Authorization", $"Bearer {{|TKG4001:token|}}"); await client.ExecuteAsync(request);""")]
    [InlineData("""var client = new RestClient("http://api.acme.com"); client.AddDefaultHeader("Authorization", $"Bearer {{|TKG4001:token|}}");""")]
    [InlineData("""var client = new RestClient("https://api.acme.com"); var request = new RestRequest("orders"); request.AddHeader("Authorization", $"Bearer {token}"); await client.ExecuteAsync(request);""")]
    public Task RestSharp(string body) => Verify.Reports("using RestSharp;\nusing RestSharp.Authenticators;\n" + Client(body));

    [Theory]
    [InlineData("""new HubConnectionBuilder().WithUrl("http://api.acme.com/hub", options => { options.AccessTokenProvider = () => Task.FromResult<string?>({|TKG4001:token|}); });""")]
    [InlineData("""new HubConnectionBuilder().WithUrl("https://api.acme.com/hub", options => { options.AccessTokenProvider = () => Task.FromResult<string?>(token); });""")]
    public Task SignalR(string body) => Verify.Reports("using Microsoft.AspNetCore.SignalR.Client;\n" + Client(body), "SignalR.cs");

    [Theory]
    [InlineData("""_ = RestService.For<IDisposable>("http://api.acme.com", new RefitSettings { AuthorizationHeaderValueGetter = (_, _) => Task.FromResult({|TKG4001:token|}) });""")]
    [InlineData("""_ = RestService.For<IDisposable>("https://api.acme.com", new RefitSettings { AuthorizationHeaderValueGetter = (_, _) => Task.FromResult(token) });""")]
    public Task Refit(string body) => Verify.Reports("using Refit;\n" + Client(body), "Refit.cs");

    [Theory]
    [InlineData("""var channel = GrpcChannel.ForAddress("http://api.acme.com"); var headers = new Metadata { { "authorization", $"Bearer {{|TKG4001:token|}}" } };""")]
    [InlineData("""var channel = GrpcChannel.ForAddress("http://api.acme.com", new GrpcChannelOptions { {|TKG4001:UnsafeUseInsecureChannelCallCredentials = true|} });""")]
    [InlineData("""var options = new GrpcChannelOptions(); {|TKG4001:options.UnsafeUseInsecureChannelCallCredentials = true|}; _ = GrpcChannel.ForAddress(settings.OrdersUrl, options);""")]
    [InlineData("""var channel = GrpcChannel.ForAddress("http://localhost:5000", new GrpcChannelOptions { UnsafeUseInsecureChannelCallCredentials = true });""")]
    [InlineData("""var channel = GrpcChannel.ForAddress("https://api.acme.com"); var headers = new Metadata { { "authorization", $"Bearer {token}" } };""")]
    public Task Grpc(string body) => Verify.Reports("using Grpc.Core;\nusing Grpc.Net.Client;\n" + Client(body), "GrpcChannel.cs");

    [Theory]
    [InlineData("""await injected.RequestRefreshTokenAsync(new RefreshTokenRequest { Address = {|TKG4001:"http://login.acme.com/connect/token"|}, RefreshToken = path });""")]
    [InlineData("""await injected.RequestClientCredentialsTokenAsync(new ClientCredentialsTokenRequest { Address = "https://login.acme.com/connect/token" });""")]
    [InlineData("""await injected.PostAsync({|TKG4001:"http://login.acme.com/connect/token"|}, new FormUrlEncodedContent(new Dictionary<string, string> { ["grant_type"] = "refresh_token", ["refresh_token"] = path }));""")]
    [InlineData("""await injected.PostAsync("http://login.acme.com/search", new FormUrlEncodedContent(new Dictionary<string, string> { ["q"] = path }));""")]
    public Task Request_for_a_token(string body) => Verify.Reports("using Duende.IdentityModel.Client;\n" + Client(body));

    [Theory]
    [InlineData("\"http://api.acme.com/orders\"", "\"https://api.acme.com/orders\"")]
    [InlineData("$\"http://api.acme.com/orders/{path}\"", "$\"https://api.acme.com/orders/{path}\"")]
    [InlineData("@\"http://api.acme.com/orders\"", "@\"https://api.acme.com/orders\"")]
    [InlineData("\"HTTP://api.acme.com/\" + path", "\"HTTPs://api.acme.com/\" + path")]
    public Task Url_gets_tls(string url, string secure) =>
        Verify.Fixes(
            Client($$"""
                var request = new HttpRequestMessage(HttpMethod.Get, {{url}}); // the orders
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", {|TKG4001:accessToken|});
                """),
            Client($$"""
                var request = new HttpRequestMessage(HttpMethod.Get, {{secure}}); // the orders
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);
                """));

    [Theory]
    [InlineData("""private const string Root = "http://api.acme.com/v1";""", """private const string Root = "https://api.acme.com/v1";""", """var request = new HttpRequestMessage(HttpMethod.Get, Root + "/orders/" + path); request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", {|TKG4001:accessToken|});""")]
    [InlineData("\"http://login.acme.com/connect/token\"", "\"https://login.acme.com/connect/token\"", """await injected.PostAsync({|TKG4001:"http://login.acme.com/connect/token"|}, new FormUrlEncodedContent(new Dictionary<string, string> { ["grant_type"] = "refresh_token", ["refresh_token"] = path }));""")]
    public Task Url_gets_tls_where_it_begins(string before, string after, string body) =>
        Verify.Fixes(Client(body), Client(body).Replace("{|TKG4001:", "", StringComparison.Ordinal).Replace("|}", "", StringComparison.Ordinal).Replace(before, after, StringComparison.Ordinal));

    [Fact]
    public Task Switch_of_grpc_is_left_as_it_is() =>
        Verify.Fixes(
            "using Grpc.Core;\nusing Grpc.Net.Client;\n" + Client("""
                var options = new GrpcChannelOptions { {|TKG4001:UnsafeUseInsecureChannelCallCredentials = true|}, Credentials = null };
                var others = new GrpcChannelOptions();
                // works without certificates
                {|TKG4001:others.UnsafeUseInsecureChannelCallCredentials = true|};
                _ = GrpcChannel.ForAddress(settings.OrdersUrl, options);
                """),
            "using Grpc.Core;\nusing Grpc.Net.Client;\n" + Client("""
                var options = new GrpcChannelOptions { Credentials = null };
                var others = new GrpcChannelOptions();
                // works without certificates
                _ = GrpcChannel.ForAddress(settings.OrdersUrl, options);
                """),
            stubs: "GrpcChannel.cs");
}
