using Microsoft.CodeAnalysis.Testing;
using Verify = TokenGuard.Analyzers.Tests.Verify<TokenGuard.Analyzers.Issuing.UnsignedTokenAnalyzer, TokenGuard.CodeFixes.Issuing.UnsignedTokenCodeFix>;

namespace TokenGuard.Analyzers.Tests.Issuing;

public class UnsignedTokenTests
{
    [Theory]
    [InlineData("new JsonWebTokenHandler().CreateToken({|TKG1001:new SecurityTokenDescriptor|} { Subject = identity });")]
    [InlineData("new JwtSecurityTokenHandler().CreateToken({|TKG1001:new SecurityTokenDescriptor|}());")]
    [InlineData("new JwtSecurityTokenHandler().CreateEncodedJwt({|TKG1001:new SecurityTokenDescriptor|} { Issuer = text });")]
    [InlineData("new JwtSecurityTokenHandler().CreateJwtSecurityToken({|TKG1001:new SecurityTokenDescriptor|} { Issuer = text });")]
    [InlineData("new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor { {|TKG1001:SigningCredentials = null|} });")]
    [InlineData("new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor { {|TKG1001:SigningCredentials = default|} });")]
    [InlineData("SecurityTokenDescriptor d = {|TKG1001:new|}() { Issuer = text }; d.Audience = text; return new JsonWebTokenHandler().CreateToken(d);")]
    [InlineData("var d = {|TKG1001:new SecurityTokenDescriptor|}(); new JsonWebTokenHandler().CreateToken(d); d.SigningCredentials = credentials;")]
    [InlineData("var d = new SecurityTokenDescriptor { SigningCredentials = credentials }; {|TKG1001:d.SigningCredentials = null|}; new JsonWebTokenHandler().CreateToken(d);")]
    [InlineData("var d = {|TKG1001:new SecurityTokenDescriptor|}(); new JsonWebTokenHandler().CreateToken(d); new JsonWebTokenHandler().CreateToken(d);")]
    [InlineData("SigningCredentials? none = null; new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor { {|TKG1001:SigningCredentials = none|} });")]
    [InlineData("SecurityTokenHandler handler = new JwtSecurityTokenHandler(); handler.CreateToken({|TKG1001:new SecurityTokenDescriptor|}());")]
    [InlineData("Func<string> make = () => new JsonWebTokenHandler().CreateToken({|TKG1001:new SecurityTokenDescriptor|} { Issuer = text });")]
    public Task Descriptor_without_credentials_given_to_a_handler_is_reported(string body) => Verify.Reports(In(body));

    [Theory]
    [InlineData("new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor { SigningCredentials = credentials });")]
    [InlineData("var d = new SecurityTokenDescriptor(); d.SigningCredentials = credentials; new JsonWebTokenHandler().CreateToken(d);")]
    [InlineData("var d = new SecurityTokenDescriptor(); if (flag) { d.SigningCredentials = credentials; } new JsonWebTokenHandler().CreateToken(d);")]
    [InlineData("var d = new SecurityTokenDescriptor(); if (flag) { d.SigningCredentials = null; } else { d.SigningCredentials = credentials; } new JsonWebTokenHandler().CreateToken(d);")]
    [InlineData("new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor { SigningCredentials = flag ? credentials : null });")]
    [InlineData("new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor { SigningCredentials = Defaults.Credentials });")]
    [InlineData("SigningCredentials? maybe = null; if (flag) { maybe = credentials; } new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor { SigningCredentials = maybe });")]
    public Task Descriptor_with_credentials_on_some_path_is_silent(string body) => Verify.Silent(In(body));

    [Theory]
    [InlineData("var d = new SecurityTokenDescriptor(); Sign(d); new JsonWebTokenHandler().CreateToken(d);")]
    [InlineData("var d = new SecurityTokenDescriptor(); configure(d); new JsonWebTokenHandler().CreateToken(d);")]
    [InlineData("return new SecurityTokenDescriptor { Issuer = text };")]
    [InlineData("Descriptor = new SecurityTokenDescriptor(); new JsonWebTokenHandler().CreateToken(Descriptor);")]
    [InlineData("Sign(new SecurityTokenDescriptor());")]
    [InlineData("new JsonWebTokenHandler().CreateToken(given);")]
    [InlineData("new JsonWebTokenHandler().CreateToken(Make());")]
    [InlineData("new JsonWebTokenHandler().CreateToken(new SignedDescriptor());")]
    [InlineData("new SigningHandler().CreateToken(new SecurityTokenDescriptor());")]
    [InlineData("var d = new SecurityTokenDescriptor(); _ = d.Issuer;")]
    public Task Descriptor_that_may_be_signed_elsewhere_is_silent(string body) => Verify.Silent(In(body));

