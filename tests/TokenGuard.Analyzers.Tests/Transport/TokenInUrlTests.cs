using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using TokenGuard.Analyzers.Transport;
using TokenGuard.CodeFixes.Transport;

namespace TokenGuard.Analyzers.Tests.Transport;

using Verify = Verify<TokenInUrlAnalyzer, TokenInUrlCodeFix>;

public class TokenInUrlTests
{
    private static string Client(string body, string members = "", string type = "OrdersClient") =>
        $$"""
        using System.Net;
        using System.Net.WebSockets;
        using System.Web;
        using Microsoft.AspNetCore.Authentication;
        using Microsoft.AspNetCore.Components;
        using Microsoft.AspNetCore.Http.Extensions;
        using Microsoft.AspNetCore.WebUtilities;

        public record Order(string Id);
        public record User(string Id, string AccessToken);

        public class {{type}}(HttpClient http, NavigationManager navigation, HttpContext context)
        {
            private const string Root = "https://api.acme.com";
            private readonly string _accessToken = Environment.GetEnvironmentVariable("STORED")!;

            public async Task Do(string accessToken, string token, string jwt, string value, string root, User user, HttpContent content, CancellationToken cancellation)
            {
                _ = (http, navigation, context, Root, _accessToken);
                await Task.CompletedTask;
                {{body}}
            }
            {{members}}
        }
        """;

    [Theory]
    [InlineData("""await http.GetAsync($"https://api.acme.com/orders?access_token={{|TKG4003:accessToken|}}");""")]
    [InlineData("""await http.GetStringAsync("https://api.acme.com/orders?access_token=" + {|TKG4003:value|});""")]
    [InlineData("""await http.GetFromJsonAsync<Order>($"{root}/orders?page=1&token={{|TKG4003:accessToken|}}", cancellation);""")]
    [InlineData("""await http.GetFromJsonAsync<Order>($"{Root}/orders?auth={{|TKG4003:user.AccessToken|}}&page=2");""")]
    [InlineData("""await http.PostAsync(string.Format("{0}/orders?jwt={1}", Root, {|TKG4003:jwt|}), content);""")]
    [InlineData("""var url = $"{Root}/orders?q={value}&access_token={{|TKG4003:_accessToken|}}"; await http.GetAsync(url);""")]
    [InlineData("""await http.GetAsync("orders?access_token=" + {|TKG4003:Uri.EscapeDataString(value)|});""")]
    [InlineData("""var request = new HttpRequestMessage(HttpMethod.Get, $"/orders?access_token={{|TKG4003:await context.GetTokenAsync("access_token")|}}");""")]
    [InlineData("""var request = new HttpRequestMessage { RequestUri = new Uri($"https://api.acme.com/orders?id_token={{|TKG4003:value|}}") };""")]
    [InlineData("""var request = WebRequest.Create("https://api.acme.com/orders?access_token=" + {|TKG4003:accessToken|});""")]
    [InlineData("""using var socket = new ClientWebSocket(); await socket.ConnectAsync(new Uri($"wss://api.acme.com/live?access_token={{|TKG4003:accessToken|}}"), cancellation);""")]
    [InlineData("""navigation.NavigateTo($"/orders?access_token={{|TKG4003:accessToken|}}");""")]
    [InlineData("""navigation.NavigateTo($"https://app.acme.com/#/home?token={{|TKG4003:accessToken|}}");""")]
    public Task Token_in_the_url_of_a_request_is_reported(string body) => Verify.Reports(Client(body));

    [Theory]
    [InlineData("""await http.GetAsync(QueryHelpers.AddQueryString("https://api.acme.com/orders", "access_token", {|TKG4003:value|}));""")]
    [InlineData("""var url = QueryHelpers.AddQueryString(Root, new Dictionary<string, string?> { ["page"] = value, ["token"] = {|TKG4003:accessToken|} }); await http.GetAsync(url);""")]
    [InlineData("""var query = new Dictionary<string, string?>(); query["access_token"] = {|TKG4003:value|}; await http.GetAsync(QueryHelpers.AddQueryString(Root, query));""")]
    [InlineData("""var builder = new UriBuilder(Root); var query = HttpUtility.ParseQueryString(builder.Query); query["access_token"] = {|TKG4003:value|}; builder.Query = query.ToString(); await http.GetAsync(builder.Uri);""")]
    [InlineData("""var builder = new UriBuilder(Root) { Query = $"access_token={{|TKG4003:value|}}" }; await http.GetAsync(builder.ToString());""")]
    [InlineData("""var query = new QueryBuilder { { "access_token", {|TKG4003:value|} } }; await http.GetAsync(Root + query.ToString());""")]
    [InlineData("""await http.GetAsync(Root + "/orders" + QueryString.Create("access_token", {|TKG4003:value|}).ToString());""")]
    public Task Url_that_a_library_builds_is_reported(string body) => Verify.Reports(Client(body));

