using Check = TokenGuard.Analyzers.Tests.Verify<TokenGuard.Analyzers.Configuration.AuthenticationSetupAnalyzer, TokenGuard.CodeFixes.Configuration.ImplicitFlowCodeFix>;

namespace TokenGuard.Analyzers.Tests.Configuration;

public class ImplicitFlowTests
{
    [Theory]
    [InlineData(".AddOpenIdConnect(options => { {|TKG7005:options.ResponseType = \"token\"|}; })")]
    [InlineData(".AddOpenIdConnect(options => { {|TKG7005:options.ResponseType = \"id_token token\"|}; })")]
    [InlineData(".AddOpenIdConnect(options => {|TKG7005:options.ResponseType = Microsoft.IdentityModel.Protocols.OpenIdConnect.OpenIdConnectResponseType.CodeToken|})")]
    [InlineData(".AddOpenIdConnect(options => { {|TKG7005:options.ResponseType = Microsoft.IdentityModel.Protocols.OpenIdConnect.OpenIdConnectResponseType.CodeIdTokenToken|}; })")]
    [InlineData(".{|TKG7005:AddOpenIdConnect|}(options => { options.Authority = \"https://login.example.com\"; options.ClientSecret = builder.Configuration[\"Secret\"]; })")]
    [InlineData(".Services.AddOpenIddict().AddServer(options => options.{|TKG7005:AllowImplicitFlow|}())")]
    [InlineData(".Services.AddOpenIddict().AddServer(options => options.{|TKG7005:AllowHybridFlow|}())")]
    public Task An_access_token_in_a_redirect_is_reported(string call) => Check.Reports(Program(call));

    [Theory]
    [InlineData(".AddOpenIdConnect(options => { options.ResponseType = \"code\"; options.ClientSecret = builder.Configuration[\"Secret\"]; })")]
    [InlineData(".AddOpenIdConnect(options => { options.ResponseType = \"id_token\"; })")]
    [InlineData(".AddOpenIdConnect(options => { options.ResponseType = \"code id_token\"; })")]
    [InlineData(".AddOpenIdConnect(options => { options.ResponseType = builder.Configuration[\"ResponseType\"]!; options.ClientSecret = builder.Configuration[\"Secret\"]; })")]
    [InlineData(".AddOpenIdConnect(options => { options.Authority = \"https://login.example.com\"; options.SaveTokens = true; })")]
    [InlineData(".AddOpenIdConnect(options => { options.ClientSecret = builder.Configuration[\"Secret\"]; builder.Configuration.Bind(\"Oidc\", options); })")]
    [InlineData(".AddOpenIdConnect(options => { options.ClientSecret = builder.Configuration[\"Secret\"]; }).Services.PostConfigureAll<OpenIdConnectOptions>(options => options.ResponseType = \"code\")")]
    [InlineData(".AddOpenIdConnect(options => { options.ResponseType = \"id_token token\"; options.ResponseType = \"code\"; })")]
    [InlineData(".Services.AddOpenIddict().AddServer(options => options.AllowAuthorizationCodeFlow().RequireProofKeyForCodeExchange())")]
    public Task A_code_or_an_identity_token_is_silent(string call) => Check.Silent("using Microsoft.AspNetCore.Authentication.OpenIdConnect;\n" + Program(call));

    [Fact]
    public Task Blazor_and_Owin_are_reported_on_stubs() =>
        Check.Reports(
            """
            namespace Microsoft.AspNetCore.Components.WebAssembly.Authentication
            {
                public class OidcProviderOptions { public string? ResponseType { get; set; } }
            }

            namespace Microsoft.Owin.Security.OpenIdConnect
            {
                public class OpenIdConnectAuthenticationOptions { public string? ResponseType { get; set; } }
            }

            class C
            {
                object a = new Microsoft.AspNetCore.Components.WebAssembly.Authentication.OidcProviderOptions { {|TKG7005:ResponseType = "id_token token"|} };
                object b = new Microsoft.AspNetCore.Components.WebAssembly.Authentication.OidcProviderOptions { ResponseType = "code" };
                object c = new Microsoft.Owin.Security.OpenIdConnect.OpenIdConnectAuthenticationOptions { {|TKG7005:ResponseType = "code id_token token"|} };
            }
            """);

