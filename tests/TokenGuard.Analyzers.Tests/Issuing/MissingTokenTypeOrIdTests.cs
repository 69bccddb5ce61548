using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using Verify = TokenGuard.Analyzers.Tests.Verify<TokenGuard.Analyzers.Issuing.MissingTokenTypeOrIdAnalyzer, TokenGuard.CodeFixes.Issuing.MissingTokenTypeOrIdCodeFix>;

namespace TokenGuard.Analyzers.Tests.Issuing;

public class MissingTokenTypeOrIdTests
{
    private const string Jti = "[new Claim(\"sub\", text), new Claim(JwtRegisteredClaimNames.Jti, text)]";

    [Theory]
    [InlineData("return new JsonWebTokenHandler().CreateToken({|TKG1007:new SecurityTokenDescriptor|} { SigningCredentials = credentials });")]
    [InlineData("return new JsonWebTokenHandler().CreateToken({|TKG1007:new SecurityTokenDescriptor|} { TokenType = \"at+jwt\", Subject = new ClaimsIdentity([new Claim(\"sub\", text)]) });")]
    [InlineData("return new JsonWebTokenHandler().CreateToken({|TKG1007:new SecurityTokenDescriptor|} { TokenType = \"JWT\", Claims = new Dictionary<string, object> { [\"jti\"] = text } });")]
    [InlineData("return new JwtSecurityTokenHandler().CreateToken({|TKG1007:new SecurityTokenDescriptor|} { Subject = new ClaimsIdentity(" + Jti + ") });")]
    [InlineData("var d = {|TKG1007:new SecurityTokenDescriptor|} { Issuer = text }; d.Expires = time; return new JsonWebTokenHandler().CreateToken(d);")]
    [InlineData("return new JwtSecurityTokenHandler().WriteToken({|TKG1007:new JwtSecurityToken|}(text, text, [new Claim(\"sub\", text)], null, time, credentials));")]
    [InlineData("return new JwtSecurityTokenHandler().WriteToken({|TKG1007:new JwtSecurityToken|}(text, text, " + Jti + ", null, time, credentials));")]
    [InlineData("var token = {|TKG1007:new JwtSecurityToken|}(text, text, [], null, time, credentials); token.Header[\"typ\"] = \"at+jwt\"; return new JwtSecurityTokenHandler().WriteToken(token);")]
    [InlineData("var accessToken = new JsonWebTokenHandler().CreateToken({|TKG1007:new SecurityTokenDescriptor|} { Subject = identity }); return accessToken;")]
    public Task Access_token_without_type_or_id_is_reported(string body) => Verify.Reports(In(body));

    [Theory]
    [InlineData("return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor { TokenType = \"at+jwt\", Subject = new ClaimsIdentity(" + Jti + ") });")]
    [InlineData("return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor { TokenType = \"at+jwt\", Claims = new Dictionary<string, object> { [\"jti\"] = text } });")]
    [InlineData("return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor { TokenType = text, Claims = new Dictionary<string, object> { [\"jti\"] = text } });")]
    [InlineData("return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor { TokenType = \"at+jwt\", Subject = identity });")]
    [InlineData("return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor { Subject = identity });")]
    [InlineData("var d = new SecurityTokenDescriptor { TokenType = \"at+jwt\", Subject = new ClaimsIdentity() }; d.Subject.AddClaim(new Claim(\"jti\", text)); return new JsonWebTokenHandler().CreateToken(d);")]
    [InlineData("var d = new SecurityTokenDescriptor { Claims = new Dictionary<string, object> { [\"jti\"] = text } }; if (flag) { d.TokenType = \"at+jwt\"; } return new JsonWebTokenHandler().CreateToken(d);")]
    [InlineData("var token = new JwtSecurityToken(text, text, " + Jti + ", null, time, credentials); token.Header[\"typ\"] = \"at+jwt\"; return new JwtSecurityTokenHandler().WriteToken(token);")]
    [InlineData("return new JwtSecurityTokenHandler().WriteToken(new JwtSecurityToken(text, text, given, null, time, credentials));")]
    [InlineData("return new JwtSecurityTokenHandler().WriteToken(new JwtSecurityToken(new JwtHeader(credentials), new JwtPayload()));")]
    [InlineData("var handler = new JwtSecurityTokenHandler(); var t = handler.CreateJwtSecurityToken(new SecurityTokenDescriptor { Issuer = text }); t.Header[\"typ\"] = \"at+jwt\"; t.Payload[\"jti\"] = text; return handler.WriteToken(t);")]
    [InlineData("var handler = new JwtSecurityTokenHandler(); var d = new SecurityTokenDescriptor { Claims = new Dictionary<string, object> { [\"jti\"] = text } }; var t = (JwtSecurityToken)handler.CreateToken(d); t.Header.Remove(\"typ\"); t.Header.Add(\"typ\", \"at+jwt\"); return handler.WriteToken(t);")]
    [InlineData("var handler = new JwtSecurityTokenHandler(); var t = handler.CreateToken(new SecurityTokenDescriptor { Claims = new Dictionary<string, object> { [\"jti\"] = text } }); ((JwtSecurityToken)t).Header[\"typ\"] = \"at+jwt\"; return handler.WriteToken(t);")]
    public Task Token_with_both_or_with_unknown_claims_is_silent(string body) => Verify.Silent(In(body));