    [Theory]
    [InlineData("""var url = new StringBuilder("https://api.acme.com/orders"); url.Append("?access_token=").Append({|TKG4003:value|}); await http.GetAsync(url.ToString());""")]
    [InlineData("""var url = new StringBuilder(); url.Append(Root).Append("/orders?page=1"); url.Append($"&token={{|TKG4003:accessToken|}}"); await http.GetAsync(url.ToString());""")]
    [InlineData("""var url = Root + "/orders?page=" + value; url += "&access_token=" + {|TKG4003:value|}; await http.GetAsync(url);""")]
    [InlineData("""var url = Root + "?page=1"; if (value.Length > 0) url += "&q=" + value; if (token.Length > 0) url += "&access_token=" + {|TKG4003:value|}; await http.GetAsync(url);""")]
    [InlineData("""await http.GetAsync($"{Root}/orders?" + string.Join("&", "page=1", $"access_token={{|TKG4003:value|}}"));""")]
    [InlineData("""var url = value.Length == 0 ? Root : $"{Root}?access_token={{|TKG4003:value|}}"; await http.GetAsync(url);""")]
    [InlineData("""await http.GetAsync(new Uri(value.Length == 0 ? Root : $"{Root}?access_token={{|TKG4003:value|}}"));""")]
    [InlineData("""var query = new Dictionary<string, string> { ["page"] = "1", ["access_token"] = {|TKG4003:value|} }; await http.GetAsync(Root + "?" + string.Join("&", query.Select(pair => $"{pair.Key}={pair.Value}")));""")]
    [InlineData("""var query = new List<string> { "page=1", $"access_token={{|TKG4003:value|}}" }; await http.GetAsync(Root + "?" + string.Join("&", query));""")]
    [InlineData("""var query = await new FormUrlEncodedContent(new Dictionary<string, string> { ["access_token"] = {|TKG4003:value|} }).ReadAsStringAsync(); await http.GetAsync(Root + "?" + query);""")]
    public Task Url_that_grows_or_is_one_of_several_is_reported(string body) => Verify.Reports("using System.Text;\n" + Client(body));

    [Theory]
    [InlineData("""var url = new StringBuilder("https://graph.facebook.com/me"); url.Append($"?access_token={accessToken}"); await http.GetAsync(url.ToString());""")]
    [InlineData("""var url = "https://graph.facebook.com/me?v=1"; if (value.Length > 0) url += "&fields=" + value; url += "&access_token=" + accessToken; await http.GetAsync(url);""")]
    [InlineData("""var log = new StringBuilder(); log.Append("access_token=").Append(accessToken); await http.GetAsync(new StringBuilder(Root).Append("?page=").Append(value).ToString());""")]
    [InlineData("""await http.GetAsync(value.Length == 0 ? Root : $"https://graph.facebook.com/me?access_token={accessToken}");""")]
    public Task Url_that_grows_for_a_provider_or_without_token_is_silent(string body) => Verify.Silent("using System.Text;\n" + Client(body));

