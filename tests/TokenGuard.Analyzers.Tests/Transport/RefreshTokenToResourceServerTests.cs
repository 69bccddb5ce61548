using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using TokenGuard.Analyzers.Transport;
using TokenGuard.CodeFixes.Transport;

namespace TokenGuard.Analyzers.Tests.Transport;

using Verify = Verify<RefreshTokenToResourceServerAnalyzer, RefreshTokenToResourceServerCodeFix>;

public class RefreshTokenToResourceServerTests
{
    /// <summary>A client of an orders API.</summary>
    private static string Client(string body, string type = "OrdersClient", string method = "GetOrdersAsync") =>
        $$"""
        using System.Net;
        using System.Net.Http.Headers;
        using Microsoft.AspNetCore.Authentication;

        public record Tokens(string AccessToken, string RefreshToken);
        public class RefreshToken { public string Token { get; set; } = ""; }
        public class Options { public string TokenEndpoint { get; set; } = ""; public string OrdersUrl { get; set; } = ""; }

        public class {{type}}(HttpClient http, Options options, HttpContext context)
        {
            private string? _refreshToken;

            public async Task {{method}}(string accessToken, string refreshToken, Tokens tokens, RefreshToken stored, bool useRefresh, string path, HttpRequestMessage given)
            {
                _ = (http, options, context, _refreshToken = Environment.GetEnvironmentVariable("STORED"));
                await Task.CompletedTask;
                {{body}}
            }

            private string GetRefreshToken() => _refreshToken ?? "";
            private Task<string> RefreshTokenAsync() => Task.FromResult("");
        }
        """;

    [Theory]
    [InlineData("""request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", {|TKG4005:refreshToken|});""")]
    [InlineData("""request.Headers.Authorization = new("Bearer", {|TKG4005:tokens.RefreshToken|});""")]
    [InlineData("""request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", {|TKG4005:stored.Token|});""")]
    [InlineData("""request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", {|TKG4005:GetRefreshToken()|});""")]
    [InlineData("""request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", {|TKG4005:await context.GetTokenAsync("refresh_token")|});""")]
    [InlineData("""var token = await context.GetTokenAsync("refresh_token"); request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", {|TKG4005:token|});""")]
    [InlineData("""request.Headers.Authorization = AuthenticationHeaderValue.Parse("Bearer " + {|TKG4005:refreshToken|});""")]
    [InlineData("""request.Headers.Add("Authorization", "Bearer " + {|TKG4005:refreshToken|});""")]
    [InlineData("""request.Headers.Add("Authorization", $"Bearer {{|TKG4005:refreshToken|}}");""")]
    [InlineData("""var header = $"Bearer {refreshToken}"; {|TKG4005:request.Headers.Add("Authorization", header)|};""")]
    [InlineData("""request.Headers.TryAddWithoutValidation("Authorization", string.Format("Bearer {0}", {|TKG4005:refreshToken|}));""")]
    [InlineData("""request.Headers.Add("X-Refresh-Token", {|TKG4005:refreshToken|});""")]
    [InlineData("""request.Headers.TryAddWithoutValidation("X-Session", {|TKG4005:refreshToken|});""")]
    [InlineData("""request.Headers.Add("Cookie", $"access_token={accessToken}; refresh_token={{|TKG4005:refreshToken|}}");""")]
    [InlineData("""request.Headers.Add("X-Tokens", new[] { accessToken, {|TKG4005:refreshToken|} });""")]
    [InlineData("""if (useRefresh) { request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", {|TKG4005:refreshToken|}); }""")]
    public Task Refresh_token_in_a_header_of_a_request_to_an_api_is_reported(string statement) =>
        Verify.Reports(Client($"""var request = new HttpRequestMessage(HttpMethod.Get, "https://api.example.com/orders"); {statement} await http.SendAsync(request);"""));