    [Theory]
    [InlineData("new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor { EncryptingCredentials = encrypting });")]
    [InlineData("""new JsonWebTokenHandler().CreateToken("{}", encrypting);""")]
    [InlineData("new JwtSecurityTokenHandler().CreateEncodedJwt(text, text, identity, null, null, null, null, encrypting);")]
    [InlineData("var d = new SecurityTokenDescriptor(); if (flag) { d.EncryptingCredentials = encrypting; } new JsonWebTokenHandler().CreateToken(d);")]
    public Task Token_that_is_encrypted_only_is_silent(string body) => Verify.Silent(In(body));

    [Theory]
    [InlineData("return new JwtSecurityTokenHandler().WriteToken({|TKG1001:new JwtSecurityToken|}(text, text, claims, null, time));")]
    [InlineData("return new JwtSecurityTokenHandler().WriteToken({|TKG1001:new JwtSecurityToken|}());")]
    [InlineData("return new JwtSecurityTokenHandler().WriteToken(new JwtSecurityToken(text, text, claims, null, time, {|TKG1001:null|}));")]
    [InlineData("return new JwtSecurityTokenHandler().WriteToken(new JwtSecurityToken(issuer: text, {|TKG1001:signingCredentials: null|}));")]
    [InlineData("var token = {|TKG1001:new JwtSecurityToken|}(issuer: text, expires: time); return new JwtSecurityTokenHandler().WriteToken(token);")]
    [InlineData("JwtSecurityToken token; if (flag) { token = {|TKG1001:new JwtSecurityToken|}(issuer: text); } else { token = new JwtSecurityToken(text, signingCredentials: credentials); } return new JwtSecurityTokenHandler().WriteToken(token);")]
    [InlineData("var token = {|TKG1001:new JwtSecurityToken|}(issuer: text, expires: time); return token;")]
    [InlineData("return {|TKG1001:new JwtSecurityToken|}(issuer: text, expires: time);")]
    [InlineData("SecurityTokenHandler handler = new JwtSecurityTokenHandler(); return handler.WriteToken({|TKG1001:new JwtSecurityToken|}(expires: time));")]
    [InlineData("return new { token = new JwtSecurityTokenHandler().WriteToken({|TKG1001:new JwtSecurityToken|}(expires: time)), expires = time };")]
    [InlineData("return new JwtSecurityTokenHandler().WriteToken(new JwtSecurityToken({|TKG1001:new JwtHeader|}(), new JwtPayload()));")]
    [InlineData("var header = new JwtHeader({|TKG1001:signingCredentials: null|}); return new JwtSecurityTokenHandler().WriteToken(new JwtSecurityToken(header, payload));")]
    public Task JwtSecurityToken_without_credentials_that_is_issued_is_reported(string body) => Verify.Reports(In(body));

    [Theory]
    [InlineData("return new JwtSecurityTokenHandler().WriteToken(new JwtSecurityToken(text, text, claims, null, time, credentials));")]
    [InlineData("return new JwtSecurityTokenHandler().WriteToken(new JwtSecurityToken(jwtEncodedString: text));")]
    [InlineData("return new JwtSecurityToken(text + text);")]
    [InlineData("var token = new JwtSecurityToken(issuer: text); return token.Issuer;")]
    [InlineData("var token = new JwtSecurityToken(issuer: text); return token.EncodedHeader + token.EncodedPayload;")]
    [InlineData("return new JwtSecurityTokenHandler().WriteToken(new JwtSecurityToken(new JwtHeader(credentials), payload));")]
    [InlineData("return new JwtSecurityTokenHandler().WriteToken(new JwtSecurityToken(new JwtHeader(encrypting), payload));")]
    [InlineData("return new JwtSecurityTokenHandler().WriteToken(new JwtSecurityToken(new JwtHeader(), payload, text, text, text));")]
    [InlineData("""var header = new JwtHeader { ["alg"] = "RS256" }; var unsigned = new JwtSecurityTokenHandler().WriteToken(new JwtSecurityToken(header, payload)); return unsigned + Signature(unsigned);""")]
    [InlineData("""var header = new JwtHeader(); header.Add("alg", "RS256"); return new JwtSecurityTokenHandler().WriteToken(new JwtSecurityToken(header, payload)) + text;""")]
    [InlineData("""var token = new JwtSecurityToken(issuer: text); token.Header["alg"] = "RS256"; return new JwtSecurityTokenHandler().WriteToken(token) + text;""")]
    [InlineData("var header = new JwtHeader(); return header.Base64UrlEncode();")]
    [InlineData("_ = new TokenValidationParameters { SignatureValidator = (token, _) => new JwtSecurityToken(issuer: token) }; return null;")]
    [InlineData("return ReadToken(); SecurityToken ReadToken() => new JwtSecurityToken(issuer: text);")]
    public Task JwtSecurityToken_that_is_signed_or_only_read_is_silent(string body) => Verify.Silent(In(body));

