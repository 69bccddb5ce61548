using ServerFix = TokenGuard.Analyzers.Tests.Verify<TokenGuard.Analyzers.Configuration.AuthenticationSetupAnalyzer, TokenGuard.CodeFixes.Configuration.PkceNotRequiredCodeFix>;
using Check = TokenGuard.Analyzers.Tests.Verify<TokenGuard.Analyzers.Configuration.AuthenticationSetupAnalyzer, TokenGuard.CodeFixes.Configuration.PkceDisabledCodeFix>;

namespace TokenGuard.Analyzers.Tests.Configuration;

public class PkceDisabledTests
{
    [Theory]
    [InlineData(".AddOpenIdConnect(options => { options.ResponseType = \"code\"; {|TKG7004:options.UsePkce = false|}; })")]
    [InlineData(".AddOAuth(\"GitHub\", options => {|TKG7004:options.UsePkce = false|})")]
    [InlineData(".{|TKG7004:AddOAuth|}(\"GitHub\", options => { options.ClientId = \"web\"; options.Scope.Add(\"user\"); })")]
    [InlineData(".{|TKG7004:AddOAuth|}(\"GitHub\", \"GitHub\", options => options.ClientId = \"web\")")]
    [InlineData(".Services.AddOpenIddict().AddServer(options => options.{|TKG7004:AllowAuthorizationCodeFlow|}().AllowRefreshTokenFlow())")]
    public Task A_client_or_server_without_it_is_reported(string call) => Check.Reports(Program(call));

    [Theory]
    [InlineData(".AddOpenIdConnect(options => { options.ResponseType = \"code\"; options.UsePkce = true; })")]
    [InlineData(".AddOpenIdConnect(options => { options.ResponseType = \"code\"; })")]
    [InlineData(".AddOpenIdConnect(options => { options.ResponseType = \"id_token\"; options.UsePkce = false; })")]
    [InlineData(".AddOpenIdConnect(options => { options.UsePkce = builder.Configuration.GetValue<bool>(\"Pkce\"); })")]
    [InlineData(".AddOAuth(\"GitHub\", options => { options.ClientId = \"web\"; options.UsePkce = true; })")]
    [InlineData(".AddOAuth(\"GitHub\", options => builder.Configuration.Bind(\"GitHub\", options))")]
    [InlineData(".AddOAuth(\"GitHub\", options => { options.ClientId = \"web\"; Setup.Configure(options); })")]
    [InlineData(".AddOAuth(\"GitHub\", Setup.Configure)")]
    [InlineData(".AddOAuth<GoogleOptions, GoogleHandler>(\"Google\", options => options.ClientId = \"web\")")]
    [InlineData(".Services.AddOpenIddict().AddServer(options => options.AllowAuthorizationCodeFlow().RequireProofKeyForCodeExchange())")]
    [InlineData(".Services.AddOpenIddict().AddServer(options => { options.RequireProofKeyForCodeExchange(); options.AllowAuthorizationCodeFlow(); })")]
    [InlineData(".Services.AddOpenIddict().AddServer(options => options.AllowClientCredentialsFlow())")]
    public Task With_it_or_configured_elsewhere_is_silent(string call) =>
        Check.Silent(
            Program(call)
            + """

            static class Setup { public static void Configure(Microsoft.AspNetCore.Authentication.OAuth.OAuthOptions options) => options.UsePkce = true; }
            class GoogleOptions : Microsoft.AspNetCore.Authentication.OAuth.OAuthOptions;
            class GoogleHandler(Microsoft.Extensions.Options.IOptionsMonitor<GoogleOptions> options, ILoggerFactory loggers, System.Text.Encodings.Web.UrlEncoder encoder)
                : Microsoft.AspNetCore.Authentication.OAuth.OAuthHandler<GoogleOptions>(options, loggers, encoder);
            """);

    [Fact]
    public Task A_server_that_asks_it_of_each_client_is_silent() =>
        Check.Silent(
            Program(".Services.AddOpenIddict().AddServer(options => options.AllowAuthorizationCodeFlow())")
            + """

            static class Clients
            {
                public static OpenIddict.Abstractions.OpenIddictApplicationDescriptor Web => new()
                {
                    Requirements = { OpenIddict.Abstractions.OpenIddictConstants.Requirements.Features.ProofKeyForCodeExchange },
                };
            }
            """);

