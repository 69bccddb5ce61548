using Check = TokenGuard.Analyzers.Tests.Verify<TokenGuard.Analyzers.Configuration.HardcodedClientSecretAnalyzer, TokenGuard.CodeFixes.Configuration.HardcodedClientSecretCodeFix>;

namespace TokenGuard.Analyzers.Tests.Configuration;

public class HardcodedClientSecretTests
{
    private const string Duende = "Duende.IdentityServer.cs";

    [Theory]
    [InlineData("builder.Services.AddAuthentication().AddOpenIdConnect(options => { options.ClientSecret = {|TKG7014:\"Wf9x-81kQ\"|}; });")]
    [InlineData("builder.Services.AddAuthentication().AddOAuth(\"GitHub\", options => options.ClientSecret = {|TKG7014:\"Wf9x-81kQ\"|});")]
    [InlineData("const string secret = \"Wf9x-81kQ\"; builder.Services.AddAuthentication().AddOpenIdConnect(options => { options.ClientSecret = {|TKG7014:secret|}; });")]
    [InlineData("builder.Services.AddAuthentication().AddOpenIdConnect(options => { options.ClientSecret = builder.Configuration[\"Secret\"] ?? {|TKG7014:\"Wf9x-81kQ\"|}; });")]
    [InlineData("_ = new Microsoft.AspNetCore.Authentication.OpenIdConnect.OpenIdConnectOptions { ClientSecret = {|TKG7014:\"Wf9x-81kQ\"|} };")]
    [InlineData("_ = new Duende.IdentityModel.Client.ClientCredentialsTokenRequest { ClientSecret = {|TKG7014:\"secret\"|} };")]
    [InlineData("_ = new OpenIddict.Abstractions.OpenIddictApplicationDescriptor { ClientId = \"web\", ClientSecret = {|TKG7014:\"901564A5-E7FE-42CB-B10D-61EF6A8F3654\"|} };")]
    public Task A_literal_on_options_of_a_library_is_reported(string statement) => Check.Reports(Program(statement));

    [Theory]
    [InlineData("new Secret({|TKG7014:\"secret\"|}.Sha256())")]
    [InlineData("new Secret({|TKG7014:\"511536EF-F270-4058-80CA-1C89C192F69A\"|}.Sha512())")]
    [InlineData("new Secret({|TKG7014:Secrets.Web|}.Sha256())")]
    public Task A_literal_of_Duende_IdentityServer_is_reported_on_stubs(string secret) =>
        Check.Reports(Clients("Duende.IdentityServer.Models", secret), Duende);

    [Fact]
    public Task A_literal_of_IdentityServer4_is_reported_on_stubs() =>
        Check.Reports(Clients("IdentityServer4.Models", "new Secret({|TKG7014:\"secret\"|}.Sha256())"), "IdentityServer4.cs");

    [Fact]
    public Task A_literal_of_Msal_and_Azure_Identity_is_reported_on_stubs() =>
        Check.Reports(
            """
            using Azure.Identity;
            using Microsoft.Identity.Client;
            class C
            {
                object a = new ConfidentialClientApplicationOptions { ClientSecret = {|TKG7014:"Wf9x-81kQ"|} };
                object b = ConfidentialClientApplicationBuilder.Create("id").WithClientSecret({|TKG7014:"Wf9x-81kQ"|});
                object c = new ClientSecretCredential("tenant", "id", {|TKG7014:"Wf9x-81kQ"|});
                object d = new ClientSecretCredential(clientSecret: {|TKG7014:"Wf9x-81kQ"|}, tenantId: "tenant", clientId: "id");
                object e(string secret) => ConfidentialClientApplicationBuilder.Create("id").WithClientSecret(secret);
            }
            """,
            "IdentityClient.cs");