    [Theory]
    [InlineData("""http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", {|TKG4005:refreshToken|}); await http.GetAsync("orders");""")]
    [InlineData("""http.DefaultRequestHeaders.Add("X-Refresh-Token", {|TKG4005:refreshToken|}); await http.GetAsync($"{path}/orders");""")]
    [InlineData("""http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", {|TKG4005:refreshToken|});""")]
    [InlineData("""http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", {|TKG4005:refreshToken|}); await http.GetAsync(options.OrdersUrl);""")]
    [InlineData("""var request = new HttpRequestMessage { RequestUri = new Uri("https://api.example.com/orders") }; request.Headers.Add("X-Refresh-Token", {|TKG4005:refreshToken|});""")]
    [InlineData("""const string Url = "https://api.example.com/orders"; var request = new HttpRequestMessage(HttpMethod.Get, Url); request.Headers.Add("X-Refresh-Token", {|TKG4005:refreshToken|});""")]
    [InlineData("""var request = new HttpRequestMessage(HttpMethod.Get, "/orders"); request.Headers.Add("X-Refresh-Token", {|TKG4005:refreshToken|}); await http.PostAsync("/auth/refresh", null);""")]
    [InlineData("""var request = WebRequest.Create("https://api.example.com/orders"); request.Headers.Add("X-Refresh-Token", {|TKG4005:refreshToken|}); request.Headers["Authorization"] = "Bearer " + {|TKG4005:refreshToken|};""")]
    [InlineData("""var cookies = new CookieContainer(); cookies.Add(new Uri("https://api.example.com"), new Cookie("refreshToken", {|TKG4005:refreshToken|}));""")]
    public Task Refresh_token_on_a_client_or_a_request_of_another_shape_is_reported(string body) => Verify.Reports(Client(body));

    [Theory]
    [InlineData("""given.Headers.Add("X-Refresh-Token", {|TKG4005:_refreshToken|});""")]
    [InlineData("""http.DefaultRequestHeaders.Add("X-Refresh-Token", {|TKG4005:_refreshToken|}); await http.GetAsync(path);""")]
    [InlineData("""var request = new HttpRequestMessage(HttpMethod.Get, options.OrdersUrl + path); request.Headers.Add("X-Refresh-Token", {|TKG4005:_refreshToken|});""")]
    public Task Refresh_token_that_the_object_keeps_and_adds_to_whatever_it_is_called_for_is_reported(string body) => Verify.Reports(Client(body));

    [Theory]
    [InlineData("""given.Headers.Add("X-Refresh-Token", _refreshToken);""")]
    [InlineData("""http.DefaultRequestHeaders.Add("X-Refresh-Token", _refreshToken); await http.GetAsync(path);""")]
    public Task Same_in_a_type_about_authentication_is_silent(string body) => Verify.Silent(Client(body, type: "AuthService"));

    [Theory]
    [InlineData("""string refresh = context.Request.Cookies["refresh"]!; http.DefaultRequestHeaders.Add("refresh", {|TKG4005:refresh|}); await http.GetAsync("orders");""")]
    [InlineData("""var refreshTokenAPI = path; http.DefaultRequestHeaders.Add("RefreshToken", $"{{|TKG4005:refreshTokenAPI|}}"); await http.GetAsync("orders");""")]
    public Task Header_and_value_that_both_hint_at_it_are_reported(string body) => Verify.Reports(Client(body));

    [Theory]
    [InlineData("""var refresh = path; http.DefaultRequestHeaders.Add("X-Other", refresh); await http.GetAsync("orders");""")]
    [InlineData("""var other = path; http.DefaultRequestHeaders.Add("refresh", other); await http.GetAsync("orders");""")]
    [InlineData("""var refreshInterval = path; http.DefaultRequestHeaders.Add("refresh", refreshInterval); await http.GetAsync("orders");""")]
    [InlineData("""http.DefaultRequestHeaders.Add("X-Refresh-Token", "1"); await http.GetAsync("orders");""")]
    public Task Header_or_value_alone_that_hints_at_it_is_silent(string body) => Verify.Silent(Client(body));

    [Fact]
    public Task Own_extension_that_adds_a_header_is_reported() =>
        Verify.Reports(
            """
            public static class Extensions
            {
                public static void AddOrReplaceHeader(this HttpClient client, string name, string value) => client.DefaultRequestHeaders.Add(name, value);
            }

            public class OrdersClient(HttpClient http, string refreshToken)
            {
                public void Prepare() => http.AddOrReplaceHeader("refreshToken", {|TKG4005:refreshToken|});
            }
            """);

