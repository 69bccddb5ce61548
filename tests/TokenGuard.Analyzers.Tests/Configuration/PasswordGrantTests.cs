using Check = TokenGuard.Analyzers.Tests.Verify<TokenGuard.Analyzers.Configuration.AuthenticationSetupAnalyzer, Microsoft.CodeAnalysis.Testing.EmptyCodeFixProvider>;

namespace TokenGuard.Analyzers.Tests.Configuration;

public class PasswordGrantTests
{
    [Theory]
    [InlineData("new FormUrlEncodedContent(new[] { {|TKG7006:new KeyValuePair<string, string>(\"grant_type\", \"password\")|}, new KeyValuePair<string, string>(\"username\", user) })")]
    [InlineData("new FormUrlEncodedContent(new Dictionary<string, string> { {|TKG7006:[\"grant_type\"] = \"password\"|}, [\"username\"] = user })")]
    [InlineData("new FormUrlEncodedContent(new Dictionary<string, string> { {|TKG7006:{ \"grant_type\", \"password\" }|}, { \"username\", user } })")]
    [InlineData("new StringContent({|TKG7006:\"grant_type=password&username=\"|} + user)")]
    [InlineData("new StringContent($\"{|TKG7006:grant_type=password&username=|}{user}\")")]
    [InlineData("new StringContent({|TKG7006:\"client_id=web&grant_type=password\"|})")]
    [InlineData("{|TKG7006:RestSharp.RestRequestExtensions.AddParameter(new RestSharp.RestRequest(), \"grant_type\", \"password\")|}")]
    public Task A_request_of_it_is_reported(string request) => Check.Reports(Method(request));

    [Fact]
    public Task Duende_IdentityModel_is_reported() =>
        Check.Reports(
            """
            using Duende.IdentityModel.Client;
            class C
            {
                Task<TokenResponse> M(HttpClient http, string user, string password) =>
                    http.{|TKG7006:RequestPasswordTokenAsync|}(new PasswordTokenRequest { Address = "https://login.example.com/token", ClientId = "web", UserName = user, Password = password });
            }
            """);

    [Fact]
    public Task Msal_is_reported_on_stubs() =>
        Check.Reports(
            """
            using Microsoft.Identity.Client;
            class C { object M(IPublicClientApplication app, string user, string password) => app.{|TKG7006:AcquireTokenByUsernamePassword|}(["User.Read"], user, password); }
            """,
            "IdentityClient.cs");

    [Fact]
    public Task OpenIddict_is_reported() =>
        Check.Reports(
            """
            var builder = WebApplication.CreateBuilder(args);
            builder.Services.AddOpenIddict().AddServer(options => options.{|TKG7006:AllowPasswordFlow|}().AllowRefreshTokenFlow());
            """);

    [Theory]
    [InlineData("ResourceOwnerPassword")]
    [InlineData("ResourceOwnerPasswordAndClientCredentials")]
    public async Task A_client_of_IdentityServer_is_reported_on_stubs(string grant)
    {
        const string Source = "using Duende.IdentityServer.Models; class Config { public static Client Client => new() { AllowedGrantTypes = {|TKG7006:GrantTypes.GRANT|} }; }";
        await Check.Reports(Source.Replace("GRANT", grant, StringComparison.Ordinal), "Duende.IdentityServer.cs");
        await Check.Reports(Source.Replace("GRANT", grant, StringComparison.Ordinal).Replace("Duende.IdentityServer", "IdentityServer4", StringComparison.Ordinal), "IdentityServer4.cs");
    }

    [Theory]
    [InlineData("new FormUrlEncodedContent(new Dictionary<string, string> { [\"grant_type\"] = \"client_credentials\" })")]
    [InlineData("new FormUrlEncodedContent(new Dictionary<string, string> { [\"grant_type\"] = \"refresh_token\" })")]
    [InlineData("new FormUrlEncodedContent(new Dictionary<string, string> { [\"type\"] = \"password\" })")]
    [InlineData("new KeyValuePair<string, string>(\"input\", \"password\")")]
    [InlineData("new StringContent(\"grant_type=client_credentials&scope=password\")")]
    [InlineData("new StringContent(\"grant_type=password_reset\")")]
    [InlineData("user == \"password\"")]
    public Task Other_grants_and_values_are_silent(string expression) => Check.Silent(Method(expression));

    [Fact]
    public Task Other_methods_of_these_names_are_silent() =>
        Check.Silent("class Server { public Server AllowPasswordFlow() => this; public object AcquireTokenByUsernamePassword() => this; } class C { object o = new Server().AllowPasswordFlow().AcquireTokenByUsernamePassword(); }");

    [Fact]
    public Task A_test_project_is_silent() =>
        Check.ReportsWith("build_property.IsTestProject = true", Method("new KeyValuePair<string, string>(\"grant_type\", \"password\")"));

    private static string Method(string expression) => $"class C {{ object M(string user) => {expression}; }}";
}