    [Theory]
    [InlineData("builder.Configuration[\"Oidc:ClientSecret\"]")]
    [InlineData("builder.Configuration[\"Oidc:ClientSecret\"] ?? \"your-client-secret\"")]
    [InlineData("builder.Configuration[\"Oidc:ClientSecret\"] ?? throw new InvalidOperationException(\"No secret.\")")]
    [InlineData("Environment.GetEnvironmentVariable(\"CLIENT_SECRET\")")]
    [InlineData("null")]
    [InlineData("\"\"")]
    [InlineData("string.Empty")]
    [InlineData("\"<secret>\"")]
    [InlineData("\"${CLIENT_SECRET}\"")]
    [InlineData("\"#{ClientSecret}#\"")]
    [InlineData("\"__ClientSecret__\"")]
    [InlineData("\"your-client-secret\"")]
    [InlineData("\"[Enter the Client Secret Here]\"")]
    [InlineData("\"xxxxxxxx\"")]
    public Task Configuration_and_placeholders_are_silent(string value) =>
        Check.Silent(Program($"builder.Services.AddAuthentication().AddOpenIdConnect(options => {{ options.ClientSecret = {value}; }});"));

    [Fact]
    public Task A_secret_for_development_is_silent() =>
        Check.Silent(Program("builder.Services.AddAuthentication().AddOpenIdConnect(options => { if (builder.Environment.IsDevelopment()) { options.ClientSecret = \"Wf9x-81kQ\"; } });"));

    [Fact]
    public Task Types_that_look_alike_are_silent() =>
        Check.Silent(
            """
            class Secret(string name) { public string Name => name; }
            class Help { public string ClientSecret { get; set; } = "The client secret"; }
            class C
            {
                Secret secret = new("clients/web");
                Help help = new() { ClientSecret = "Shown once, when the client is made" };
            }
            """);

    [Fact]
    public Task The_message_does_not_repeat_the_secret() =>
        Check.ReportsMessages(
            Program("builder.Services.AddAuthentication().AddOpenIdConnect(options => options.ClientSecret = {|#0:\"Wf9x-81kQ\"|});"),
            new Microsoft.CodeAnalysis.Testing.DiagnosticResult("TKG7014", Microsoft.CodeAnalysis.DiagnosticSeverity.Warning).WithLocation(0).WithMessage(
                "The client secret of 'OpenIdConnectOptions' is written in the code, where everyone who can read it can act as the client; read it from configuration or a secret store"));

    [Fact]
    public Task The_fix_reads_the_configuration_in_scope() =>
        Check.Fixes(
            """
            var builder = WebApplication.CreateBuilder(args);
            builder.Services.AddAuthentication()
                .AddOpenIdConnect(options => options.ClientSecret = {|TKG7014:"Wf9x-81kQ"|}) // of production
                .AddOAuth("GitHub", options => options.ClientSecret = {|TKG7014:"Wf9x-81kR"|});
            """,
            """
            var builder = WebApplication.CreateBuilder(args);
            builder.Services.AddAuthentication()
                .AddOpenIdConnect(options => options.ClientSecret = builder.Configuration["Authentication:OpenIdConnect:ClientSecret"]) // of production
                .AddOAuth("GitHub", options => options.ClientSecret = builder.Configuration["Authentication:OAuth:ClientSecret"]!);
            """);

    [Fact]
    public Task The_fix_reads_a_section_in_scope_by_the_name_alone() =>
        Check.Fixes(
            """
            static class Setup
            {
                public static object Create(IConfigurationSection section) =>
                    new Duende.IdentityModel.Client.ClientCredentialsTokenRequest { ClientSecret = {|TKG7014:"Wf9x-81kQ"|} };
            }
            """,
            """
            static class Setup
            {
                public static object Create(IConfigurationSection section) =>
                    new Duende.IdentityModel.Client.ClientCredentialsTokenRequest { ClientSecret = section["ClientSecret"] };
            }
            """);

    [Fact]
    public Task Without_configuration_in_scope_no_fix_is_offered() =>
        Check.OffersNoFix("class C { object o = new Duende.IdentityModel.Client.ClientCredentialsTokenRequest { ClientSecret = {|TKG7014:\"Wf9x-81kQ\"|} }; }");

    private static string Program(string statement) => $"var builder = WebApplication.CreateBuilder(args);\n{statement}";

    private static string Clients(string @namespace, string secret) =>
        $$"""
        using {{@namespace}};
        static class Secrets { public const string Web = "Wf9x-81kQ"; }
        class Config
        {
            public static IEnumerable<Client> Clients => [new Client { ClientId = "web", ClientSecrets = { {{secret}} } }];
            public static Client FromConfiguration(IConfiguration configuration) => new() { ClientSecrets = { new Secret(configuration["Web"]!.Sha256()) } };
        }
        """;
}