    [Theory]
    [InlineData("""var client = new HttpClient { BaseAddress = new Uri("https://graph.facebook.com/v2.8/") }; await client.GetStringAsync($"{value}?access_token={accessToken}");""")]
    [InlineData("""var client = new HttpClient { BaseAddress = new Uri("https://graph.facebook.com/v2.8/") }; var request = new HttpRequestMessage(HttpMethod.Get, $"me?access_token={accessToken}"); await client.SendAsync(request);""")]
    [InlineData("""await _graph.GetAsync("me?access_token=" + accessToken);""")]
    [InlineData("""var client = factory.CreateClient("graph"); await client.GetAsync("me?access_token=" + accessToken);""")]
    [InlineData("""var client = new RestSharp.RestClient("https://graph.facebook.com"); var request = new RestSharp.RestRequest("me"); request.AddQueryParameter("access_token", accessToken); await client.ExecuteAsync(request, cancellation);""")]
    [InlineData("""var client = new RestSharp.RestClient("https://graph.facebook.com"); var request = new RestSharp.RestRequest("me").AddQueryParameter("access_token", accessToken); await client.ExecuteAsync(request, cancellation);""")]
    [InlineData("""var client = new RestSharp.RestClient("https://graph.facebook.com"); var request = RestSharp.RestRequestExtensions.AddQueryParameter(new RestSharp.RestRequest("me"), "access_token", accessToken); await client.ExecuteAsync(request, cancellation);""")]
    [InlineData("""var client = new HttpClient { BaseAddress = new Uri("https://api.acme.com/") }; await client.GetStringAsync($"{value}?access_token={{|TKG4003:accessToken|}}");""")]
    public Task Relative_url_goes_where_its_client_says(string body) => Verify.Reports("using RestSharp;\n" + Client(body, """
            private static readonly IHttpClientFactory factory = null!;
            private readonly HttpClient _graph = new() { BaseAddress = new Uri("https://graph.facebook.com/") };
            public static void Add(IServiceCollection services) => services.AddHttpClient("graph", client => client.BaseAddress = new Uri("https://graph.facebook.com/"));
        """));

    [Fact]
    public Task Message_tells_the_place_of_a_refresh_token() =>
        Verify.ReportsMessages(
            Client("""await http.GetAsync($"{Root}?a={{|#0:accessToken|}}"); await http.GetAsync($"{Root}/renew?refresh_token={{|#1:value|}}");"""),
            new DiagnosticResult("TKG4003", DiagnosticSeverity.Warning).WithLocation(0).WithMessage("Access token 'accessToken' is part of the URL of a request, which servers and proxies on the way write to their logs; send it in the 'Authorization' header"),
            new DiagnosticResult("TKG4003", DiagnosticSeverity.Warning).WithLocation(1).WithMessage("'value', a refresh token from 'refresh_token', is part of the URL of a request, which servers and proxies on the way write to their logs; send it in the body of a POST"));

    [Theory]
    [InlineData("""await Get({|TKG4003:accessToken|});""")]
    [InlineData("""await GetUrl($"orders?access_token={{|TKG4003:value|}}");""")]
    [InlineData("""await http.GetAsync(UrlOf({|TKG4003:accessToken|}));""")]
    public Task Helper_is_reported_at_the_call(string body) => Verify.Reports(Client(body, """
            private Task Get(string text) => http.GetAsync($"orders?key={text}");
            private Task GetUrl(string url) => http.GetAsync(url);
            private static string UrlOf(string text) => $"{Root}/orders?q={text}";
        """));

    [Theory]
    [InlineData("""await http.GetAsync($"https://api.acme.com/orders?q={value}");""")]
    [InlineData("""await http.GetAsync($"https://api.acme.com/orders?token={token}");""")]
    [InlineData("""await http.GetAsync($"https://api.acme.com/orders?pageToken={value}&continuationToken={value}");""")]
    [InlineData("""await http.GetAsync($"https://api.acme.com/orders?access_token=public");""")]
    [InlineData("""await http.GetAsync($"https://login.acme.com/endsession?id_token_hint={value}");""")]
    [InlineData("""await http.GetAsync($"https://graph.facebook.com/me?fields=id&access_token={accessToken}");""")]
    [InlineData("""await http.GetAsync($"https://oauth2.googleapis.com/tokeninfo?id_token={value}");""")]
    [InlineData("""await http.GetAsync($"https://accounts.acme.com/o/oauth2/revoke?token={accessToken}");""")]
    [InlineData("""var mail = $"https://app.acme.com/reset-password?token={accessToken}"; Console.WriteLine(mail);""")]
    [InlineData("""navigation.NavigateTo($"/account/confirm-email?token={jwt}");""")]
    [InlineData("""navigation.NavigateTo($"/orders/{value}");""")]
    [InlineData("""var link = $"{root}/invitation?access_token={accessToken}"; await http.PostAsJsonAsync("mails", new { link });""")]
    [InlineData("""await http.GetAsync($"https://api.acme.com/orders?access_token={accessToken.Length}");""")]
    [InlineData("""await http.GetAsync($"https://api.acme.com/orders", cancellation);""")]
    [InlineData("""await http.GetAsync($"https://api.stackexchange.com/2.3/me?key={value}&access_token={accessToken}");""")]
    [InlineData("""var query = new Dictionary<string, string> { ["page"] = value }; await http.GetAsync(Root + "?" + string.Join("&", query.Select(pair => $"{pair.Key}={pair.Value}")));""")]
    public Task Other_parameters_and_places_are_silent(string body) => Verify.Silent(Client(body));