    [Theory]
    [InlineData("{|TKG7004:RequirePkce = false|}")]
    [InlineData("{|TKG7004:AllowPlainTextPkce = true|}")]
    public async Task A_client_of_IdentityServer_is_reported_on_stubs(string member)
    {
        await Check.Reports(Client("Duende.IdentityServer.Models", member), "Duende.IdentityServer.cs");
        await Check.Reports(Client("IdentityServer4.Models", member), "IdentityServer4.cs");
    }

    [Fact]
    public Task A_client_of_IdentityServer_with_the_defaults_is_silent_on_stubs() =>
        Check.Silent(Client("Duende.IdentityServer.Models", "RequirePkce = true, AllowPlainTextPkce = false"), "Duende.IdentityServer.cs");

    [Theory]
    [InlineData("GrantTypes.ClientCredentials", "RequirePkce = false")]
    [InlineData("GrantTypes.Code", "{|TKG7004:RequirePkce = false|}")]
    [InlineData("GrantTypes.HybridAndClientCredentials", "{|TKG7004:RequirePkce = false|}")]
    public Task A_client_that_gets_no_code_is_silent_on_stubs(string grants, string member) =>
        Check.Reports(Client("Duende.IdentityServer.Models", $"AllowedGrantTypes = {grants}, {member}"), "Duende.IdentityServer.cs");

    [Fact]
    public Task Types_that_look_alike_are_silent() =>
        Check.Silent("class Settings { public bool UsePkce { get; set; } public bool RequirePkce { get; set; } } class C { Settings s = new() { UsePkce = false, RequirePkce = false }; }");

    [Fact]
    public Task The_fix_of_a_client_uses_it_everywhere_at_once() =>
        Check.Fixes(
            """
            static class Setup
            {
                public static void Add(Microsoft.AspNetCore.Authentication.AuthenticationBuilder authentication)
                {
                    authentication.AddOpenIdConnect(options => {|TKG7004:options.UsePkce = false|});
                    authentication.{|TKG7004:AddOAuth|}("GitHub", options =>
                    {
                        options.ClientId = "web";
                        options.SaveTokens = true; // for the API
                    });
                }
            }
            """,
            """
            static class Setup
            {
                public static void Add(Microsoft.AspNetCore.Authentication.AuthenticationBuilder authentication)
                {
                    authentication.AddOpenIdConnect(options => options.UsePkce = true);
                    authentication.AddOAuth("GitHub", options =>
                    {
                        options.ClientId = "web";
                        options.SaveTokens = true; // for the API
                        options.UsePkce = true;
                    });
                }
            }
            """);

    [Fact]
    public Task The_fix_of_a_server_requires_it_one_at_a_time() =>
        ServerFix.Fixes(
            """
            static class Setup
            {
                public static void Add(IServiceCollection services) =>
                    services.AddOpenIddict().AddServer(options => options
                        .{|TKG7004:AllowAuthorizationCodeFlow|}()
                        .AllowRefreshTokenFlow());
            }
            """,
            """
            static class Setup
            {
                public static void Add(IServiceCollection services) =>
                    services.AddOpenIddict().AddServer(options => options
                        .AllowAuthorizationCodeFlow().RequireProofKeyForCodeExchange()
                        .AllowRefreshTokenFlow());
            }
            """);

    [Fact]
    public Task The_fix_of_a_client_of_IdentityServer_sets_the_switch_on_stubs() =>
        ServerFix.Fixes(
            Client("Duende.IdentityServer.Models", "{|TKG7004:AllowPlainTextPkce = true|}"),
            Client("Duende.IdentityServer.Models", "AllowPlainTextPkce = false"),
            stubs: "Duende.IdentityServer.cs");

    private static string Client(string @namespace, string member) =>
        $$"""
        using {{@namespace}};
        class Config { public static IEnumerable<Client> Clients => [new Client { ClientId = "web", {{member}} }]; }
        """;

    private static string Program(string statement) => $"var builder = WebApplication.CreateBuilder(args);\nbuilder.Services.AddAuthentication(){statement};";
}