    [Theory]
    [InlineData("""new JsonWebTokenHandler().{|TKG1001:CreateToken|}("{}");""")]
    [InlineData("""new JsonWebTokenHandler().{|TKG1001:CreateToken|}(text, new Dictionary<string, object>());""")]
    [InlineData("new JwtSecurityTokenHandler().CreateEncodedJwt(text, text, identity, null, time, null, {|TKG1001:null|});")]
    [InlineData("new JwtSecurityTokenHandler().CreateJwtSecurityToken(text, text, identity, null, time, null, {|TKG1001:null|}, null);")]
    [InlineData("new JwtSecurityTokenHandler().{|TKG1001:CreateJwtSecurityToken|}(text, text, identity);")]
    public Task Handler_call_without_credentials_is_reported(string body) => Verify.Reports(In(body));

    [Theory]
    [InlineData("""new JsonWebTokenHandler().CreateToken("{}", credentials);""")]
    [InlineData("new JwtSecurityTokenHandler().CreateEncodedJwt(text, text, identity, null, time, null, credentials);")]
    [InlineData("new JwtSecurityTokenHandler().CreateJwtSecurityToken(text, text, identity, signingCredentials: credentials);")]
    [InlineData("new SigningHandler().CreateToken(text);")]
    public Task Handler_call_with_credentials_is_silent(string body) => Verify.Silent(In(body));

    [Fact]
    public Task Handler_of_the_project_that_hands_on_what_it_is_given_is_silent() =>
        Verify.Reports(
            """
            using Microsoft.IdentityModel.JsonWebTokens;
            using Microsoft.IdentityModel.Tokens;

            class CountingHandler : JsonWebTokenHandler
            {
                public int Count { get; private set; }
                public override string CreateToken(string payload) { Count++; return base.CreateToken(payload); }
                public string CreateEmpty() => base.CreateToken({|TKG1001:new SecurityTokenDescriptor|} { Issuer = "shop" });
            }
            """);

    [Theory]
    [InlineData("_ = new SigningCredentials(key, {|TKG1001:SecurityAlgorithms.None|});")]
    [InlineData("""const string Algorithm = "none"; _ = new SigningCredentials(key, {|TKG1001:Algorithm|});""")]
    [InlineData("""_ = new JwtHeader { ["alg"] = {|TKG1001:"none"|} };""")]
    [InlineData("""_ = new JwtHeader { { "alg", {|TKG1001:SecurityAlgorithms.None|} } };""")]
    [InlineData("""var header = new JwtHeader(credentials); header["alg"] = {|TKG1001:"None"|};""")]
    [InlineData("""var header = new JwtHeader(credentials); header[System.IdentityModel.Tokens.Jwt.JwtHeaderParameterNames.Alg] = {|TKG1001:"none"|};""")]
    [InlineData("Jose.JWT.Encode(identity, null, {|TKG1001:Jose.JwsAlgorithm.none|});")]
    [InlineData("Jose.JWT.Encode(text, key, {|TKG1001:algorithm: Jose.JwsAlgorithm.none|});")]
    [InlineData("const Jose.JwsAlgorithm Unsafe = Jose.JwsAlgorithm.none; Jose.JWT.EncodeBytes(new byte[1], key, {|TKG1001:Unsafe|});")]
    [InlineData("""Jose.JWT.Encode(text, null, {|TKG1001:"none"|});""")]
    public Task Algorithm_none_is_reported(string body) => Verify.Reports(In(body));

