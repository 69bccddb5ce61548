using TokenGuard.CodeFixes.Storage;
using Verify = TokenGuard.Analyzers.Tests.Verify<TokenGuard.Analyzers.Storage.TokenOnSharedClientAnalyzer, TokenGuard.CodeFixes.Storage.TokenOnSharedClientCodeFix>;

namespace TokenGuard.Analyzers.Tests.Storage;

public class TokenOnSharedClientTests
{
    private static string Controller(string body, string members = "") =>
        $$"""
        using System.Net.Http.Headers;
        using Microsoft.AspNetCore.Authentication;
        using Microsoft.AspNetCore.Mvc;

        public interface ITokenClient { Task<string> GetAccessTokenAsync(); }
        public static class Clients { public static HttpClient Orders { get; } = new(); }

        public class OrdersController(IHttpClientFactory factory, HttpClient injected, IConfiguration configuration, ITokenClient tokens) : ControllerBase
        {
            private static readonly HttpClient Shared = new();
            private readonly HttpClient _own = new();

            public async Task<IActionResult> M(string accessToken, string url, HttpContent content, CancellationToken cancellation)
            {
                _ = (factory, injected, configuration, tokens, Shared, _own, accessToken);
                {{body.Replace("\n", "\n        ", StringComparison.Ordinal)}}
                await Task.CompletedTask;
                return Ok();
            }

            {{members}}
        }
        """;

    private static string Service(string registration, string constructor = "(HttpClient http)") =>
        $$"""
        using System.Net.Http.Headers;

        public static class Startup { public static void Add(IServiceCollection services) { {{registration}} } }
        public interface IOrders;

        public class Orders{{constructor}} : IOrders
        {
            private readonly HttpClient _http = http;

            public Task GetAsync(HttpContext context)
            {
                _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", [|context.Request.Cookies["access_token"]|]);
                return _http.GetAsync("orders");
            }
        }
        """;

    [Theory]
    [InlineData("""Shared.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", {|TKG3011:accessToken|});""")]
    [InlineData("""Clients.Orders.DefaultRequestHeaders.Authorization = new("Bearer", {|TKG3011:accessToken|});""")]
    [InlineData("""Shared.DefaultRequestHeaders.Add("Authorization", "Bearer " + {|TKG3011:accessToken|});""")]
    [InlineData("""Shared.DefaultRequestHeaders.Add("Authorization", {|TKG3011:Request.Headers.Authorization.ToString()|});""")]
    [InlineData("""Shared.DefaultRequestHeaders.TryAddWithoutValidation("X-Access-Token", {|TKG3011:Request.Cookies["access_token"]|});""")]
    [InlineData("""var client = Shared; client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", {|TKG3011:await HttpContext.GetTokenAsync("access_token")|});""")]
    [InlineData("""var token = Request.Headers["X-Token"].ToString().Replace("Bearer ", ""); Shared.DefaultRequestHeaders.Add("Authorization", $"Bearer {{|TKG3011:token|}}");""")]
    [InlineData("""Set(Shared, {|TKG3011:accessToken|});""")]
    [InlineData("""SetShared({|TKG3011:accessToken|});""")]
    public Task Token_of_a_request_on_a_shared_client_is_reported(string body) => Verify.Reports(Controller(body, Helpers));

    private const string Helpers = """
        private static void Set(HttpClient client, string value) => client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", value);
        private static void SetShared(string value) => Set(Shared, value);
        """;

    [Theory]
    [InlineData("""_own.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);""")]
    [InlineData("""injected.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);""")]
    [InlineData("""var client = factory.CreateClient(); client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);""")]
    [InlineData("""using var client = new HttpClient(); client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);""")]
    [InlineData("""Shared.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", configuration["Api:Token"]);""")]
    [InlineData("""Shared.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await tokens.GetAccessTokenAsync());""")]
    [InlineData("""Shared.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", configuration["Api:User"]);""")]
    [InlineData("""Shared.DefaultRequestHeaders.Authorization = null;""")]
    [InlineData("""Shared.DefaultRequestHeaders.Add("X-Correlation-Id", Request.Headers["X-Correlation-Id"].ToString());""")]
    [InlineData("""using var request = new HttpRequestMessage(HttpMethod.Get, url); request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", accessToken); await Shared.SendAsync(request);""")]
    [InlineData("""Set(_own, accessToken);""")]
    [InlineData("""Set(Shared, configuration["Api:AccessToken"]!);""")]
    public Task Own_clients_and_tokens_of_the_service_are_silent(string body) => Verify.Silent(Controller(body, Helpers));