    [Theory]
    [InlineData("""http.SetBearerToken({|TKG4005:refreshToken|}); await http.GetAsync("orders");""")]
    [InlineData("""var request = new HttpRequestMessage(HttpMethod.Get, "orders"); request.SetBearerToken({|TKG4005:refreshToken|});""")]
    [InlineData("""var response = new TokenResponse(); http.SetBearerToken({|TKG4005:response.RefreshToken|}!);""")]
    public Task Bearer_token_of_both_generations_of_IdentityModel_is_reported(string body) =>
        Task.WhenAll(
            Verify.Reports("using Duende.IdentityModel.Client;\n" + Client(body)),
            Verify.Reports("using IdentityModel.Client;\n" + Client(body), "IdentityModel.cs"));

    [Theory]
    [InlineData("""await "https://api.example.com/orders".WithOAuthBearerToken({|TKG4005:refreshToken|}).GetAsync();""")]
    [InlineData("""await options.OrdersUrl.AppendPathSegment("orders").WithOAuthBearerToken({|TKG4005:refreshToken|}).GetAsync();""")]
    [InlineData("""await "https://api.example.com/orders".WithHeader("X-Refresh-Token", {|TKG4005:refreshToken|}).GetAsync();""")]
    [InlineData("""await "https://api.example.com/orders".WithTimeout(10).WithCookie("refreshToken", {|TKG4005:refreshToken|}).GetAsync();""")]
    public Task Flurl_request_is_reported(string body) => Verify.Reports("using Flurl;\nusing Flurl.Http;\n" + Client(body));

    [Theory]
    [InlineData("""await "https://api.example.com/auth/refresh".WithOAuthBearerToken(refreshToken).PostAsync();""")]
    [InlineData("""await options.OrdersUrl.AppendPathSegment("refresh").WithHeader("X-Refresh-Token", refreshToken).PostAsync();""")]
    [InlineData("""await options.TokenEndpoint.WithOAuthBearerToken(refreshToken).PostAsync();""")]
    [InlineData("""await "https://api.example.com/orders".WithOAuthBearerToken(accessToken).GetAsync();""")]
    public Task Flurl_request_to_a_token_endpoint_is_silent(string body) => Verify.Silent("using Flurl;\nusing Flurl.Http;\n" + Client(body));

    [Theory]
    [InlineData("""var client = new RestClient(new RestClientOptions("https://api.example.com") { Authenticator = new JwtAuthenticator({|TKG4005:refreshToken|}) });""")]
    [InlineData("""var authenticator = new RestSharp.Authenticators.OAuth2.OAuth2AuthorizationRequestHeaderAuthenticator({|TKG4005:refreshToken|}, "Bearer");""")]
    [InlineData("""var request = new RestRequest("orders"); request.AddHeader("Authorization", $"Bearer {{|TKG4005:refreshToken|}}");""")]
    [InlineData("""var request = new RestRequest("orders").AddHeader("X-Refresh-Token", {|TKG4005:refreshToken|});""")]
    [InlineData("""var request = new RestRequest("orders"); request.AddOrUpdateHeader("X-Refresh-Token", {|TKG4005:refreshToken|});""")]
    public Task RestSharp_request_is_reported(string body) => Verify.Reports("using RestSharp;\nusing RestSharp.Authenticators;\n" + Client(body));

    [Theory]
    [InlineData("""var request = new RestRequest("auth/refresh", Method.Post); request.AddHeader("Authorization", $"Bearer {refreshToken}");""")]
    [InlineData("""var request = new RestRequest("logout").AddHeader("X-Refresh-Token", refreshToken);""")]
    public Task RestSharp_request_to_a_token_endpoint_is_silent(string body) => Verify.Silent("using RestSharp;\nusing RestSharp.Authenticators;\n" + Client(body));

    [Fact]
    public Task Grpc_metadata_is_reported() =>
        Verify.Reports(
            """
            using Grpc.Core;
            public class OrdersClient
            {
                public Metadata Headers(string refreshToken, Uri address)
                {
                    var channel = Open("https://api.example.com");
                    return new Metadata { { "authorization", $"Bearer {{|TKG4005:refreshToken|}}" } };
                }

                private static object Open(string address) => address;
            }
            """, "Grpc.cs");

    [Fact]
    public Task SignalR_access_token_provider_is_reported() =>
        Verify.Reports(
            """
            using Microsoft.AspNetCore.SignalR.Client;
            public class Live
            {
                public void Connect(string refreshToken, string accessToken) =>
                    new HubConnectionBuilder()
                        .WithUrl("https://api.example.com/live", options => {|TKG4005:options.AccessTokenProvider = () => Task.FromResult<string?>(refreshToken)|})
                        .WithUrl("https://api.example.com/live", options => options.AccessTokenProvider = async () => await Task.FromResult(accessToken));
            }
            """.Replace("{|TKG4005:options.AccessTokenProvider = () => Task.FromResult<string?>(refreshToken)|}", "options.AccessTokenProvider = () => Task.FromResult<string?>({|TKG4005:refreshToken|})", StringComparison.Ordinal),
            "SignalR.cs");