    [Theory]
    [InlineData("_ = new SigningCredentials(key, SecurityAlgorithms.HmacSha256);")]
    [InlineData("if (text == SecurityAlgorithms.None) { throw new InvalidOperationException(); }")]
    [InlineData("_ = new TokenValidationParameters { ValidAlgorithms = [SecurityAlgorithms.None] };")]
    [InlineData("Jose.JWT.Decode(text, null, Jose.JwsAlgorithm.none);")]
    [InlineData("Jose.JWT.Encode(text, key, Jose.JwsAlgorithm.HS256);")]
    [InlineData("Jose.JWT.Encode(text, key, Jose.JweAlgorithm.DIR, Jose.JweEncryption.A256GCM);")]
    [InlineData("Jose.JWT.Encode(text, key, algorithm);")]
    [InlineData("""_ = new Dictionary<string, object> { ["alg"] = "none" };""")]
    [InlineData("""_ = new JwtHeader { ["typ"] = "none" };""")]
    public Task Algorithm_that_signs_or_is_only_compared_is_silent(string body) => Verify.Silent(In(body));

    [Theory]
    [InlineData("""return JwtBuilder.Create().WithAlgorithm({|TKG1001:new NoneAlgorithm()|}).AddClaim("exp", 1).Encode();""")]
    [InlineData("""var builder = JwtBuilder.Create(); builder.WithAlgorithm({|TKG1001:new NoneAlgorithm()|}); return builder.AddClaim("exp", 1).Encode();""")]
    [InlineData("""var none = new NoneAlgorithm(); return new JwtBuilder().AddClaim("exp", 1).WithAlgorithm({|TKG1001:none|}).Encode();""")]
    [InlineData("""return new JwtEncoder({|TKG1001:new NoneAlgorithm()|}, null, null).Encode(null, new { exp = 1 }, []);""")]
    public Task None_of_JWT_NET_is_reported(string body) => Verify.Reports(InJwtNet(body), "JwtNet11.cs");

    [Fact]
    public Task None_that_a_method_chooses_is_reported() =>
        Verify.Reports(
            """
            using JWT.Algorithms;

            public class C
            {
                public IJwtAlgorithm Choose(string name)
                {
                    switch (name)
                    {
                        case "HS256":
                            return new HMACSHA256Algorithm();
                        default:
                            return {|TKG1001:new NoneAlgorithm()|};
                    }
                }

                public IJwtAlgorithm Choose2(string name) => name switch
                {
                    "HS256" => new HMACSHA256Algorithm(),
                    _ => {|TKG1001:new NoneAlgorithm()|},
                };
            }
            """,
            "JwtNet11.cs");

    [Theory]
    [InlineData("""return JwtBuilder.Create().WithAlgorithm(new HMACSHA256Algorithm()).AddClaim("exp", 1).Encode();""")]
    [InlineData("""return JwtBuilder.Create().WithAlgorithm(new NoneAlgorithm()).Decode(text);""")]
    [InlineData("""return JwtBuilder.Create().WithAlgorithm(algorithm).Encode();""")]
    public Task Builder_of_JWT_NET_that_signs_or_decodes_is_silent(string body) => Verify.Silent(InJwtNet(body), "JwtNet11.cs");

    [Fact]
    public Task Look_alikes_are_silent() =>
        Verify.Silent("""
            namespace Other
            {
                public class SecurityTokenDescriptor { public object? SigningCredentials; }

                public class JwtSecurityToken { }

                public class JwtSecurityTokenHandler
                {
                    public string CreateToken(SecurityTokenDescriptor descriptor) => "";
                    public string WriteToken(JwtSecurityToken token) => "";
                }

                public class C
                {
                    public string M() =>
                        new JwtSecurityTokenHandler().CreateToken(new SecurityTokenDescriptor()) + new JwtSecurityTokenHandler().WriteToken(new JwtSecurityToken());
                }
            }
            """);

    [Fact]
    public Task Saml_descriptor_is_silent() =>
        Verify.Silent("""
            using Microsoft.IdentityModel.Tokens;

            public abstract class SamlHandler : SecurityTokenHandler
            {
                public SecurityToken M() => CreateToken(new SecurityTokenDescriptor());
            }
            """);

