using Check = TokenGuard.Analyzers.Tests.Verify<TokenGuard.Analyzers.Configuration.AuthenticationSetupAnalyzer, TokenGuard.CodeFixes.Configuration.DevelopmentCredentialCodeFix>;

namespace TokenGuard.Analyzers.Tests.Configuration;

public class DevelopmentCredentialTests
{
    [Theory]
    [InlineData("options.{|TKG7009:AddDevelopmentEncryptionCertificate|}().{|TKG7009:AddDevelopmentSigningCertificate|}();")]
    [InlineData("options.{|TKG7009:AddEphemeralEncryptionKey|}().{|TKG7009:AddEphemeralSigningKey|}();")]
    [InlineData("options.{|TKG7009:AddEphemeralSigningKey|}(\"ES256\");")]
    [InlineData("if (builder.Environment.IsStaging()) { options.{|TKG7009:AddDevelopmentSigningCertificate|}(); }")]
    public Task A_key_for_development_is_reported(string statement) => Check.Reports(Program(statement));

    [Theory]
    [InlineData("if (builder.Environment.IsDevelopment()) { options.AddDevelopmentEncryptionCertificate().AddDevelopmentSigningCertificate(); }")]
    [InlineData("if (!builder.Environment.IsProduction()) { options.AddEphemeralSigningKey(); }")]
    [InlineData("if (builder.Environment.IsProduction()) { options.AddSigningCertificate(\"00\"); } else { options.AddDevelopmentSigningCertificate(); }")]
    [InlineData("options.AddSigningCertificate(\"00\").AddEncryptionCertificate(\"00\");")]
    public Task Development_and_other_keys_are_silent(string statement) => Check.Silent(Program(statement));

    [Fact]
    public Task IdentityServer_is_reported_on_stubs() =>
        Check.Reports(
            """
            namespace Microsoft.Extensions.DependencyInjection
            {
                public interface IIdentityServerBuilder { }

                public static class IdentityServerBuilderExtensionsCrypto
                {
                    public static IIdentityServerBuilder AddDeveloperSigningCredential(this IIdentityServerBuilder builder, bool persistKey = true) => builder;

                    public static IIdentityServerBuilder AddDeveloperSigningCredential(this IIdentityServerBuilder builder, string file) => builder.AddDeveloperSigningCredential(persistKey: file.Length > 0);
                }
            }

            class C
            {
                void M(IIdentityServerBuilder builder, IHostEnvironment environment)
                {
                    builder.{|TKG7009:AddDeveloperSigningCredential|}();
                    if (environment.IsDevelopment())
                    {
                        builder.AddDeveloperSigningCredential(persistKey: false);
                    }
                }
            }
            """);

    [Fact]
    public Task Methods_that_look_alike_are_silent() =>
        Check.Silent("class Keys { public Keys AddEphemeralSigningKey() => this; public Keys AddDeveloperSigningCredential() => this; } class C { Keys k = new Keys().AddEphemeralSigningKey().AddDeveloperSigningCredential(); }");

    [Fact]
    public Task The_fix_calls_it_in_development_only() =>
        Check.Fixes(
            """
            var builder = WebApplication.CreateBuilder(args);
            builder.Services.AddOpenIddict().AddServer(options =>
            {
                // both of them
                options.{|TKG7009:AddDevelopmentSigningCertificate|}();
            });
            """,
            """
            var builder = WebApplication.CreateBuilder(args);
            builder.Services.AddOpenIddict().AddServer(options =>
            {
                // both of them
                if (builder.Environment.IsDevelopment())
                {
                    options.AddDevelopmentSigningCertificate();
                }
            });
            """);

    [Fact]
    public Task In_a_longer_chain_or_without_environment_no_fix_is_offered() =>
        Check.OffersNoFix(
            """
            static class Setup
            {
                public static void Add(IServiceCollection services)
                {
                    services.AddOpenIddict().AddServer(options => { options.{|TKG7009:AddEphemeralSigningKey|}(); });
                }

                public static void Add(WebApplicationBuilder builder)
                {
                    builder.Services.AddOpenIddict().AddServer(options => { options.AllowClientCredentialsFlow().{|TKG7009:AddEphemeralSigningKey|}(); });
                }
            }
            """);

    private static string Program(string statement) =>
        $"var builder = WebApplication.CreateBuilder(args);\nbuilder.Services.AddOpenIddict().AddServer(options => {{ {statement} }});";
}
