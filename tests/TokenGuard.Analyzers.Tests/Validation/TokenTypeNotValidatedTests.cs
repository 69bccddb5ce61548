using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using Check = TokenGuard.Analyzers.Tests.Verify<TokenGuard.Analyzers.Validation.TokenTypeNotValidatedAnalyzer, TokenGuard.CodeFixes.Validation.TokenTypeNotValidatedCodeFix>;

namespace TokenGuard.Analyzers.Tests.Validation;

/// <summary>TKG2008.</summary>
public class TokenTypeNotValidatedTests
{
    private const string Usings = """
        using System.IdentityModel.Tokens.Jwt;
        using Microsoft.AspNetCore.Authentication.JwtBearer;
        using Microsoft.AspNetCore.Authentication.OpenIdConnect;
        using Microsoft.IdentityModel.JsonWebTokens;
        using Microsoft.IdentityModel.Tokens;

        """;

    [Theory]
    [InlineData("var p = {|TKG2008:new TokenValidationParameters|} { IssuerSigningKey = key };")]
    [InlineData("var p = {|TKG2008:new TokenValidationParameters|}(); p.ValidIssuer = \"i\";")]
    [InlineData("new JwtSecurityTokenHandler().ValidateToken(text, {|TKG2008:new TokenValidationParameters|} { IssuerSigningKey = key }, out _);")]
    [InlineData("services.AddAuthentication().{|TKG2008:AddJwtBearer|}(o => o.Authority = \"https://login.example.com\");")]
    [InlineData("services.AddAuthentication().{|TKG2008:AddJwtBearer|}(o => { o.Authority = \"https://login.example.com\"; o.TokenValidationParameters.ValidAudience = \"orders\"; });")]
    [InlineData("services.AddAuthentication().AddJwtBearer(o => { o.TokenValidationParameters = {|TKG2008:new|}() { ValidAudience = \"orders\" }; });")]
    [InlineData("services.Configure<JwtBearerOptions>(o => { {|TKG2008:o.TokenValidationParameters.ValidAudience = \"orders\"|}; o.TokenValidationParameters.ValidIssuer = \"i\"; });")]
    [InlineData("services.AddAuthentication().AddJwtBearer(\"A\", o => o.TokenValidationParameters.ValidTypes = [\"at+jwt\"]).{|TKG2008:AddJwtBearer|}(\"B\", o => o.Authority = \"https://login.example.com\");")]
    [InlineData("services.AddJwtBearer((My my) => { my.Key = \"k\"; }); services.Configure<JwtBearerOptions>(o => {|TKG2008:o.TokenValidationParameters.ValidAudience = \"orders\"|});")]
    public Task Parameters_without_types_are_reported_once_an_object(string body) => Check.Reports(Method(body));

    [Theory]
    [InlineData("var p = new TokenValidationParameters { ValidTypes = [\"at+jwt\"] };")]
    [InlineData("var p = new TokenValidationParameters { TypeValidator = (type, t, parameters) => type == \"at+jwt\" ? type : throw new SecurityTokenInvalidTypeException() };")]
    [InlineData("var p = new TokenValidationParameters { ValidIssuer = \"i\" }; p.ValidTypes = [\"JWT\"];")]
    [InlineData("var p = new TokenValidationParameters { ValidIssuer = \"i\" }; Limit(p);")]
    [InlineData("var p = given.Clone(); p.ValidIssuer = \"i\";")]
    [InlineData("given.ValidIssuer = \"i\";")]
    [InlineData("services.AddAuthentication().AddJwtBearer(o => { o.Authority = \"https://login.example.com\"; o.TokenValidationParameters.ValidTypes = [\"at+jwt\"]; });")]
    [InlineData("services.AddAuthentication().AddJwtBearer(o => o.TokenValidationParameters = given);")]
    [InlineData("services.AddAuthentication().AddJwtBearer(o => configuration.Bind(\"Jwt\", o));")]
    [InlineData("services.AddAuthentication().AddJwtBearer();")]
    [InlineData("services.AddJwtBearer((My my) => { my.Key = \"k\"; });")]
    [InlineData("services.AddAuthentication().AddJwtBearer(o => Limit(o.TokenValidationParameters));")]
    [InlineData("services.Configure<JwtBearerOptions>(o => { o.TokenValidationParameters.ValidAudience = \"orders\"; configuration.Bind(\"Jwt\", o); });")]
    [InlineData("services.AddAuthentication().AddJwtBearer(o => o.Authority = \"https://login.example.com\"); services.Configure<JwtBearerOptions>(\"Bearer\", o => o.TokenValidationParameters.ValidTypes = [\"at+jwt\"]);")]
    [InlineData("services.AddAuthentication().AddJwtBearer(o => o.TokenValidationParameters = new() { ValidAudience = \"orders\" }); services.AddOptions<JwtBearerOptions>(\"Bearer\").PostConfigure(o => o.TokenValidationParameters.ValidTypes = [\"at+jwt\"]);")]
    [InlineData("services.AddAuthentication().AddJwtBearer(o => o.Events = new() { OnTokenValidated = c => { if (((JsonWebToken)c.SecurityToken).Typ != \"at+jwt\") { c.Fail(\"type\"); } return Task.CompletedTask; } });")]
    [InlineData("services.AddAuthentication().AddOpenIdConnect(o => o.TokenValidationParameters = new TokenValidationParameters { NameClaimType = \"name\" });")]
    [InlineData("services.AddAuthentication().AddOpenIdConnect(o => o.TokenValidationParameters.NameClaimType = \"name\");")]
    [InlineData("var idTokenParameters = new TokenValidationParameters { IssuerSigningKey = key };")]
    [InlineData("new JwtSecurityTokenHandler().ValidateToken(text, new TokenValidationParameters { IssuerSigningKey = key }, out var t); if (((JwtSecurityToken)t).Header.Typ != \"at+jwt\") { throw new SecurityTokenException(); }")]
    public Task Types_that_are_limited_and_other_tokens_are_silent(string body) => Check.Silent(Method(body));