    [Theory]
    [InlineData("var idToken = new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor { Issuer = text }); return idToken;")]
    [InlineData("var refreshToken = new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor { Issuer = text }); return refreshToken;")]
    [InlineData("var invitation = new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor { Issuer = text }); return invitation;")]
    [InlineData("var clientAssertion = new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor { Issuer = text }); return clientAssertion;")]
    [InlineData("return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor { TokenType = \"dpop+jwt\", Issuer = text });")]
    [InlineData("return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor { Claims = new Dictionary<string, object> { [\"token_use\"] = \"id\" } });")]
    [InlineData("return new SecurityTokenDescriptor { Issuer = text };")]
    [InlineData("return new JwtSecurityToken(text);")]
    [InlineData("var token = new JwtSecurityToken(issuer: text); return token.Issuer;")]
    [InlineData("return new Own.SecurityTokenDescriptor { Issuer = text };")]
    public Task Other_token_is_silent(string body) => Verify.Silent(In(body));

    [Fact]
    public Task Message_says_what_is_missing() => Verify.ReportsMessages(
        In("_ = new JsonWebTokenHandler().CreateToken({|#0:new SecurityTokenDescriptor|} { Issuer = text }); _ = new JsonWebTokenHandler().CreateToken({|#1:new SecurityTokenDescriptor|} { TokenType = \"at+jwt\" }); return new JwtSecurityTokenHandler().WriteToken({|#2:new JwtSecurityToken|}(claims: " + Jti + "));"),
        new DiagnosticResult("TKG1007", DiagnosticSeverity.Warning).WithLocation(0).WithMessage("The access token made with 'SecurityTokenDescriptor' has no type 'at+jwt' and no ID; set both"),
        new DiagnosticResult("TKG1007", DiagnosticSeverity.Warning).WithLocation(1).WithMessage("The access token made with 'SecurityTokenDescriptor' has no ID; set 'jti'"),
        new DiagnosticResult("TKG1007", DiagnosticSeverity.Warning).WithLocation(2).WithMessage("The access token made with 'JwtSecurityToken' has no type 'at+jwt'; set it"));

    [Theory]
    [InlineData(
        "return new JsonWebTokenHandler().CreateToken({|TKG1007:new SecurityTokenDescriptor|} { Issuer = text, Subject = new ClaimsIdentity([new Claim(\"sub\", text)]) });",
        "return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor { Issuer = text, Subject = new ClaimsIdentity([new Claim(\"sub\", text)]), Claims = new Dictionary<string, object> { [\"jti\"] = Guid.NewGuid().ToString() }, TokenType = \"at+jwt\" });")]
    [InlineData(
        "return new JsonWebTokenHandler().CreateToken({|TKG1007:new SecurityTokenDescriptor|} { TokenType = \"JWT\" /* for now */, Claims = new Dictionary<string, object> { [\"sub\"] = text } });",
        "return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor { TokenType = \"at+jwt\" /* for now */, Claims = new Dictionary<string, object> { [\"sub\"] = text, [\"jti\"] = Guid.NewGuid().ToString() } });")]
    [InlineData(
        "var token = {|TKG1007:new JwtSecurityToken|}(text, text, [new Claim(\"sub\", text)], null, time, credentials); // an hour\n        return new JwtSecurityTokenHandler().WriteToken(token);",
        "var token = new JwtSecurityToken(text, text, [new Claim(\"sub\", text)], null, time, credentials); // an hour\n        token.Header[\"typ\"] = \"at+jwt\";\n        token.Payload[\"jti\"] = Guid.NewGuid().ToString();\n        return new JwtSecurityTokenHandler().WriteToken(token);")]
    public Task Fix_sets_what_is_missing(string body, string repaired) => Verify.Fixes(In(body), In(repaired));

    [Theory]
    [InlineData("return new JwtSecurityTokenHandler().WriteToken({|TKG1007:new JwtSecurityToken|}(text, text, [], null, time, credentials));")]
    [InlineData("var d = {|TKG1007:new SecurityTokenDescriptor|} { Claims = new Dictionary<string, object> { [\"jti\"] = text } }; d.TokenType = \"JWT\"; return new JsonWebTokenHandler().CreateToken(d);")]
    [InlineData("var d = {|TKG1007:new SecurityTokenDescriptor|} { TokenType = \"at+jwt\" }; d.Claims = new Dictionary<string, object> { [\"sub\"] = text }; return new JsonWebTokenHandler().CreateToken(d);")]
    [InlineData("var entries = new Dictionary<string, object> { [\"sub\"] = text }; return new JsonWebTokenHandler().CreateToken({|TKG1007:new SecurityTokenDescriptor|} { Claims = entries });")]
    public Task No_fix_where_there_is_no_place_for_it(string body) => Verify.OffersNoFix(In(body));

    private static string In(string body) => $$"""
        using System.IdentityModel.Tokens.Jwt;
        using System.Security.Claims;
        using Microsoft.IdentityModel.JsonWebTokens;
        using Microsoft.IdentityModel.Tokens;
        using JwtRegisteredClaimNames = Microsoft.IdentityModel.JsonWebTokens.JwtRegisteredClaimNames;

        public class C
        {
            public static object? M(SigningCredentials credentials, ClaimsIdentity identity, List<Claim> given, DateTime time, string text, bool flag)
            {
                {{body}}
            }
        }

        namespace Own
        {
            public class SecurityTokenDescriptor { public string Issuer { get; set; } = ""; }
        }
        """;
}
