using Microsoft.CodeAnalysis;
using TokenGuard.Analyzers.Validation;
using TokenGuard.CodeFixes.Validation;
using static TokenGuard.Analyzers.Tests.Validation.AudienceNotValidatedTests;
using Check = TokenGuard.Analyzers.Tests.Verify<TokenGuard.Analyzers.Validation.TokenValidationAnalyzer, TokenGuard.CodeFixes.Validation.TokenValidationParametersCodeFix>;
using JwtNet = TokenGuard.Analyzers.Tests.Verify<TokenGuard.Analyzers.Validation.TokenValidationAnalyzer, TokenGuard.CodeFixes.Validation.JwtNetCodeFix>;

namespace TokenGuard.Analyzers.Tests.Validation;

public class SignatureNotValidatedTests
{
    [Theory]
    [InlineData("RequireSignedTokens = false")]
    [InlineData("SignatureValidator = (token, _) => new JsonWebToken(token)")]
    [InlineData("SignatureValidator = (token, parameters) => new JwtSecurityToken(token)")]
    [InlineData("SignatureValidator = (token, parameters) => new JwtSecurityTokenHandler().ReadJwtToken(token)")]
    [InlineData("SignatureValidator = (token, parameters) => new JsonWebTokenHandler().ReadToken(token)")]
    [InlineData("SignatureValidator = delegate(string token, TokenValidationParameters parameters) { var jwt = new JwtSecurityToken(token); return jwt; }")]
    [InlineData("SignatureValidator = (token, _) => { if (string.IsNullOrEmpty(token)) { throw new SecurityTokenException(); } return new JsonWebToken(token); }")]
    [InlineData("SignatureValidatorUsingConfiguration = (token, parameters, configuration) => new JsonWebToken(token)")]
    [InlineData("SignatureValidator = Read")]
    [InlineData("SignatureValidator = (token, _) => { return Read(token, given); }")]
    public Task Switch_or_delegate_that_verifies_nothing_is_reported(string member) =>
        Check.Reports(Method($"SecurityToken Read(string token, TokenValidationParameters parameters) => new JsonWebToken(token); var p = new TokenValidationParameters {{ {{|TKG2001:{member}|}} }};"));

    [Theory]
    [InlineData("SignatureValidator = (token, parameters) => Introspect(token)")]
    [InlineData("SignatureValidator = (token, parameters) => { Introspect(token); return new JsonWebToken(token); }")]
    [InlineData("SignatureValidator = (token, parameters) => Recursive(token)")]
    [InlineData("SignatureValidator = (token, parameters) => { new JwtSecurityTokenHandler().ValidateToken(token, given, out var valid); return valid; }")]
    [InlineData("SignatureValidator = null")]
    [InlineData("RequireSignedTokens = false, SignatureValidator = (token, parameters) => Introspect(token)")]
    [InlineData("ValidateIssuerSigningKey = false")]
    public Task Delegate_that_asks_somebody_is_silent(string member) =>
        Check.Silent(Method($"SecurityToken Introspect(string token) => throw new NotSupportedException(); SecurityToken Recursive(string token) => Recursive(token); var p = new TokenValidationParameters {{ {member} }};"));

    [Fact]
    public Task Assertion_of_a_signed_SAML_response_needs_no_signature() =>
        Check.Silent(Method("var p = new TokenValidationParameters { RequireSignedTokens = false };", "ReadSaml2Response"));

    [Theory]
    [InlineData("if (!VerifySignature(text)) { return; } bool VerifySignature(string token) => token.Length > 3;")]
    [InlineData("if (!flag) { return; } Call(\"crypto.verifyEcdsaSignature\", text); void Call(string function, string token) { }")]
    public Task Signature_that_was_verified_before_is_silent(string check) =>
        Check.Silent(Method(check + " var p = new TokenValidationParameters { SignatureValidator = (token, _) => new JsonWebToken(token) };"));

    [Fact]
    public Task Helper_that_is_named_for_verification_but_only_reads_is_reported() =>
        Check.Reports(Method(
            """
            var p = new TokenValidationParameters { {|TKG2001:SignatureValidator = (token, _) => ValidateSignature(token)|} };
            static SecurityToken ValidateSignature(string token) => new JsonWebToken(token);
            """));

    [Fact]
    public Task Tokens_that_a_gateway_has_validated_are_silent_when_the_project_says_so() =>
        Check.ReportsWith(
            "tokenguard.trusted_front_proxy = true",
            Method("var p = new TokenValidationParameters { SignatureValidator = (token, _) => new JsonWebToken(token), RequireSignedTokens = false, {|TKG2004:ValidateIssuer = false|} };"));

    [Fact]
    public Task Fix_removes_the_delegate_and_sets_the_switch() =>
        Check.Fixes(
            Method("var p = new TokenValidationParameters { ValidIssuer = text, {|TKG2001:SignatureValidator = (token, _) => new JsonWebToken(token)|} };"),
            Method("var p = new TokenValidationParameters { ValidIssuer = text };"));