    [Fact]
    public Task Handler_that_adds_it_to_every_request_is_reported() =>
        Verify.Reports(
            """
            using System.Net.Http.Headers;

            public interface ISession { string AccessToken { get; } string RefreshToken { get; } Task RenewAsync(); }

            public sealed class AuthHandler(ISession session) : DelegatingHandler
            {
                protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
                {
                    request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", session.AccessToken);
                    request.Headers.Add("X-Refresh-Token", {|TKG4005:session.RefreshToken|});
                    return await base.SendAsync(request, cancellationToken);
                }
            }
            """);

    [Theory]
    [InlineData("""var request = new HttpRequestMessage(HttpMethod.Post, "https://api.example.com/auth/refresh"); request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", refreshToken);""")]
    [InlineData("""var request = new HttpRequestMessage(HttpMethod.Post, "/api/refresh-token"); request.Headers.Add("X-Refresh-Token", refreshToken);""")]
    [InlineData("""var request = new HttpRequestMessage(HttpMethod.Post, "api/v1/sign-out"); request.Headers.Add("X-Refresh-Token", refreshToken);""")]
    [InlineData("""var request = new HttpRequestMessage(HttpMethod.Post, options.TokenEndpoint); request.Headers.Add("X-Refresh-Token", refreshToken);""")]
    [InlineData("""var request = new HttpRequestMessage(HttpMethod.Post, $"{options.TokenEndpoint}?x=1"); request.Headers.Add("X-Refresh-Token", refreshToken);""")]
    [InlineData("""var request = new HttpRequestMessage(HttpMethod.Post, "https://login.example.com/renewals"); request.Headers.Add("X-Refresh-Token", refreshToken);""")]
    [InlineData("""http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", refreshToken); await http.PostAsync("oauth2/token", null);""")]
    [InlineData("""http.DefaultRequestHeaders.Add("refresh", refreshToken); await http.PostAsync(new Uri(new Uri("https://example.com"), "connect/revocation"), null);""")]
    [InlineData("""http.BaseAddress = new Uri("https://example.com/auth/"); http.DefaultRequestHeaders.Add("refresh", refreshToken); await http.PostAsync("renew", null);""")]
    [InlineData("""if (given.RequestUri!.AbsolutePath.EndsWith("refresh")) { given.Headers.Add("X-Refresh-Token", refreshToken); }""")]
    public Task Request_to_a_token_endpoint_is_silent(string body) => Verify.Silent(Client(body));

    [Theory]
    [InlineData("RefreshAsync", "OrdersClient")]
    [InlineData("LogoutAsync", "OrdersClient")]
    [InlineData("SignOut", "OrdersClient")]
    [InlineData("RevokeAsync", "OrdersClient")]
    [InlineData("GetAccessTokenAsync", "OrdersClient")]
    [InlineData("SendAsync", "TokenRefresher")]
    [InlineData("SendAsync", "RefreshTokenClient")]
    public Task Method_or_type_that_refreshes_or_revokes_is_silent(string method, string type) =>
        Verify.Silent(Client("""var request = new HttpRequestMessage(HttpMethod.Post, "https://example.com/x"); request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", refreshToken);""", type, method));

    [Theory]
    [InlineData("""var request = new HttpRequestMessage(HttpMethod.Get, path); request.Headers.Add("X-Token", refreshToken);""")]
    [InlineData("""given.Headers.Add("X-Refresh-Token", refreshToken);""")]
    [InlineData("""if (useRefresh) { given.Headers.Add("X-Refresh-Token", _refreshToken); }""")]
    [InlineData("""http.DefaultRequestHeaders.Add("X-Refresh-Token", refreshToken); await http.GetAsync(path);""")]
    [InlineData("""var header = new AuthenticationHeaderValue("Bearer", refreshToken);""")]
    public Task Request_whose_place_the_caller_decides_is_silent(string body) => Verify.Silent(Client(body));

