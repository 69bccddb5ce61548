using TokenGuard.Analyzers.Transport;
using TokenGuard.CodeFixes.Transport;

namespace TokenGuard.Analyzers.Tests.Transport;

using Verify = Verify<TokenInCustomHeaderAnalyzer, TokenInCustomHeaderCodeFix>;

public class TokenInCustomHeaderTests
{
    private static string Client(string body, string members = "", string type = "OrdersClient") =>
        $$"""
        using System.Net;
        using System.Net.Http.Headers;

        public class {{type}}(HttpClient http)
        {
            public async Task Do(string accessToken, string refreshToken, string token, string apiKey, string csrfToken, HttpRequestMessage request)
            {
                _ = http;
                await Task.CompletedTask;
                {{body}}
            }
            {{members}}
        }
        """;

    [Theory]
    [InlineData("""request.Headers.Add("X-Access-Token", {|TKG4006:accessToken|});""")]
    [InlineData("""request.Headers.Add("X-Auth-Token", {|TKG4006:token|});""")]
    [InlineData("""request.Headers.TryAddWithoutValidation("token", {|TKG4006:token|});""")]
    [InlineData("""request.Headers.Add("accessToken", $"{{|TKG4006:accessToken|}}");""")]
    [InlineData("""request.Headers.Add("jwt", "Bearer " + {|TKG4006:token|});""")]
    [InlineData("""http.DefaultRequestHeaders.Add("x-jwt-token", {|TKG4006:accessToken|});""")]
    [InlineData("""var web = WebRequest.Create("https://api.acme.com"); web.Headers.Add("X-Access-Token", {|TKG4006:accessToken|}); web.Headers["X-Token"] = {|TKG4006:accessToken|};""")]
    public Task Token_in_a_header_of_its_own_is_reported(string body) => Verify.Reports(Client(body));

    [Fact]
    public Task Helper_that_knows_the_header_is_reported_itself_and_one_that_is_given_it_at_the_call() =>
        Verify.Reports(Client("""Add(request, accessToken); AddNamed(request, "X-User-Token", {|TKG4006:accessToken|}); AddNamed(request, "X-Page", token);""", """
            private static void Add(HttpRequestMessage message, string value) => message.Headers.Add("X-Token", {|TKG4006:value|});
            private static void AddNamed(HttpRequestMessage message, string name, string value) => message.Headers.Add(name, value);
        """));

    [Theory]
    [InlineData("""request.Headers.Add("Authorization", "Bearer " + accessToken);""")]
    [InlineData("""request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);""")]
    [InlineData("""request.Headers.Add("X-Api-Key", apiKey);""")]
    [InlineData("""request.Headers.Add("X-CSRF-TOKEN", csrfToken);""")]
    [InlineData("""request.Headers.Add("X-Vault-Token", token);""")]
    [InlineData("""request.Headers.Add("PRIVATE-TOKEN", token);""")]
    [InlineData("""request.Headers.Add("X-Amz-Security-Token", accessToken);""")]
    [InlineData("""request.Headers.Add("X-Shopify-Access-Token", accessToken);""")]
    [InlineData("""request.Headers.Add("X-Access-Token", "public");""")]
    [InlineData("""request.Headers.Add("X-Access-Token-Type", token);""")]
    [InlineData("""request.Headers.Add("Cookie", "access_token=" + accessToken);""")]
    [InlineData("""request.Headers.Add("X-Token", refreshToken);""")]
    [InlineData("""request.Headers.Add("X-Token", refreshToken.GetHashCode().ToString());""")]
    public Task Authorization_and_headers_of_others_are_silent(string body) => Verify.Silent(Client(body));

    [Fact]
    public Task OpenStack_takes_its_token_there() => Verify.Silent(Client("""request.Headers.Add("X-Auth-Token", accessToken);""", type: "KeystoneClient"));

    [Theory]
    [InlineData("""await "https://api.acme.com".WithHeader("X-Access-Token", {|TKG4006:accessToken|}).GetAsync();""")]
    [InlineData("""await "https://api.acme.com".WithCookie("token", accessToken).GetAsync();""")]
    public Task Flurl(string body) => Verify.Reports("using Flurl.Http;\n" + Client(body));

    [Theory]
    [InlineData("""new RestRequest("orders").AddHeader("X-Access-Token", {|TKG4006:accessToken|});""")]
    [InlineData("""new RestClient("https://api.acme.com").AddDefaultHeader("token", {|TKG4006:token|});""")]
    public Task RestSharp(string body) => Verify.Reports("using RestSharp;\n" + Client(body));

    [Fact]
    public Task Grpc() => Verify.Reports("using Grpc.Core;\n" + Client("""var headers = new Metadata { { "x-access-token", {|TKG4006:accessToken|} }, { "trace", token } };"""), "Grpc.cs");

    [Theory]
    [InlineData("""request.Headers.Add("X-Access-Token", {|TKG4006:accessToken|}); // the user's""", """request.Headers.Add("Authorization", "Bearer " + accessToken); // the user's""")]
    [InlineData("""request.Headers.TryAddWithoutValidation("jwt", $"Bearer {{|TKG4006:token|}}");""", """request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");""")]
    [InlineData("""http.DefaultRequestHeaders.Add("token", {|TKG4006:token ?? ""|});""", """http.DefaultRequestHeaders.Add("Authorization", "Bearer " + (token ?? ""));""")]
    public Task Token_goes_into_authorization(string before, string after) => Verify.Fixes(Client(before), Client(after));

    [Fact]
    public Task Request_that_is_authorized_already_is_left() =>
        Verify.OffersNoFix(Client("""request.Headers.Authorization = new AuthenticationHeaderValue("Basic", apiKey); request.Headers.Add("X-Access-Token", {|TKG4006:accessToken|});"""));
}