    [Fact]
    public Task Link_that_an_invitation_service_asks_for_is_silent() =>
        Verify.Silent(Client("""await http.GetAsync($"https://app.acme.com/open?token={jwt}");""", type: "InvitationService"));

    [Fact]
    public Task Allowed_host_is_silent() =>
        Verify.ReportsWith("tokenguard.allowed_query_hosts = maps.acme.com, https://photos.acme.org", Client("""
            await http.GetAsync($"https://maps.acme.com/tiles?access_token={accessToken}");
            await http.GetAsync($"https://eu.photos.acme.org/albums?access_token={accessToken}");
            await http.GetAsync($"https://api.acme.com/tiles?access_token={{|TKG4003:accessToken|}}");
            """));

    [Theory]
    [InlineData("""await "https://api.acme.com/orders".SetQueryParam("access_token", {|TKG4003:value|}).GetAsync();""")]
    [InlineData("""await Root.AppendPathSegment("orders").SetQueryParams(new { page = 1, token = {|TKG4003:accessToken|} }).GetAsync();""")]
    [InlineData("""await $"https://api.acme.com/orders?access_token={{|TKG4003:value|}}".GetAsync();""")]
    [InlineData("""await "https://graph.facebook.com/me".SetQueryParam("access_token", value).GetAsync();""")]
    [InlineData("""await "https://api.acme.com/orders".SetQueryParam("page", value).GetAsync();""")]
    public Task Flurl(string body) => Verify.Reports("using Flurl;\nusing Flurl.Http;\n" + Client(body));

    [Theory]
    [InlineData("""var request = new RestRequest($"orders?access_token={{|TKG4003:value|}}");""")]
    [InlineData("""var request = new RestRequest("orders"); request.AddQueryParameter("access_token", {|TKG4003:value|});""")]
    [InlineData("""var request = new RestRequest("orders").AddParameter("access_token", {|TKG4003:value|}, ParameterType.QueryString);""")]
    [InlineData("""var authenticator = new RestSharp.Authenticators.OAuth2.OAuth2UriQueryParameterAuthenticator({|TKG4003:value|});""")]
    [InlineData("""var request = new RestRequest("orders"); request.AddQueryParameter("page", value);""")]
    public Task RestSharp(string body) => Verify.Reports("using RestSharp;\n" + Client(body));

    [Fact]
    public Task SignalR() =>
        Verify.Reports("using Microsoft.AspNetCore.SignalR.Client;\n" + Client("""new HubConnectionBuilder().WithUrl($"https://api.acme.com/hub?access_token={{|TKG4003:value|}}", options => { });"""), "SignalR.cs");

    [Fact]
    public Task Refit() =>
        Verify.Reports(
            """
            using Refit;
            public interface IOrders
            {
                [Get("/orders")] Task<string> ByQuery(string access_token);
                [Get("/orders")] Task<string> ByAlias([AliasAs("access_token")] [Query] string text, int page);
                [Get("/orders")] Task<string> ByHeader([Authorize("Bearer")] string token, [Header("X-Other")] string accessToken);
                Task<string> Other(string access_token);
            }
            public class Orders(IOrders orders)
            {
                public async Task Get(string accessToken, string text)
                {
                    await orders.ByQuery({|TKG4003:text|});
                    await orders.ByAlias({|TKG4003:text|}, 1);
                    await orders.ByHeader(accessToken, accessToken);
                    await orders.Other(accessToken);
                }
            }
            """, "Refit.cs");