    [Theory]
    [InlineData("""request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);""")]
    [InlineData("""request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", tokens.AccessToken);""")]
    [InlineData("""request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", useRefresh ? refreshToken : accessToken);""")]
    [InlineData("""var token = refreshToken; if (!useRefresh) { token = accessToken; } request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);""")]
    [InlineData("""var refreshed = await RefreshTokenAsync(); request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", refreshed);""")]
    [InlineData("""var refreshToken2 = await RefreshTokenAsync(); request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", refreshToken2);""")]
    [InlineData("""request.Headers.Add("X-Refresh-Token-Length", refreshToken.Length.ToString());""")]
    [InlineData("""request.Headers.Add("X-Refresh-Token-Type", "Bearer");""")]
    [InlineData("""context.Response.Headers["X-Refresh-Token"] = refreshToken; context.Response.Headers.Append("X-Refresh-Token", refreshToken);""")]
    [InlineData("""context.Response.Cookies.Append("refreshToken", refreshToken);""")]
    [InlineData("""new HttpResponseMessage().Headers.Add("X-Refresh-Token", refreshToken);""")]
    public Task Other_tokens_and_own_responses_are_silent(string statement) =>
        Verify.Silent(Client($"""var request = new HttpRequestMessage(HttpMethod.Get, "https://api.example.com/orders"); {statement} await http.SendAsync(request);"""));

    [Theory]
    [InlineData("""await http.PostAsJsonAsync("https://api.example.com/orders", new { token = {|TKG4005:await context.GetTokenAsync("refresh_token")|} });""")]
    [InlineData("""var token = await context.GetTokenAsync("refresh_token"); await http.PostAsJsonAsync("orders", new Tokens(accessToken, {|TKG4005:token|}!));""")]
    [InlineData("""await http.PostAsync("orders", new FormUrlEncodedContent(new Dictionary<string, string?> { ["t"] = {|TKG4005:await context.GetTokenAsync("refresh_token")|} }));""")]
    public Task Body_with_a_refresh_token_of_a_known_api_is_reported(string body) => Verify.Reports(Client(body));

    [Theory]
    [InlineData("""await http.PostAsJsonAsync("https://api.example.com/auth/refresh", new { token = await context.GetTokenAsync("refresh_token") });""")]
    [InlineData("""await http.PostAsJsonAsync("https://api.example.com/orders", new { refreshToken });""")]
    [InlineData("""await http.PostAsJsonAsync(path, new { token = await context.GetTokenAsync("refresh_token") });""")]
    [InlineData("""await http.PostAsync("https://api.example.com/x", new FormUrlEncodedContent(new Dictionary<string, string?> { ["grant_type"] = "refresh_token", ["refresh_token"] = await context.GetTokenAsync("refresh_token") }));""")]
    [InlineData("""await http.PostAsync("https://api.example.com/x", new FormUrlEncodedContent(new[] { new KeyValuePair<string, string?>("token", await context.GetTokenAsync("refresh_token")), new KeyValuePair<string, string?>("token_type_hint", "refresh_token") }));""")]
    public Task Body_of_a_token_request_or_of_weaker_evidence_is_silent(string body) => Verify.Silent(Client(body));

    [Fact]
    public Task Protocol_requests_of_IdentityModel_are_silent() =>
        Verify.Silent(
            """
            using Duende.IdentityModel.Client;
            public class Session(HttpClient http)
            {
                public async Task Renew(string refreshToken)
                {
                    await http.RequestRefreshTokenAsync(new RefreshTokenRequest { Address = "https://example.com/x", ClientId = "c", RefreshToken = refreshToken });
                    await http.RevokeTokenAsync(new TokenRevocationRequest { Address = "https://example.com/y", ClientId = "c", Token = refreshToken });
                    await http.IntrospectTokenAsync(new TokenIntrospectionRequest { Address = "https://example.com/z", Token = refreshToken });
                }
            }
            """);

    [Fact]
    public Task Endpoint_that_forwards_a_refresh_is_silent_and_another_one_is_not() =>
        Verify.Reports(
            """
            using System.Net.Http.Headers;
            using Microsoft.AspNetCore.Mvc;

            var app = WebApplication.CreateBuilder(args).Build();
            var http = new HttpClient();
            app.MapPost("/auth/refresh", async (string refreshToken) =>
            {
                http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", refreshToken);
                return await http.GetStringAsync("https://example.com/x");
            });
            app.MapGet("/orders", async (string refreshToken) =>
            {
                http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", {|TKG4005:refreshToken|});
                return await http.GetStringAsync("https://example.com/x");
            });
            app.Run();

            public class SessionController(HttpClient http) : ControllerBase
            {
                [HttpPost("refresh")]
                public async Task Post(string refreshToken)
                {
                    http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", refreshToken);
                    await http.GetAsync("https://example.com/x");
                }
            }
            """);