    [Theory]
    [InlineData("services.AddSingleton<Orders>();")]
    [InlineData("services.AddSingleton<IOrders, Orders>();")]
    [InlineData("services.AddSingleton(typeof(IOrders), typeof(Orders));")]
    [InlineData("services.AddSingleton<IOrders>(provider => new Orders(new HttpClient()));")]
    [InlineData("services.AddSingleton<HttpClient>(); services.AddScoped<Orders>();")]
    [InlineData("services.AddSingleton(new HttpClient()); services.AddScoped<IOrders, Orders>();")]
    public Task Client_of_a_service_that_exists_once_is_reported(string registration) =>
        Verify.Reports(Service(registration).Replace("[|", "{|TKG3011:", StringComparison.Ordinal).Replace("|]", "|}", StringComparison.Ordinal));

    [Theory]
    [InlineData("services.AddScoped<Orders>();")]
    [InlineData("services.AddHttpClient<Orders>();")]
    [InlineData("services.AddHttpClient<IOrders, Orders>(); services.AddSingleton<HttpClient>();")]
    [InlineData("services.AddTransient<IOrders, Orders>(); services.AddSingleton<object>();")]
    public Task Client_of_a_service_of_the_request_is_silent(string registration) =>
        Verify.Silent(Service(registration).Replace("[|", "", StringComparison.Ordinal).Replace("|]", "", StringComparison.Ordinal));

    [Theory]
    [InlineData(
        """var response = await Shared.GetAsync(url, cancellation);""",
        """using var request = new HttpRequestMessage(HttpMethod.Get, url);""",
        """var response = await Shared.SendAsync(request, cancellation);""")]
    [InlineData(
        """return (await Shared.PostAsync("orders", content)).IsSuccessStatusCode ? Ok() : NotFound();""",
        """using var request = new HttpRequestMessage(HttpMethod.Post, "orders") { Content = content };""",
        """return (await Shared.SendAsync(request)).IsSuccessStatusCode ? Ok() : NotFound();""")]
    public Task Token_is_set_on_the_request(string sending, string made, string sent) =>
        Verify.Fixes(
            Controller($$"""
                // as the user
                Shared.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", {|TKG3011:accessToken|}); // of the request
                {{sending}}
                """),
            Controller($$"""
                // as the user
                {{made}}
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", accessToken); // of the request
                {{sent}}
                """),
            nameof(TokenOnSharedClientCodeFix));

    [Fact]
    public Task Token_is_set_on_the_request_that_is_there() =>
        Verify.Fixes(
            Controller("""
                var message = new HttpRequestMessage(HttpMethod.Get, url);
                Shared.DefaultRequestHeaders.Add("Authorization", "Bearer " + {|TKG3011:accessToken|});
                await Shared.SendAsync(message, cancellation);
                """),
            Controller("""
                var message = new HttpRequestMessage(HttpMethod.Get, url);
                message.Headers.Add("Authorization", "Bearer " + accessToken);
                await Shared.SendAsync(message, cancellation);
                """));

    [Theory]
    [InlineData("""await Shared.GetStringAsync(url);""")]
    [InlineData("""await Shared.GetAsync(url); await Shared.GetAsync(url);""")]
    [InlineData("""for (var i = 0; i < 2; i++) { await Shared.GetAsync(url); }""")]
    [InlineData("""var later = url + "/x"; await Shared.GetAsync(later);""")]
    [InlineData("")]
    public Task Other_uses_of_the_client_are_left_to_the_user(string sending) =>
        Verify.OffersNoFix(Controller($$"""
            Shared.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", {|TKG3011:accessToken|});
            {{sending}}
            """));
}