    [Theory]
    [InlineData("AllowedGrantTypes = {|TKG7005:GrantTypes.Implicit|}")]
    [InlineData("AllowedGrantTypes = {|TKG7005:GrantTypes.ImplicitAndClientCredentials|}")]
    [InlineData("{|TKG7005:AllowAccessTokensViaBrowser = true|}")]
    [InlineData("AllowedGrantTypes = GrantTypes.HybridAndClientCredentials, {|TKG7005:AllowAccessTokensViaBrowser = true|}")]
    public async Task A_client_of_IdentityServer_is_reported_on_stubs(string member)
    {
        await Check.Reports(Client("Duende.IdentityServer.Models", member), "Duende.IdentityServer.cs");
        await Check.Reports(Client("IdentityServer4.Models", member), "IdentityServer4.cs");
    }

    [Theory]
    [InlineData("AllowedGrantTypes = GrantTypes.Code")]
    [InlineData("AllowedGrantTypes = GrantTypes.Hybrid")] // without AllowAccessTokensViaBrowser no access token comes back in the redirect
    [InlineData("AllowAccessTokensViaBrowser = false")]
    [InlineData("AllowedGrantTypes = GrantTypes.Code, AllowAccessTokensViaBrowser = true")] // of no effect
    [InlineData("AllowedGrantTypes = GrantTypes.ClientCredentials, AllowAccessTokensViaBrowser = true")]
    public Task Other_clients_of_IdentityServer_are_silent_on_stubs(string member) =>
        Check.Silent(Client("Duende.IdentityServer.Models", member), "Duende.IdentityServer.cs");

    [Fact]
    public Task Types_that_look_alike_are_silent() =>
        Check.Silent("static class GrantTypes { public static string Implicit => \"i\"; } class Request { public string? ResponseType { get; set; } public string? AllowedGrantTypes { get; set; } } class C { Request r = new() { ResponseType = \"token\", AllowedGrantTypes = GrantTypes.Implicit }; }");

    [Fact]
    public Task The_fix_asks_for_a_code() =>
        Check.Fixes(
            Program(".AddOpenIdConnect(options => {|TKG7005:options.ResponseType = \"id_token token\"|})"),
            Program(".AddOpenIdConnect(options => options.ResponseType = \"code\")"));

    [Fact]
    public Task The_fix_sets_what_was_left_out() =>
        Check.Fixes(
            """
            static class Setup
            {
                public static void Add(Microsoft.AspNetCore.Authentication.AuthenticationBuilder authentication, IConfiguration configuration) =>
                    authentication.{|TKG7005:AddOpenIdConnect|}("Company", options =>
                    {
                        options.ClientSecret = configuration["Secret"];
                    });
            }
            """,
            """
            static class Setup
            {
                public static void Add(Microsoft.AspNetCore.Authentication.AuthenticationBuilder authentication, IConfiguration configuration) =>
                    authentication.AddOpenIdConnect("Company", options =>
                    {
                        options.ClientSecret = configuration["Secret"];
                        options.ResponseType = "code";
                    });
            }
            """);

    [Theory]
    [InlineData("AllowedGrantTypes = {|TKG7005:GrantTypes.Implicit|}", "AllowedGrantTypes = GrantTypes.Code")]
    [InlineData("{|TKG7005:AllowAccessTokensViaBrowser = true|}", "AllowAccessTokensViaBrowser = false")]
    public Task The_fix_of_a_client_of_IdentityServer_on_stubs(string before, string after) =>
        Check.Fixes(Client("Duende.IdentityServer.Models", before), Client("Duende.IdentityServer.Models", after), stubs: "Duende.IdentityServer.cs");

    private static string Client(string @namespace, string member) =>
        $$"""
        using {{@namespace}};
        class Config { public static IEnumerable<Client> Clients => [new Client { ClientId = "web", {{member}} }]; }
        """;

    private static string Program(string statement) => $"var builder = WebApplication.CreateBuilder(args);\nbuilder.Services.AddAuthentication(){statement};";
}