    [Theory]
    [InlineData("ValidateIdToken")]
    [InlineData("ReadSamlToken")]
    [InlineData("ValidateProof")]
    [InlineData("GetPrincipalFromExpiredToken")]
    [InlineData("ValidateLogoutToken")]
    [InlineData("VerifyInviteToken")]
    [InlineData("VerifyMagicLink")]
    [InlineData("Unsubscribe")]
    [InlineData("VerifyGoogleToken")]
    public Task Methods_about_other_tokens_are_silent(string method) => Check.Silent(Method("var p = new TokenValidationParameters { IssuerSigningKey = key };", method));

    [Theory]
    [InlineData("LogoutTokenValidator")]
    [InlineData("DPoPProofValidator")]
    [InlineData("EmailConfirmationTokens")]
    public Task Types_about_other_tokens_are_silent(string type) => Check.Silent(Method("var p = new TokenValidationParameters { IssuerSigningKey = key };", "Read", type));

    [Fact]
    public Task Method_that_is_given_an_ID_token_is_silent() =>
        Check.Silent(
            Usings + """
            class Validator
            {
                public Task<TokenValidationResult> ValidateAsync(string identityToken, SecurityKey key) =>
                    new JsonWebTokenHandler().ValidateTokenAsync(identityToken, new TokenValidationParameters { IssuerSigningKey = key });
            }
            """);

    [Fact]
    public Task Statement_that_carries_its_certificates_is_silent() =>
        Check.Silent(
            Usings + """
            class Attestation
            {
                public Task<TokenValidationResult> VerifyAsync(string text, System.Text.Json.JsonElement header, SecurityKey key)
                {
                    _ = header.GetProperty("x5c");
                    return new JsonWebTokenHandler().ValidateTokenAsync(text, new TokenValidationParameters { IssuerSigningKey = key });
                }
            }
            """);

    [Theory]
    [InlineData("VerifyToken", "TokenVerificationService")]
    [InlineData("ValidateToken", "JwtValidator")]
    [InlineData("IsTokenValid", "TokenService")]
    [InlineData("ConfigureJwt", "AuthenticationSetup")]
    [InlineData("VerifyAccessToken", "LogoutService")]
    [InlineData("GetUserIdFromToken", "IdentityService")]
    public Task Names_of_validation_tell_nothing(string method, string type) => Check.Reports(Method("var p = {|TKG2008:new TokenValidationParameters|} { IssuerSigningKey = key };", method, type));

    [Fact]
    public Task Message_names_the_object_and_says_what_to_do() =>
        Check.ReportsMessages(
            Method("var p = {|#0:new TokenValidationParameters|} { IssuerSigningKey = key };"),
            new DiagnosticResult("TKG2008", DiagnosticSeverity.Warning).WithLocation(0).WithMessage(
                "'TokenValidationParameters' accepts tokens of every type, also ID tokens and others that the same key signs; set 'ValidTypes'"));

    [Theory]
    [InlineData("var p = {|TKG2008:new TokenValidationParameters|} { IssuerSigningKey = key }; // own", "var p = new TokenValidationParameters { IssuerSigningKey = key, ValidTypes = [\"at+jwt\"] }; // own")]
    [InlineData("var p = {|TKG2008:new TokenValidationParameters|} { ValidTypes = null, IssuerSigningKey = key };", "var p = new TokenValidationParameters { ValidTypes = [\"at+jwt\"], IssuerSigningKey = key };")]
    [InlineData("TokenValidationParameters p = {|TKG2008:new|}();", "TokenValidationParameters p = new() { ValidTypes = [\"at+jwt\"] };")]
    [InlineData("services.Configure<JwtBearerOptions>(o => { {|TKG2008:o.TokenValidationParameters.ValidAudience = \"orders\"|}; });", "services.Configure<JwtBearerOptions>(o => { o.TokenValidationParameters.ValidAudience = \"orders\"; o.TokenValidationParameters.ValidTypes = [\"at+jwt\"]; });")]
    public Task Fix_accepts_access_tokens_only(string before, string after) => Check.Fixes(Method(before), Method(after));

    [Fact]
    public Task Fix_adds_a_line_to_the_options() =>
        Check.Fixes(
            Method("""
                services.AddAuthentication().{|TKG2008:AddJwtBearer|}(options =>
                        {
                            options.Authority = "https://login.example.com"; // ours
                        });
                """),
            Method("""
                services.AddAuthentication().AddJwtBearer(options =>
                        {
                            options.Authority = "https://login.example.com"; // ours
                            options.TokenValidationParameters.ValidTypes = ["at+jwt"];
                        });
                """));

    [Fact]
    public Task Expression_has_no_place_for_a_fix() =>
        Check.OffersNoFix(Method("services.AddAuthentication().{|TKG2008:AddJwtBearer|}(o => o.Authority = \"https://login.example.com\");"));

    private static string Method(string body, string name = "Configure", string type = "C") =>
        Usings + $$"""
        public class My { public string Key { get; set; } = ""; }

        public static class Own
        {
            public static void AddJwtBearer(this IServiceCollection services, Action<My> configure) => configure(new My());
        }

        public class {{type}}
        {
            private static void Limit(TokenValidationParameters parameters) => parameters.ValidTypes = ["at+jwt"];

            public void {{name}}(IServiceCollection services, IConfiguration configuration, TokenValidationParameters given, string text, SecurityKey key)
            {
                {{body}}
            }
        }
        """;
}