    [Fact]
    public Task Authorization_server_of_the_policy_is_silent() =>
        Verify.ReportsWith(
            "tokenguard.authorization_servers = tokens.example.com, https://keys.example.com/",
            Client("""
                var request = new HttpRequestMessage(HttpMethod.Post, "https://tokens.example.com/x"); request.Headers.Add("X-Refresh-Token", refreshToken);
                var other = new HttpRequestMessage(HttpMethod.Post, "https://keys.example.com/x"); other.Headers.Add("X-Refresh-Token", refreshToken);
                var third = new HttpRequestMessage(HttpMethod.Post, "https://api.example.com/x"); third.Headers.Add("X-Refresh-Token", {|TKG4005:refreshToken|});
                """));

    [Fact]
    public Task Types_of_the_same_name_are_silent() =>
        Verify.Silent(
            """
            namespace Vendor
            {
                public class AuthenticationHeaderValue(string scheme, string parameter) { public string Text => scheme + parameter; }
                public class HttpRequestHeaders { public void Add(string name, string value) { } }
            }

            namespace Shop
            {
                public class OrdersClient(HttpClient http)
                {
                    public async Task Get(string refreshToken)
                    {
                        var header = new Vendor.AuthenticationHeaderValue("Bearer", refreshToken);
                        new Vendor.HttpRequestHeaders().Add("X-Refresh-Token", refreshToken);
                        await http.GetAsync("https://api.example.com/orders");
                    }
                }
            }
            """);

    [Fact]
    public Task Message_names_the_token() =>
        Verify.ReportsMessages(
            Client("""http.DefaultRequestHeaders.Add("X-Refresh-Token", {|#0:refreshToken|});"""),
            new DiagnosticResult("TKG4005", DiagnosticSeverity.Warning).WithLocation(0)
                .WithMessage("Refresh token 'refreshToken' is sent to a resource server; send an access token, only the authorization server may see refresh tokens"));

    [Theory]
    [InlineData("{|TKG4005:refreshToken|}", "accessToken")]
    [InlineData("/* who */ {|TKG4005:tokens.RefreshToken|}", "/* who */ tokens.AccessToken")]
    [InlineData("{|TKG4005:await context.GetTokenAsync(\"refresh_token\")|}", "await context.GetTokenAsync(\"access_token\")")]
    [InlineData("$\"{{|TKG4005:refreshToken|}}\"", "$\"{accessToken}\"")]
    public Task Fix_sends_the_access_token_that_lies_beside(string value, string fixedValue) =>
        Verify.Fixes(
            Client($"http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(\"Bearer\", {value}); // as user"),
            Client($"http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(\"Bearer\", {fixedValue}); // as user"),
            RefreshTokenToResourceServerCodeFix.SendAccessTokenKey);

    [Fact]
    public Task Fix_leaves_out_a_header_that_is_for_the_refresh_token() =>
        Verify.Fixes(
            Client("""
                // As the user.
                http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);
                        // So that the API can renew it.
                        http.DefaultRequestHeaders.Add("X-Refresh-Token", {|TKG4005:refreshToken|});
                        await http.GetAsync("orders");
                """),
            Client("""
                // As the user.
                http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);
                        // So that the API can renew it.
                        await http.GetAsync("orders");
                """),
            RefreshTokenToResourceServerCodeFix.RemoveKey);

    [Theory]
    [InlineData("http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(\"Bearer\", {|TKG4005:stored.Token|});")]
    [InlineData("http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(\"Bearer\", {|TKG4005:GetRefreshToken()|});")]
    [InlineData("var token = refreshToken; http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(\"Bearer\", {|TKG4005:token|});")]
    [InlineData("var newRefreshToken = refreshToken; http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(\"Bearer\", {|TKG4005:newRefreshToken|}); var newAccessToken = accessToken;")]
    public Task No_fix_is_offered_where_no_access_token_lies_beside(string body) => Verify.OffersNoFix(Client(body));
}
