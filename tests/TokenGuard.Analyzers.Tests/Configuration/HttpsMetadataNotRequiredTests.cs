using Check = TokenGuard.Analyzers.Tests.Verify<TokenGuard.Analyzers.Configuration.AuthenticationSetupAnalyzer, TokenGuard.CodeFixes.Configuration.HttpsMetadataNotRequiredCodeFix>;

namespace TokenGuard.Analyzers.Tests.Configuration;

public class HttpsMetadataNotRequiredTests
{
    [Theory]
    [InlineData("builder.Services.AddAuthentication().AddJwtBearer(options => { {|TKG7003:options.RequireHttpsMetadata = false|}; });")]
    [InlineData("builder.Services.AddAuthentication().AddJwtBearer(options => {|TKG7003:options.RequireHttpsMetadata = false|});")]
    [InlineData("builder.Services.AddAuthentication().AddOpenIdConnect(options => { {|TKG7003:options.RequireHttpsMetadata = false|}; });")]
    [InlineData("builder.Services.Configure<Microsoft.AspNetCore.Authentication.JwtBearer.JwtBearerOptions>(\"Bearer\", o => {|TKG7003:o.RequireHttpsMetadata = false|});")]
    [InlineData("builder.Services.AddAuthentication().AddJwtBearer(options => { var https = false; {|TKG7003:options.RequireHttpsMetadata = https|}; });")]
    [InlineData("_ = new Microsoft.AspNetCore.Authentication.JwtBearer.JwtBearerOptions { {|TKG7003:RequireHttpsMetadata = false|} };")]
    [InlineData("_ = new Microsoft.IdentityModel.Protocols.HttpDocumentRetriever { {|TKG7003:RequireHttps = false|} };")]
    [InlineData("_ = new Duende.IdentityModel.Client.DiscoveryDocumentRequest { Policy = { {|TKG7003:RequireHttps = false|} } };")]
    [InlineData("_ = new Duende.IdentityModel.Client.DiscoveryPolicy { {|TKG7003:RequireHttps = false|} };")]
    [InlineData("builder.Services.AddOpenIddict().AddServer(options => options.UseAspNetCore().{|TKG7003:DisableTransportSecurityRequirement|}());")]
    [InlineData("builder.Services.AddOpenIddict().AddServer(options => { options.UseAspNetCore().EnableTokenEndpointPassthrough().{|TKG7003:DisableTransportSecurityRequirement|}(); });")]
    public Task Unconditional_is_reported(string statement) => Check.Reports(Program(statement));

    [Theory]
    [InlineData("builder.Services.AddAuthentication().AddJwtBearer(options => { options.RequireHttpsMetadata = true; });")]
    [InlineData("builder.Services.AddAuthentication().AddJwtBearer(options => { options.RequireHttpsMetadata = !builder.Environment.IsDevelopment(); });")]
    [InlineData("builder.Services.AddAuthentication().AddJwtBearer(options => { options.RequireHttpsMetadata = builder.Environment.IsProduction(); });")]
    [InlineData("builder.Services.AddAuthentication().AddJwtBearer(options => { options.RequireHttpsMetadata = builder.Environment.IsDevelopment() ? false : true; });")]
    [InlineData("builder.Services.AddAuthentication().AddJwtBearer(options => { options.RequireHttpsMetadata = builder.Configuration.GetValue<bool>(\"Jwt:RequireHttps\"); });")]
    [InlineData("builder.Services.AddAuthentication().AddJwtBearer(options => { if (builder.Environment.IsDevelopment()) { options.RequireHttpsMetadata = false; } });")]
    [InlineData("builder.Services.AddAuthentication().AddJwtBearer(options => { options.RequireHttpsMetadata = false; if (builder.Environment.IsProduction()) { options.RequireHttpsMetadata = true; } });")]
    [InlineData("var authority = builder.Configuration[\"Authority\"]!; builder.Services.AddAuthentication().AddJwtBearer(options => { if (authority.StartsWith(\"http://\")) { options.RequireHttpsMetadata = false; } });")]
    [InlineData("var authority = builder.Configuration[\"Authority\"]!; var policy = authority.StartsWith(\"https\") ? null : new Duende.IdentityModel.Client.DiscoveryPolicy { RequireHttps = false };")]
    [InlineData("if (builder.Environment.IsDevelopment()) { builder.Services.AddAuthentication().AddJwtBearer(options => options.RequireHttpsMetadata = false); }")]
    [InlineData("if (builder.Environment.IsDevelopment()) { builder.Services.AddOpenIddict().AddServer(options => options.UseAspNetCore().DisableTransportSecurityRequirement()); }")]
    public Task Required_or_left_to_the_environment_is_silent(string statement) => Check.Silent(Program(statement));

