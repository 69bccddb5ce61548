using Check = TokenGuard.Analyzers.Tests.Verify<TokenGuard.Analyzers.Configuration.AuthenticationSetupAnalyzer, TokenGuard.CodeFixes.Configuration.WeakenedAuthorizationServerCodeFix>;

namespace TokenGuard.Analyzers.Tests.Configuration;

public class WeakenedAuthorizationServerTests
{
    [Theory]
    [InlineData("AcceptAnonymousClients")]
    [InlineData("IgnoreEndpointPermissions")]
    [InlineData("IgnoreGrantTypePermissions")]
    [InlineData("IgnoreResponseTypePermissions")]
    [InlineData("IgnoreScopePermissions")]
    [InlineData("IgnoreAudiencePermissions")]
    [InlineData("IgnoreResourcePermissions")]
    [InlineData("DisableAudienceValidation")]
    [InlineData("DisableScopeValidation")]
    [InlineData("DisableResourceValidation")]
    [InlineData("EnableDegradedMode")]
    public Task Each_check_that_is_left_out_is_reported(string method) => Check.Reports(Program($"options.{{|TKG7011:{method}|}}().AllowClientCredentialsFlow();"));

    [Theory]
    [InlineData("options.AllowClientCredentialsFlow().RequireProofKeyForCodeExchange();")]
    [InlineData("options.DisableSlidingRefreshTokenExpiration();")] // safer than the default
    [InlineData("if (builder.Environment.IsDevelopment()) { options.AcceptAnonymousClients(); }")]
    public Task Other_calls_and_development_are_silent(string statement) => Check.Silent(Program(statement));

    [Fact]
    public Task Methods_that_look_alike_are_silent() =>
        Check.Silent("class Server { public Server EnableDegradedMode() => this; } class C { Server s = new Server().EnableDegradedMode(); }");

    [Fact]
    public Task The_fix_removes_the_call_from_its_chain_or_its_statement() =>
        Check.Fixes(
            """
            static class Setup
            {
                public static void Add(IServiceCollection services) =>
                    services.AddOpenIddict().AddServer(options =>
                    {
                        options.AllowClientCredentialsFlow()
                            .{|TKG7011:AcceptAnonymousClients|}()
                            .AllowRefreshTokenFlow();
                    });
            }
            """,
            """
            static class Setup
            {
                public static void Add(IServiceCollection services) =>
                    services.AddOpenIddict().AddServer(options =>
                    {
                        options.AllowClientCredentialsFlow()
                            .AllowRefreshTokenFlow();
                    });
            }
            """);

    private static string Program(string statement) =>
        $"var builder = WebApplication.CreateBuilder(args);\nbuilder.Services.AddOpenIddict().AddServer(options => {{ {statement} }});";
}
