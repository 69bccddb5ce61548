using Check = TokenGuard.Analyzers.Tests.Verify<TokenGuard.Analyzers.Configuration.AppSettingsAnalyzer, Microsoft.CodeAnalysis.Testing.EmptyCodeFixProvider>;

namespace TokenGuard.Analyzers.Tests.Configuration;

public class InsecureAppSettingsTests
{
    [Fact]
    public Task Checks_that_are_switched_off_are_reported_where_they_stand() =>
        Check.ReportsInFile(
            "/appsettings.json",
            """
            {
              // what the framework binds
              "Authentication": {
                "Schemes": {
                  "Bearer": {
                    "ValidateIssuer": {|TKG7001:false|},
                    "ValidateAudience": {|TKG7001:"False"|},
                    "RequireHttpsMetadata": {|TKG7001:false|},
                  }
                }
              },
              "Jwt": { "ValidateLifetime": {|TKG7001:false|} },
              "JwtSettings": { "TokenValidationParameters": { "RequireSignedTokens": {|TKG7001:false|}, "RequireExpirationTime": {|TKG7001:false|} } },
              "IdentityServer": { "RequireHttpsMetadata": {|TKG7001:false|}, "Authority": {|TKG7001:"http://login.contoso.com"|} },
              "Oidc": { "MetadataAddress": {|TKG7001:"http://10.1.2.3:8080/.well-known/openid-configuration"|} }
            }
            """);

    [Fact]
    public Task What_is_on_means_nothing_or_stays_inside_is_silent() =>
        Check.ReportsInFile(
            "/appsettings.json",
            """
            {
              "Authentication": {
                "Schemes": { "Bearer": { "ValidateIssuer": true, "ValidateLifetime": false, "SaveToken": false, "Authority": "https://login.contoso.com" } }
              },
              "Jwt": { "ValidateIssuerSigningKey": false, "ValidateIssuer": "${VALIDATE}", "Issuer": "http://shop.contoso.com", "SaveToken": false },
              "Form": { "ValidateIssuer": false },
              "Local": { "Authority": "http://localhost:5001" },
              "Loopback": { "Authority": "http://127.0.0.1:5001" },
              "Mesh": { "Authority": "http://identity:8080", "MetadataAddress": "http://keycloak.auth.svc.cluster.local/realms/shop" },
              "Docker": { "Authority": "http://host.docker.internal:5001" },
              "Shop": { "Url": "http://shop.contoso.com", "RequireHttpsMetadata": true },
              "Deployed": { "Authority": "http://your.identity.server" }
            }
            """);

    [Theory]
    [InlineData("/appsettings.Production.json")]
    [InlineData("/appsettings.Staging.json")]
    [InlineData("/src/Api/AppSettings.json")]
    public Task Every_deployed_environment_is_reported(string file) =>
        Check.ReportsInFile(file, """{ "Jwt": { "ValidateIssuer": {|TKG7001:false|} } }""");

    [Theory]
    [InlineData("/appsettings.Development.json")]
    [InlineData("/appsettings.Local.json")]
    [InlineData("/appsettings.Test.json")]
    [InlineData("/appsettings.development.docker.json")]
    [InlineData("/appsettingsschema.json")]
    [InlineData("/launchSettings.json")]
    public Task Development_and_other_files_are_silent(string file) =>
        Check.ReportsInFile(file, """{ "Jwt": { "ValidateIssuer": false } }""");

    [Theory]
    [InlineData("Jwt:ValidateIssuer")]
    [InlineData("jwt")]
    [InlineData("Smtp, Jwt")]
    [InlineData("*")]
    public Task Settings_can_be_excluded(string excluded) =>
        Check.ReportsInFile("/appsettings.json", """{ "Jwt": { "ValidateIssuer": false } }""", $"tokenguard.excluded_settings = {excluded}");

    [Fact]
    public Task Others_are_not_excluded_with_them() =>
        Check.ReportsInFile("/appsettings.json", """{ "JwtBearer": { "ValidateIssuer": {|TKG7001:false|} } }""", "tokenguard.excluded_settings = Jwt");

    [Fact]
    public Task What_stands_before_a_mistake_is_still_checked() =>
        Check.ReportsInFile("/appsettings.json", """{ "Jwt": { "ValidateIssuer": {|TKG7001:false|}, oops } }""");

    [Fact]
    public Task A_test_project_is_silent() =>
        Check.ReportsInFile("/appsettings.json", """{ "Jwt": { "ValidateIssuer": false } }""", "build_property.IsTestProject = true");
}
