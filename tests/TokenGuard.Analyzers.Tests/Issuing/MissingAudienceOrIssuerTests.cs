using Microsoft.CodeAnalysis.Testing;
using Verify = TokenGuard.Analyzers.Tests.Verify<TokenGuard.Analyzers.Issuing.MissingAudienceOrIssuerAnalyzer, TokenGuard.CodeFixes.Issuing.MissingAudienceOrIssuerCodeFix>;

namespace TokenGuard.Analyzers.Tests.Issuing;

public class MissingAudienceOrIssuerTests
{
    [Theory]
    [InlineData("return new JsonWebTokenHandler().CreateToken({|TKG1006:new SecurityTokenDescriptor|} { SigningCredentials = credentials });")]
    [InlineData("return new JsonWebTokenHandler().CreateToken({|TKG1006:new SecurityTokenDescriptor|} { Issuer = text, SigningCredentials = credentials });")]
    [InlineData("return new JwtSecurityTokenHandler().CreateToken({|TKG1006:new SecurityTokenDescriptor|} { Audience = text, SigningCredentials = credentials });")]
    [InlineData("return new JwtSecurityTokenHandler().CreateEncodedJwt({|TKG1006:new SecurityTokenDescriptor|} { Audience = text, SigningCredentials = credentials });")]
    [InlineData("""return new JsonWebTokenHandler().CreateToken({|TKG1006:new SecurityTokenDescriptor|} { Subject = new ClaimsIdentity([new Claim("sub", text)]), Issuer = text });""")]
    [InlineData("""return new JsonWebTokenHandler().CreateToken({|TKG1006:new SecurityTokenDescriptor|} { Claims = new Dictionary<string, object> { ["iss"] = text } });""")]
    [InlineData("var d = {|TKG1006:new SecurityTokenDescriptor|} { Issuer = text }; d.Expires = time; return new JsonWebTokenHandler().CreateToken(d);")]
    [InlineData("SecurityTokenDescriptor d = {|TKG1006:new|}() { Issuer = text }; return new JsonWebTokenHandler().CreateToken(d);")]
    [InlineData("return new JwtSecurityTokenHandler().WriteToken({|TKG1006:new JwtSecurityToken|}(expires: time, signingCredentials: credentials));")]
    [InlineData("return new JwtSecurityTokenHandler().WriteToken({|TKG1006:new JwtSecurityToken|}(text, null, [new Claim(\"sub\", text)], null, time, credentials));")]
    [InlineData("var claims = new List<Claim> { new Claim(\"sub\", text) }; var token = {|TKG1006:new JwtSecurityToken|}(claims: claims, expires: time, signingCredentials: credentials); return new JwtSecurityTokenHandler().WriteToken(token);")]
    [InlineData("return new JwtSecurityTokenHandler().{|TKG1006:CreateEncodedJwt|}(text, null, new ClaimsIdentity(), null, time, null, credentials);")]
    [InlineData("return new JwtSecurityTokenHandler().{|TKG1006:CreateJwtSecurityToken|}(signingCredentials: credentials);")]
    public Task Token_without_audience_or_issuer_is_reported(string body) => Verify.Reports(In(body));

    [Theory]
    [InlineData("return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor { Issuer = text, Audience = text });")]
    [InlineData("var d = new SecurityTokenDescriptor { Issuer = text }; d.Audience = text; return new JsonWebTokenHandler().CreateToken(d);")]
    [InlineData("var d = new SecurityTokenDescriptor { Issuer = text }; if (flag) { d.Audience = text; } return new JsonWebTokenHandler().CreateToken(d);")]
    [InlineData("var d = new SecurityTokenDescriptor { Issuer = text }; d.Audiences.Add(text); return new JsonWebTokenHandler().CreateToken(d);")]
    [InlineData("return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor { Issuer = text, Audiences = { text } });")]
    [InlineData("""return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor { Claims = new Dictionary<string, object> { ["iss"] = text, ["aud"] = text } });""")]
    [InlineData("""return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor { Issuer = text, Subject = new ClaimsIdentity([new Claim("aud", text)]) });""")]
    [InlineData("""return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor { Subject = new ClaimsIdentity(given) });""")]
    [InlineData("return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor { Subject = identity });")]
    [InlineData("return new JwtSecurityTokenHandler().WriteToken(new JwtSecurityToken(text, text, given, null, time, credentials));")]
    [InlineData("return new JwtSecurityTokenHandler().WriteToken(new JwtSecurityToken(claims: given, expires: time, signingCredentials: credentials));")]
    [InlineData("return new JwtSecurityTokenHandler().WriteToken(new JwtSecurityToken(claims: [new Claim(\"iss\", text), new Claim(\"aud\", text)], expires: time, signingCredentials: credentials));")]
    [InlineData("var token = new JwtSecurityToken(issuer: text, expires: time); token.Payload[\"aud\"] = text; return new JwtSecurityTokenHandler().WriteToken(token);")]
    [InlineData("return new JwtSecurityTokenHandler().CreateEncodedJwt(text, text, identity, null, time, null, credentials);")]
    public Task Token_with_both_or_with_unknown_claims_is_silent(string body) => Verify.Silent(In(body));