    [Fact]
    public Task Development_code_is_silent() =>
        Verify.Silent("""
            using Microsoft.IdentityModel.JsonWebTokens;
            using Microsoft.IdentityModel.Tokens;

            public class C(IHostEnvironment environment)
            {
                public string? M()
                {
                    if (environment.IsDevelopment())
                    {
                        return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor { Issuer = "me" });
                    }

                    return null;
                }
            }
            """);

    [Fact]
    public Task Message_names_the_maker_and_the_remedy() =>
        Verify.ReportsMessages(
            """
            using Microsoft.IdentityModel.JsonWebTokens;
            using Microsoft.IdentityModel.Tokens;

            public class C
            {
                public string M() => new JsonWebTokenHandler().CreateToken({|#0:new SecurityTokenDescriptor|} { Issuer = "me" });
            }
            """,
            new DiagnosticResult("TKG1001", Microsoft.CodeAnalysis.DiagnosticSeverity.Warning)
                .WithLocation(0)
                .WithMessage("The token made with 'SecurityTokenDescriptor' is not signed, so anyone can forge one; set SigningCredentials"));

    [Fact]
    public Task Fix_signs_with_the_credentials_of_the_constructor_and_keeps_comments() =>
        Verify.Fixes(
            """
            using Microsoft.IdentityModel.JsonWebTokens;
            using Microsoft.IdentityModel.Tokens;

            public class C(SigningCredentials credentials)
            {
                public string M()
                {
                    var descriptor = {|TKG1001:new SecurityTokenDescriptor|} // for guests
                    {
                        Issuer = "me",
                        Expires = DateTime.UtcNow.AddMinutes(5), // short
                    };

                    return new JsonWebTokenHandler().CreateToken(descriptor);
                }
            }
            """,
            """
            using Microsoft.IdentityModel.JsonWebTokens;
            using Microsoft.IdentityModel.Tokens;

            public class C(SigningCredentials credentials)
            {
                public string M()
                {
                    var descriptor = new SecurityTokenDescriptor // for guests
                    {
                        Issuer = "me",
                        Expires = DateTime.UtcNow.AddMinutes(5), // short
                        SigningCredentials = credentials,
                    };

                    return new JsonWebTokenHandler().CreateToken(descriptor);
                }
            }
            """);

    [Theory]
    [InlineData(
        "return new JsonWebTokenHandler().CreateToken({|TKG1001:new SecurityTokenDescriptor|}());",
        "return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor() { SigningCredentials = credentials });")]
    [InlineData(
        "return new JsonWebTokenHandler().CreateToken({|TKG1001:new SecurityTokenDescriptor|} { Issuer = text });",
        "return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor { Issuer = text, SigningCredentials = credentials });")]
    [InlineData(
        "var d = new SecurityTokenDescriptor(); {|TKG1001:d.SigningCredentials = null|}; return new JsonWebTokenHandler().CreateToken(d);",
        "var d = new SecurityTokenDescriptor(); d.SigningCredentials = credentials; return new JsonWebTokenHandler().CreateToken(d);")]
    [InlineData(
        "return new JwtSecurityTokenHandler().WriteToken({|TKG1001:new JwtSecurityToken|}(text, expires: time));",
        "return new JwtSecurityTokenHandler().WriteToken(new JwtSecurityToken(text, expires: time, signingCredentials: credentials));")]
    [InlineData(
        "return new JwtSecurityTokenHandler().WriteToken(new JwtSecurityToken(text, text, claims, null, time, {|TKG1001:null|}));",
        "return new JwtSecurityTokenHandler().WriteToken(new JwtSecurityToken(text, text, claims, null, time, credentials));")]
    [InlineData(
        "return new JwtSecurityTokenHandler().WriteToken(new JwtSecurityToken({|TKG1001:new JwtHeader|}(), payload));",
        "return new JwtSecurityTokenHandler().WriteToken(new JwtSecurityToken(new JwtHeader(credentials), payload));")]
    [InlineData(
        """return new JsonWebTokenHandler().{|TKG1001:CreateToken|}("{}");""",
        """return new JsonWebTokenHandler().CreateToken("{}", credentials);""")]
    [InlineData(
        "return new JwtSecurityTokenHandler().{|TKG1001:CreateJwtSecurityToken|}(text, text);",
        "return new JwtSecurityTokenHandler().CreateJwtSecurityToken(text, text, signingCredentials: credentials);")]
    public Task Fix_signs_with_the_only_credentials_in_scope(string body, string fixedBody) => Verify.Fixes(In(body), In(fixedBody));

