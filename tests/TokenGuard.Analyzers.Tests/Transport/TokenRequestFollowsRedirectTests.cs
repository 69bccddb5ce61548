using TokenGuard.Analyzers.Transport;
using TokenGuard.CodeFixes.Transport;

namespace TokenGuard.Analyzers.Tests.Transport;

using Verify = Verify<TokenRequestFollowsRedirectAnalyzer, TokenRequestFollowsRedirectCodeFix>;

public class TokenRequestFollowsRedirectTests
{
    private const string Form = """new FormUrlEncodedContent(new Dictionary<string, string> { ["grant_type"] = "refresh_token", ["refresh_token"] = value })""";

    private static string Client(string body, string members = "") =>
        $$"""
        using Duende.IdentityModel.Client;

        public class Tokens(HttpClient injected, IHttpClientFactory factory)
        {
            private static readonly HttpClient Shared = new();

            public async Task Do(string value)
            {
                _ = (injected, factory, Shared);
                await Task.CompletedTask;
                {{body}}
            }
            {{members}}
        }
        """;

    [Theory]
    [InlineData("using var http = new HttpClient(); await http.{|TKG4007:PostAsync|}(\"https://login.acme.com/token\", $FORM$);")]
    [InlineData("await Shared.{|TKG4007:PostAsync|}(\"https://login.acme.com/token\", $FORM$);")]
    [InlineData("using var http = new HttpClient(new HttpClientHandler { UseCookies = false }); await http.{|TKG4007:PostAsync|}(\"https://login.acme.com/token\", $FORM$);")]
    [InlineData("using var http = new HttpClient(); using var request = new HttpRequestMessage(HttpMethod.Post, \"https://login.acme.com/token\") { Content = $FORM$ }; await http.{|TKG4007:SendAsync|}(request);")]
    [InlineData("using var http = new HttpClient(); var request = new HttpRequestMessage(HttpMethod.Post, \"https://login.acme.com/token\"); request.Content = $FORM$; await http.{|TKG4007:SendAsync|}(request);")]
    [InlineData("using var http = new HttpClient(); await http.{|TKG4007:RequestRefreshTokenAsync|}(new RefreshTokenRequest { Address = \"https://login.acme.com/token\", RefreshToken = value });")]
    public Task Client_that_follows_redirects_is_reported(string body) => Verify.Reports(Client(body.Replace("$FORM$", Form, StringComparison.Ordinal)));

    [Theory]
    [InlineData("using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }); await http.PostAsync(\"https://login.acme.com/token\", $FORM$);")]
    [InlineData("var handler = new HttpClientHandler(); handler.AllowAutoRedirect = false; using var http = new HttpClient(handler); await http.PostAsync(\"https://login.acme.com/token\", $FORM$);")]
    [InlineData("await injected.PostAsync(\"https://login.acme.com/token\", $FORM$);")]
    [InlineData("await factory.CreateClient().PostAsync(\"https://login.acme.com/token\", $FORM$);")]
    [InlineData("using var http = new HttpClient(); await http.PostAsync(\"https://api.acme.com/orders\", new FormUrlEncodedContent(new Dictionary<string, string> { [\"q\"] = value }));")]
    [InlineData("using var http = new HttpClient(); await http.GetAsync(\"https://api.acme.com/orders\");")]
    public Task Client_that_follows_none_or_is_not_known_is_silent(string body) => Verify.Silent(Client(body.Replace("$FORM$", Form, StringComparison.Ordinal)));

    [Theory]
    [InlineData("""services.AddHttpClient<Tokens>(client => client.Timeout = TimeSpan.FromSeconds(5));""", true)]
    [InlineData("""services.AddHttpClient<Tokens>().ConfigurePrimaryHttpMessageHandler(() => new HttpClientHandler { AllowAutoRedirect = false });""", false)]
    public Task Registered_client(string registration, bool isReported) =>
        Verify.Reports(
            Client($"await injected.{(isReported ? "{|TKG4007:PostAsync|}" : "PostAsync")}(\"https://login.acme.com/token\", {Form});")
            + $"public static class Startup {{ public static void Add(IServiceCollection services) {{ {registration} }} }}");

    [Theory]
    [InlineData("new HttpClient()", "new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false })")]
    [InlineData("new HttpClient { Timeout = TimeSpan.FromSeconds(5) }", "new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = TimeSpan.FromSeconds(5) }")]
    [InlineData("new HttpClient(new HttpClientHandler { UseCookies = false })", "new HttpClient(new HttpClientHandler { UseCookies = false, AllowAutoRedirect = false })")]
    [InlineData("new HttpClient(new HttpClientHandler())", "new HttpClient(new HttpClientHandler() { AllowAutoRedirect = false })")]
    public Task Redirects_are_not_followed(string before, string after) =>
        Verify.Fixes(
            Client($"using var http = {before}; // once\nawait http.{{|TKG4007:PostAsync|}}(\"https://login.acme.com/token\", {Form});"),
            Client($"using var http = {after}; // once\nawait http.PostAsync(\"https://login.acme.com/token\", {Form});"));
}