    [Fact]
    public Task Fix_sets_RequireSignedTokens() =>
        Check.Fixes(
            Method("{|TKG2001:given.RequireSignedTokens = false|};"),
            Method("given.RequireSignedTokens = true;"));

    [Fact]
    public Task Handler_that_reads_instead_of_validating_is_reported() =>
        Verify<TokenValidationAnalyzer>.Reports(
            """
            using Microsoft.IdentityModel.JsonWebTokens;
            using Microsoft.IdentityModel.Tokens;
            using System.IdentityModel.Tokens.Jwt;
            using System.Security.Claims;

            public class Reading : JwtSecurityTokenHandler
            {
                protected override JwtSecurityToken {|TKG2001:ValidateSignature|}(string token, TokenValidationParameters validationParameters) => ReadJwtToken(token);

                public override ClaimsPrincipal {|TKG2001:ValidateToken|}(string token, TokenValidationParameters validationParameters, out SecurityToken validatedToken)
                {
                    var jwt = new JwtSecurityToken(token);
                    validatedToken = jwt;
                    return new ClaimsPrincipal(new ClaimsIdentity(jwt.Claims.ToList(), "jwt"));
                }
            }

            public class ReadingAsync : JsonWebTokenHandler
            {
                public override Task<TokenValidationResult> {|TKG2001:ValidateTokenAsync|}(string token, TokenValidationParameters validationParameters)
                {
                    var jwt = new JsonWebToken(token);
                    return Task.FromResult(new TokenValidationResult { IsValid = true, SecurityToken = jwt });
                }
            }
            """);

    [Fact]
    public Task Handler_that_asks_its_base_or_a_service_is_silent() =>
        Verify<TokenValidationAnalyzer>.Silent(
            """
            using Microsoft.IdentityModel.JsonWebTokens;
            using Microsoft.IdentityModel.Tokens;
            using System.IdentityModel.Tokens.Jwt;
            using System.Security.Claims;

            public class Base : JwtSecurityTokenHandler
            {
                protected override JwtSecurityToken ValidateSignature(string token, TokenValidationParameters validationParameters)
                {
                    var jwt = new JwtSecurityToken(token);
                    return jwt.Header.Typ == "at+jwt" ? base.ValidateSignature(token, validationParameters) : throw new SecurityTokenException();
                }

                public override ClaimsPrincipal ValidateToken(string token, TokenValidationParameters validationParameters, out SecurityToken validatedToken) =>
                    throw new NotSupportedException();
            }

            public class Introspecting(HttpClient http) : JsonWebTokenHandler
            {
                public override async Task<TokenValidationResult> ValidateTokenAsync(string token, TokenValidationParameters validationParameters)
                {
                    (await http.PostAsync("/introspect", new StringContent(token))).EnsureSuccessStatusCode();
                    return new TokenValidationResult { IsValid = true, SecurityToken = new JsonWebToken(token) };
                }
            }

            public class NotAHandler
            {
                public JwtSecurityToken ValidateToken(string token) => new JwtSecurityToken(token);
            }
            """);

    [Theory]
    [InlineData("new JwtBuilder().WithSecret(key).{|TKG2001:DoNotVerifySignature|}().Decode(token)")]
    [InlineData("new JwtBuilder().WithSecret(key).WithVerifySignature({|TKG2001:false|}).Decode(token)")]
    [InlineData("new JwtBuilder().WithSecret(key).{|TKG2001:Decode|}(token)")]
    [InlineData("new JwtBuilder().WithSecret(key).{|TKG2001:Decode<Dictionary<string, object>>|}(token)")]
    [InlineData("decoder.Decode(token, key, {|TKG2001:false|})")]
    [InlineData("decoder.Decode(token, key, {|TKG2001:verify: false|})")]
    [InlineData("decoder.DecodeToObject<Dictionary<string, object>>(token, key, verify: Off)", "verify: Off")]
    [InlineData("decoder.DecodeToObject(token, key, verify: false)", "verify: false")]
    [InlineData("new JwtBuilder().WithValidationParameters({|TKG2001:ValidationParameters.None|})")]
    [InlineData("new JwtBuilder().WithValidationParameters(p => {|TKG2001:p.ValidateSignature = false|})")]
    [InlineData("new ValidationParameters { {|TKG2001:ValidateSignature = false|} }")]
    public Task JWT_NET_that_does_not_verify_is_reported(string expression, string? marked = null) =>
        JwtNet.Reports(Jwt(marked is null ? expression : expression.Replace(marked, $"{{|TKG2001:{marked}|}}", StringComparison.Ordinal)), "JwtNetParameters.cs");