    [Fact]
    public Task Fix_finds_the_credentials_in_the_settings() =>
        Verify.Fixes(
            """
            using System.IdentityModel.Tokens.Jwt;
            using Microsoft.IdentityModel.Tokens;

            public class Settings
            {
                public required string Issuer { get; init; }
                public required SigningCredentials SigningCredentials { get; init; }
            }

            public class C(Settings settings)
            {
                public string M()
                {
                    var token = {|TKG1001:new JwtSecurityToken|}(
                        issuer: settings.Issuer,
                        expires: DateTime.UtcNow.AddMinutes(10));

                    return new JwtSecurityTokenHandler().WriteToken(token);
                }
            }
            """,
            """
            using System.IdentityModel.Tokens.Jwt;
            using Microsoft.IdentityModel.Tokens;

            public class Settings
            {
                public required string Issuer { get; init; }
                public required SigningCredentials SigningCredentials { get; init; }
            }

            public class C(Settings settings)
            {
                public string M()
                {
                    var token = new JwtSecurityToken(
                        issuer: settings.Issuer,
                        expires: DateTime.UtcNow.AddMinutes(10),
                        signingCredentials: settings.SigningCredentials);

                    return new JwtSecurityTokenHandler().WriteToken(token);
                }
            }
            """);

    [Theory]
    [InlineData("public class C { public string M() =>")]
    [InlineData("public class C(SigningCredentials first, SigningCredentials second) { public string M() =>")]
    [InlineData("public class C { private readonly SigningCredentials credentials = null!; public static string M() =>")]
    public Task No_fix_without_exactly_one_value_to_sign_with(string start) =>
        Verify.OffersNoFix($$"""
            using Microsoft.IdentityModel.JsonWebTokens;
            using Microsoft.IdentityModel.Tokens;

            {{start}}
                new JsonWebTokenHandler().CreateToken({|TKG1001:new SecurityTokenDescriptor|} { Issuer = "me" });
            }
            """);

    [Theory]
    [InlineData("_ = new SigningCredentials(key, {|TKG1001:SecurityAlgorithms.None|});")]
    [InlineData("Jose.JWT.Encode(text, null, {|TKG1001:Jose.JwsAlgorithm.none|});")]
    public Task No_fix_where_a_key_is_missing(string body) => Verify.OffersNoFix(In(body));

    [Fact]
    public void Unsigned_algorithms()
    {
        Assert.All([null, "", " ", "none", "None", "NONE", " none "], algorithm => Assert.True(Rules.Facts.Algorithms.IsNone(algorithm)));
        Assert.All(["HS256", "ES256", "nonesuch"], algorithm => Assert.False(Rules.Facts.Algorithms.IsNone(algorithm)));
    }

    private static string In(string body) => $$"""
        using System.IdentityModel.Tokens.Jwt;
        using System.Security.Claims;
        using Microsoft.IdentityModel.JsonWebTokens;
        using Microsoft.IdentityModel.Tokens;

        public class SignedDescriptor : SecurityTokenDescriptor
        {
            public SignedDescriptor() => SigningCredentials = new SigningCredentials(null, "ES256");
        }

        public class SigningHandler : JsonWebTokenHandler
        {
            public override string CreateToken(SecurityTokenDescriptor descriptor) => "";
            public override string CreateToken(string payload) => "";
        }

        public static class Defaults
        {
            public static SigningCredentials? Credentials { get; set; } = null;
        }

        public class C
        {
            private static SecurityTokenDescriptor? Descriptor;
            private static void Sign(SecurityTokenDescriptor descriptor) { }
            private static SecurityTokenDescriptor Make() => new() { Issuer = "me" };
            private static string Signature(string text) => text;

            public static object? M(SigningCredentials credentials, EncryptingCredentials encrypting, SecurityKey key, Action<SecurityTokenDescriptor> configure,
                SecurityTokenDescriptor given, ClaimsIdentity identity, List<Claim> claims, JwtPayload payload, Jose.JwsAlgorithm algorithm, DateTime time, string text, bool flag)
            {
                {{body}}
                return null;
            }
        }
        """;

    private static string InJwtNet(string body) => $$"""
        using JWT;
        using JWT.Algorithms;
        using JWT.Builder;

        public class C
        {
            public string M(IJwtAlgorithm algorithm, string text)
            {
                {{body}}
            }
        }
        """;
}