    [Theory]
    [InlineData("var d = new SecurityTokenDescriptor(); Complete(d); return new JsonWebTokenHandler().CreateToken(d);")]
    [InlineData("return new SecurityTokenDescriptor { Issuer = text };")]
    [InlineData("return new JwtSecurityToken(text);")]
    [InlineData("var token = new JwtSecurityToken(issuer: text); return token.Issuer;")]
    [InlineData("return new TokenValidationParameters { ValidateAudience = true };")]
    [InlineData("var webhookSignature = new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor { Issuer = text, SigningCredentials = credentials }); return webhookSignature;")]
    public Task Token_that_is_completed_elsewhere_only_read_or_a_message_is_silent(string body) => Verify.Silent(In(body));

    [Fact]
    public Task Message_says_what_is_missing() => Verify.ReportsMessages(
        In("_ = new JsonWebTokenHandler().CreateToken({|#0:new SecurityTokenDescriptor|} { Issuer = text }); return new JwtSecurityTokenHandler().WriteToken({|#1:new JwtSecurityToken|}(expires: time));"),
        new DiagnosticResult("TKG1006", Microsoft.CodeAnalysis.DiagnosticSeverity.Info).WithLocation(0).WithArguments("SecurityTokenDescriptor", "audience", "set it"),
        new DiagnosticResult("TKG1006", Microsoft.CodeAnalysis.DiagnosticSeverity.Info).WithLocation(1).WithArguments("JwtSecurityToken", "issuer and no audience", "pass both"));

    [Theory]
    [InlineData(
        "return new JsonWebTokenHandler().CreateToken({|TKG1006:new SecurityTokenDescriptor|} { Issuer = text, Expires = time });",
        "return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor { Issuer = text, Expires = time, Audience = configuration[\"Jwt:Audience\"] });")]
    [InlineData(
        "return new JsonWebTokenHandler().CreateToken({|TKG1006:new SecurityTokenDescriptor|} { Expires = time });",
        "return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor { Expires = time, Issuer = configuration[\"Jwt:Issuer\"], Audience = configuration[\"Jwt:Audience\"] });")]
    [InlineData(
        "return new JwtSecurityTokenHandler().WriteToken({|TKG1006:new JwtSecurityToken|}(expires: time /* soon */, signingCredentials: credentials));",
        "return new JwtSecurityTokenHandler().WriteToken(new JwtSecurityToken(expires: time /* soon */, signingCredentials: credentials, issuer: configuration[\"Jwt:Issuer\"], audience: configuration[\"Jwt:Audience\"]));")]
    public Task Both_are_read_from_configuration(string body, string repaired) => Verify.Fixes(In(body, "IConfiguration configuration, "), In(repaired, "IConfiguration configuration, "));

    [Theory]
    [InlineData("return new JsonWebTokenHandler().CreateToken({|TKG1006:new SecurityTokenDescriptor|} { Issuer = text, Expires = time });", "")]
    [InlineData("return new JwtSecurityTokenHandler().WriteToken({|TKG1006:new JwtSecurityToken|}(text, null, [], null, time, credentials));", "IConfiguration configuration, ")]
    [InlineData("return new JwtSecurityTokenHandler().{|TKG1006:CreateJwtSecurityToken|}(signingCredentials: credentials);", "IConfiguration configuration, ")]
    public Task No_fix_without_configuration_or_where_null_is_written(string body, string parameter) => Verify.OffersNoFix(In(body, parameter));

    private static string In(string body, string parameter = "") => $$"""
        using System.IdentityModel.Tokens.Jwt;
        using System.Security.Claims;
        using Microsoft.IdentityModel.JsonWebTokens;
        using Microsoft.IdentityModel.Tokens;

        public class C
        {
            private static void Complete(SecurityTokenDescriptor descriptor) => descriptor.Audience = "a";

            public static object? M({{parameter}}SigningCredentials credentials, ClaimsIdentity identity, List<Claim> given, DateTime time, string text, bool flag)
            {
                {{body}}
            }
        }
        """;
}