    [Theory]
    [InlineData("new JwtBuilder().WithSecret(key).MustVerifySignature().Decode(token)")]
    [InlineData("new JwtBuilder().WithSecret(key).WithVerifySignature(true).Decode(token)")]
    [InlineData("new JwtBuilder().WithSecret(key).WithVerifySignature(flag).Decode(token)")]
    [InlineData("builder.Decode(token)")]
    [InlineData("new JwtBuilder().DecodeHeader(token)")]
    [InlineData("decoder.Decode(token, key, true)")]
    [InlineData("decoder.Decode(token, key, verify: flag)")]
    [InlineData("new JwtBuilder().WithValidationParameters(ValidationParameters.None.With(p => p.ValidateSignature = true))")]
    [InlineData("new JwtBuilder().WithValidationParameters(ValidationParameters.Default)")]
    [InlineData("new Look.JwtBuilder().DoNotVerifySignature()")]
    public Task JWT_NET_that_verifies_or_is_told_elsewhere_is_silent(string expression) => JwtNet.Silent(Jwt(expression), "JwtNetParameters.cs");

    [Theory]
    [InlineData("JWT", "7.3.1.0", false)]
    [InlineData("JWT", "9.0.3.0", false)]
    [InlineData("JWT", "10.0.0.0", true)]
    [InlineData("JWT", "11.1.0.0", true)]
    public void JWT_NET_verifies_by_default_since_version_10(string name, string version, bool expected) =>
        Assert.Equal(expected, JwtNetValidation.VerifiesByDefault(new AssemblyIdentity(name, Version.Parse(version))));

    [Theory]
    [InlineData("new JwtBuilder().{|TKG2001:DoNotVerifySignature|}().Decode(token)", "new JwtBuilder().MustVerifySignature().Decode(token)")]
    [InlineData("new JwtBuilder().WithVerifySignature({|TKG2001:false|}).Decode(token)", "new JwtBuilder().WithVerifySignature(true).Decode(token)")]
    [InlineData("decoder.Decode(token, key, {|TKG2001:verify: false|})", "decoder.Decode(token, key, verify: true)")]
    [InlineData("ValidationParameters.Default.With(p => _ = {|TKG2001:ValidationParameters.None|})", "ValidationParameters.Default.With(p => _ = ValidationParameters.Default)")]
    [InlineData("new JwtBuilder() // ours\n            .WithSecret(key)\n            .{|TKG2001:Decode|}(token)", "new JwtBuilder() // ours\n            .WithSecret(key)\n            .MustVerifySignature()\n            .Decode(token)")]
    public Task JWT_NET_is_made_to_verify(string expression, string repaired) => JwtNet.Fixes(Jwt(expression), Jwt(repaired), stubs: "JwtNetParameters.cs");

    [Fact]
    public Task JWT_NET_without_algorithm_is_reported() =>
        JwtNet.Reports(
            """
            using JWT.Algorithms;
            using JWT.Builder;
            public class C
            {
                public string M(string token) => JwtBuilder.Create().WithAlgorithm(new NoneAlgorithm()).{|TKG2001:Decode|}(token);
                public string Signed(string token, string key) => JwtBuilder.Create().WithAlgorithm(new HMACSHA256Algorithm()).WithSecret(key).Decode(token);
            }
            """,
            "JwtNet11.cs");

    [Fact]
    public Task JWT_NET_parameters_are_switched_on() =>
        Verify<TokenValidationAnalyzer, TokenValidationParametersCodeFix>.Fixes(
            Jwt("new ValidationParameters { {|TKG2001:ValidateSignature = false|} }"),
            Jwt("new ValidationParameters { ValidateSignature = true }"),
            stubs: "JwtNetParameters.cs");

    [Theory]
    [InlineData("{|TKG2001:Jose.JWT.Decode|}(token)")]
    [InlineData("{|TKG2001:Jose.JWT.Decode|}(token, null)")]
    [InlineData("{|TKG2001:Jose.JWT.Decode|}(token, key: null)")]
    [InlineData("{|TKG2001:Jose.JWT.Decode<Dictionary<string, object>>|}(token)")]
    [InlineData("{|TKG2001:Jose.JWT.Decode|}(token, NoKey)")]
    public Task Jose_without_key_is_reported_and_gets_no_fix(string expression) =>
        Verify<TokenValidationAnalyzer, JwtNetCodeFix>.OffersNoFix(Jwt(expression), "JwtNetParameters.cs");

    [Theory]
    [InlineData("Jose.JWT.Decode(token, key)")]
    [InlineData("Jose.JWT.Decode(token, key, Jose.JwsAlgorithm.HS256)")]
    [InlineData("Jose.JWT.Decode<Dictionary<string, object>>(token, flag ? key : null)")]
    [InlineData("Jose.JWT.Payload(token)")]
    [InlineData("Jose.JWT.Headers(token)")]
    [InlineData("Look.JWT.Decode(token)")]
    public Task Jose_with_key_or_reading_only_is_silent(string expression) => Verify<TokenValidationAnalyzer>.Silent(Jwt(expression), "JwtNetParameters.cs");

    private static string Jwt(string expression) =>
        $$"""
        using JWT;
        using JWT.Builder;

        namespace Look
        {
            public class JwtBuilder { public object DoNotVerifySignature() => this; }
            public static class JWT { public static string Decode(string token, object? key = null) => token; }
        }

        public class C
        {
            private const bool Off = false;
            private static readonly object? NoKey = null;

            public object M(string token, byte[] key, bool flag, IJwtDecoder decoder, JwtBuilder builder) =>
                {{expression}};
        }
        """;
}
