using Check = TokenGuard.Analyzers.Tests.Verify<TokenGuard.Analyzers.Configuration.AuthenticationSetupAnalyzer, TokenGuard.CodeFixes.Configuration.NonceOrStateDisabledCodeFix>;

namespace TokenGuard.Analyzers.Tests.Configuration;

public class NonceOrStateDisabledTests
{
    [Theory]
    [InlineData("{|TKG7007:options.ProtocolValidator.RequireNonce = false|};")]
    [InlineData("{|TKG7007:options.ProtocolValidator.RequireState = false|};")]
    [InlineData("options.ProtocolValidator = new Microsoft.IdentityModel.Protocols.OpenIdConnect.OpenIdConnectProtocolValidator { {|TKG7007:RequireNonce = false|} };")]
    [InlineData("{|TKG7007:options.NonceCookie.SecurePolicy = CookieSecurePolicy.None|};")]
    [InlineData("{|TKG7007:options.CorrelationCookie.SecurePolicy = CookieSecurePolicy.None|};")]
    public Task Switched_off_is_reported(string statement) => Check.Reports(Program(statement));

    [Fact]
    public Task The_cookie_of_an_OAuth_client_is_reported() =>
        Check.Reports(
            """
            var builder = WebApplication.CreateBuilder(args);
            builder.Services.AddAuthentication().AddOAuth("GitHub", options =>
            {
                options.UsePkce = true;
                {|TKG7007:options.CorrelationCookie.SecurePolicy = CookieSecurePolicy.None|};
            });
            """);

    [Theory]
    [InlineData("options.ProtocolValidator.RequireNonce = true;")]
    [InlineData("options.ProtocolValidator.RequireStateValidation = false;")] // the default: the handler validates the state itself
    [InlineData("options.ProtocolValidator.RequireNonce = builder.Configuration.GetValue<bool>(\"Nonce\");")]
    [InlineData("options.NonceCookie.SecurePolicy = CookieSecurePolicy.Always;")]
    [InlineData("options.NonceCookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;")]
    [InlineData("options.CorrelationCookie.SecurePolicy = builder.Environment.IsDevelopment() ? CookieSecurePolicy.None : CookieSecurePolicy.Always;")]
    [InlineData("if (builder.Environment.IsDevelopment()) { options.NonceCookie.SecurePolicy = CookieSecurePolicy.None; }")]
    [InlineData("options.ProtocolValidator.RequireNonce = false; options.ProtocolValidator.RequireNonce = true;")]
    public Task Defaults_and_development_are_silent(string statement) => Check.Silent(Program(statement));

    [Fact]
    public Task Other_cookies_and_types_are_silent() =>
        Check.Silent(
            """
            class Client { public bool RequireNonce { get; set; } public bool RequireState { get; set; } public CookieBuilder NonceCookie { get; } = new(); }
            class C
            {
                Client client = new() { RequireNonce = false, RequireState = false, NonceCookie = { SecurePolicy = CookieSecurePolicy.None } };
                CookieBuilder theme = new() { SecurePolicy = CookieSecurePolicy.None };
            }
            """);

    [Theory]
    [InlineData("Refresher", "RequireNonce = false")]
    [InlineData("Profile", "{|TKG7007:RequireNonce = false|}")]
    [InlineData("Refresher", "{|TKG7007:RequireState = false|}")]
    public Task The_answer_to_a_refresh_has_no_nonce(string type, string setting) =>
        Check.Reports(
            $$"""
            using Microsoft.IdentityModel.Protocols.OpenIdConnect;

            class {{type}}
            {
                private readonly OpenIdConnectProtocolValidator validator = new() { {{setting}} };

                public void Validate(OpenIdConnectMessage message, System.IdentityModel.Tokens.Jwt.JwtSecurityToken token) =>
                    validator.ValidateTokenResponse(new() { ProtocolMessage = message, ValidatedIdToken = token });
            }
            """);

    [Fact]
    public Task A_value_of_the_wrong_type_is_no_mistake_of_this_kind() =>
        Check.Silent(Program("options.NonceCookie.SecurePolicy = {|CS0029:\"None\"|};"));

    [Fact]
    public Task The_fix_restores_what_the_library_does() =>
        Check.Fixes(
            """
            var builder = WebApplication.CreateBuilder(args);
            builder.Services.AddAuthentication().AddOpenIdConnect(options =>
            {
                options.ResponseType = "code";
                {|TKG7007:options.ProtocolValidator.RequireNonce = false|}; // the provider forgets it
                {|TKG7007:options.CorrelationCookie.SecurePolicy = CookieSecurePolicy.None|};
            });
            """,
            """
            var builder = WebApplication.CreateBuilder(args);
            builder.Services.AddAuthentication().AddOpenIdConnect(options =>
            {
                options.ResponseType = "code";
                options.ProtocolValidator.RequireNonce = true; // the provider forgets it
                options.CorrelationCookie.SecurePolicy = CookieSecurePolicy.Always;
            });
            """);

    private static string Program(string statement) =>
        $"var builder = WebApplication.CreateBuilder(args);\nbuilder.Services.AddAuthentication().AddOpenIdConnect(options => {{ {statement} }});";
}
