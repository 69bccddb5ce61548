using TokenGuard.Analyzers.Transport;

namespace TokenGuard.Analyzers.Tests.Transport;

using Verify = Verify<TokenToUnboundHostAnalyzer>;

public class TokenToUnboundHostTests
{
    private static string Handler(string body, string type = "DelegatingHandler", string members = "") =>
        $$"""
        using System.Net.Http.Headers;
        using Microsoft.AspNetCore.Authentication;

        public interface ITokens { Task<string> GetAsync(); }

        public class TokenHandler(ITokens tokens, IHttpContextAccessor accessor) : {{type}}
        {
            protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
            {
                _ = (tokens, accessor);
                {{body}}
                return await base.SendAsync(request, cancellationToken);
            }
            {{members}}
        }
        """;

    [Theory]
    [InlineData("""var accessToken = await tokens.GetAsync(); request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", {|TKG4008:accessToken|});""")]
    [InlineData("""var token = await accessor.HttpContext!.GetTokenAsync("access_token"); request.Headers.Add("Authorization", $"Bearer {{|TKG4008:token|}}");""")]
    [InlineData("""request.Headers.TryAddWithoutValidation("X-Access-Token", {|TKG4008:await accessor.HttpContext!.GetTokenAsync("access_token")|});""")]
    public Task Handler_that_looks_at_no_url_is_reported(string body) => Verify.Reports(Handler(body));

    [Theory]
    [InlineData("""if (request.RequestUri!.Host == "api.acme.com") { request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await tokens.GetAsync()); }""")]
    [InlineData("""if (IsOurs(request)) { request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await tokens.GetAsync()); }""")]
    [InlineData("""request.Headers.Add("X-Correlation-Id", await tokens.GetAsync());""")]
    [InlineData("""var own = new HttpRequestMessage(HttpMethod.Post, "https://login.acme.com/token"); own.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await tokens.GetAsync());""")]
    public Task Handler_that_looks_at_the_url_or_adds_no_token_is_silent(string body) =>
        Verify.Silent(Handler(body, members: body.Contains("IsOurs", StringComparison.Ordinal) ? """private static bool IsOurs(HttpRequestMessage request) => request.RequestUri?.Host == "api.acme.com";""" : ""));

    [Fact]
    public Task Other_code_is_silent() =>
        Verify.Silent(
            """
            using System.Net.Http.Headers;
            public class Orders(HttpClient http)
            {
                public Task Send(HttpRequestMessage request, string accessToken)
                {
                    request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);
                    return http.SendAsync(request);
                }
            }
            """);

    [Theory]
    [InlineData("""handler.ConfigureHandler(authorizedUrls: new[] { {|TKG4008:"https://"|} });""")]
    [InlineData("""handler.ConfigureHandler([{|TKG4008:"/"|}, "https://api.acme.com"]);""")]
    [InlineData("""handler.ConfigureHandler(authorizedUrls: new[] { "https://api.acme.com" }, scopes: new[] { "orders" });""")]
    public Task Handler_of_webassembly(string body) =>
        Verify.Reports(
            $$"""
            using Microsoft.AspNetCore.Components.WebAssembly.Authentication;
            public static class Tokens { public static void Set(AuthorizationMessageHandler handler) { {{body}} } }
            namespace Microsoft.AspNetCore.Components.WebAssembly.Authentication
            {
                public class AuthorizationMessageHandler : DelegatingHandler
                {
                    public AuthorizationMessageHandler ConfigureHandler(IEnumerable<string> authorizedUrls, IEnumerable<string>? scopes = null) => this;
                }
            }
            """);
}