    [Theory]
    [InlineData("""await http.GetAsync($"https://api.acme.com/orders?access_token={{|TKG4003:accessToken|}}");""", """await http.SendAsync(new HttpRequestMessage(HttpMethod.Get, "https://api.acme.com/orders") { Headers = { Authorization = new System.Net.Http.Headers.AuthenticationHeaderValue("Bearer", accessToken) } });""")]
    [InlineData("""await http.GetAsync($"{Root}/orders?access_token={{|TKG4003:accessToken|}}&page=1", cancellation);""", """await http.SendAsync(new HttpRequestMessage(HttpMethod.Get, $"{Root}/orders?page=1") { Headers = { Authorization = new System.Net.Http.Headers.AuthenticationHeaderValue("Bearer", accessToken) } }, cancellation);""")]
    [InlineData("""await http.PostAsync("https://api.acme.com/orders?page=1&access_token=" + {|TKG4003:accessToken|}, content); // sent""", """await http.SendAsync(new HttpRequestMessage(HttpMethod.Post, "https://api.acme.com/orders?page=1") { Headers = { Authorization = new System.Net.Http.Headers.AuthenticationHeaderValue("Bearer", accessToken) }, Content = content }); // sent""")]
    [InlineData("""using var request = new HttpRequestMessage(HttpMethod.Get, $"https://api.acme.com/orders?access_token={{|TKG4003:accessToken|}}");""", """using var request = new HttpRequestMessage(HttpMethod.Get, "https://api.acme.com/orders") { Headers = { Authorization = new System.Net.Http.Headers.AuthenticationHeaderValue("Bearer", accessToken) } };""")]
    [InlineData("""await http.GetAsync($"orders?access_token={{|TKG4003:Uri.EscapeDataString(accessToken)|}}");""", """await http.SendAsync(new HttpRequestMessage(HttpMethod.Get, "orders") { Headers = { Authorization = new System.Net.Http.Headers.AuthenticationHeaderValue("Bearer", accessToken) } });""")]
    [InlineData("""await http.GetAsync($"orders?filter=}}a&access_token={{|TKG4003:accessToken|}}");""", """await http.SendAsync(new HttpRequestMessage(HttpMethod.Get, $"orders?filter=}}a") { Headers = { Authorization = new System.Net.Http.Headers.AuthenticationHeaderValue("Bearer", accessToken) } });""")]
    [InlineData("""await http.GetAsync(/* all */ $"orders?access_token={{|TKG4003:accessToken|}}" /* of them */, cancellation);""", """await http.SendAsync(/* all */ new HttpRequestMessage(HttpMethod.Get, "orders") { Headers = { Authorization = new System.Net.Http.Headers.AuthenticationHeaderValue("Bearer", accessToken) } } /* of them */, cancellation);""")]
    public Task Token_goes_into_the_header(string before, string after) =>
        Verify.Fixes(Client($"// the orders\n{before}"), Client($"// the orders\n{after}"));

    [Fact]
    public Task Short_name_of_the_header_is_used_where_it_is_known() =>
        Verify.Fixes(
            "using System.Net.Http.Headers;\n" + Client("""await http.DeleteAsync($"orders?access_token={{|TKG4003:accessToken|}}");"""),
            "using System.Net.Http.Headers;\n" + Client("""await http.SendAsync(new HttpRequestMessage(HttpMethod.Delete, "orders") { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", accessToken) } });"""));

    [Fact]
    public Task Flurl_gets_a_bearer_token() =>
        Verify.Fixes(
            "using Flurl;\nusing Flurl.Http;\n" + Client("""await "https://api.acme.com/orders".SetQueryParam("access_token", {|TKG4003:accessToken|}).GetAsync();"""),
            "using Flurl;\nusing Flurl.Http;\n" + Client("""await "https://api.acme.com/orders".WithOAuthBearerToken(accessToken).GetAsync();"""));

    [Fact]
    public Task RestSharp_gets_a_header() =>
        Verify.Fixes(
            "using RestSharp;\n" + Client("""var request = new RestRequest("orders"); request.AddQueryParameter("access_token", {|TKG4003:accessToken|});"""),
            "using RestSharp;\n" + Client("""var request = new RestRequest("orders"); request.AddHeader("Authorization", "Bearer " + accessToken);"""));

    [Theory]
    [InlineData("""await http.GetStringAsync($"https://api.acme.com/orders?access_token={{|TKG4003:accessToken|}}");""")]
    [InlineData("""await http.GetAsync($"https://api.acme.com/orders?auth=Bearer%20{{|TKG4003:accessToken|}}-x");""")]
    [InlineData("""await http.PostAsync("orders?access_token=" + {|TKG4003:accessToken|}, /* all */ content);""")]
    [InlineData("""await http.GetAsync("orders?access_token=" + /* ours */ {|TKG4003:accessToken|});""")]
    [InlineData("""await http.GetAsync($"renew?refresh_token={{|TKG4003:value|}}");""")]
    public Task What_does_not_become_one_expression_is_left(string body) => Verify.OffersNoFix(Client(body));
}