    [Fact]
    public Task A_block_for_debug_builds_is_silent() =>
        Check.Silent(
            """
            var builder = WebApplication.CreateBuilder(args);
            builder.Services.AddAuthentication().AddJwtBearer(options =>
            {
            #if DEBUG
                options.RequireHttpsMetadata = false;
            #endif
            });
            """);

    [Fact]
    public Task Types_that_look_alike_are_silent() =>
        Check.Silent(
            """
            class JwtSettings { public bool RequireHttpsMetadata { get; set; } = true; public bool RequireHttps { get; set; } = true; }
            class ServerBuilder { public ServerBuilder DisableTransportSecurityRequirement() => this; }
            class C
            {
                JwtSettings settings = new JwtSettings { RequireHttpsMetadata = false, RequireHttps = false };
                ServerBuilder server = new ServerBuilder().DisableTransportSecurityRequirement();
            }
            """);

    [Fact]
    public Task The_message_names_the_switch_and_says_what_to_do() =>
        Check.ReportsMessages(
            Program("builder.Services.AddAuthentication().AddJwtBearer(options => {|#0:options.RequireHttpsMetadata = false|});"),
            new Microsoft.CodeAnalysis.Testing.DiagnosticResult("TKG7003", Microsoft.CodeAnalysis.DiagnosticSeverity.Warning).WithLocation(0).WithMessage(
                "'RequireHttpsMetadata' is false, so that the keys that verify tokens may be fetched over plain HTTP; leave it true, except in development"));

    [Fact]
    public Task The_fix_leaves_development_as_it_is_where_the_environment_is_in_scope() =>
        Check.Fixes(
            """
            var builder = WebApplication.CreateBuilder(args);
            builder.Services.AddAuthentication().AddJwtBearer(options =>
            {
                options.Authority = "https://login.example.com"; // of all
                {|TKG7003:options.RequireHttpsMetadata = false|}; // the container has no certificate
            });
            """,
            """
            var builder = WebApplication.CreateBuilder(args);
            builder.Services.AddAuthentication().AddJwtBearer(options =>
            {
                options.Authority = "https://login.example.com"; // of all
                options.RequireHttpsMetadata = !builder.Environment.IsDevelopment(); // the container has no certificate
            });
            """);

    [Fact]
    public Task Without_environment_the_fix_requires_https_always() =>
        Check.Fixes(
            """
            static class Setup
            {
                public static void Add(IServiceCollection services) =>
                    services.AddAuthentication().AddJwtBearer(options => {|TKG7003:options.RequireHttpsMetadata = false|});
            }
            """,
            """
            static class Setup
            {
                public static void Add(IServiceCollection services) =>
                    services.AddAuthentication().AddJwtBearer(options => options.RequireHttpsMetadata = true);
            }
            """);

    [Fact]
    public Task The_fix_takes_the_call_out_of_its_chain() =>
        Check.Fixes(
            """
            static class Setup
            {
                public static void Add(IServiceCollection services) =>
                    services.AddOpenIddict().AddServer(options =>
                    {
                        options.UseAspNetCore()
                            .EnableTokenEndpointPassthrough()
                            .{|TKG7003:DisableTransportSecurityRequirement|}();
                    });
            }
            """,
            """
            static class Setup
            {
                public static void Add(IServiceCollection services) =>
                    services.AddOpenIddict().AddServer(options =>
                    {
                        options.UseAspNetCore()
                            .EnableTokenEndpointPassthrough();
                    });
            }
            """);

    private static string Program(string statement) => $"var builder = WebApplication.CreateBuilder(args);\n{statement}";
}
