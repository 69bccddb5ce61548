using Verify = TokenGuard.Analyzers.Tests.Verify<TokenGuard.Analyzers.Issuing.NonNumericExpiryAnalyzer, TokenGuard.CodeFixes.Issuing.NonNumericExpiryCodeFix>;

namespace TokenGuard.Analyzers.Tests.Issuing;

public class NonNumericExpiryTests
{
    [Theory]
    [InlineData("""return new JwtSecurityToken(claims: [new Claim("exp", {|TKG1008:DateTime.UtcNow.AddHours(1).ToString()|})], signingCredentials: credentials);""")]
    [InlineData("""return new JwtSecurityToken(claims: [new Claim(JwtRegisteredClaimNames.Exp, {|TKG1008:DateTime.Now.AddHours(1).ToString("o")|})], signingCredentials: credentials);""")]
    [InlineData("""var claims = new List<Claim> { new Claim(JwtRegisteredClaimNames.Iat, {|TKG1008:DateTimeOffset.UtcNow.ToString()|}) }; return new JwtSecurityToken(claims: claims, signingCredentials: credentials);""")]
    [InlineData("""var text = time.ToString(); return new JwtSecurityToken(claims: [new Claim("nbf", {|TKG1008:text|})], signingCredentials: credentials);""")]
    [InlineData("""return new JwtSecurityToken(claims: [new Claim("exp", {|TKG1008:$"{time}"|})], signingCredentials: credentials);""")]
    [InlineData("""return new JwtPayload { ["exp"] = {|TKG1008:time|} };""")]
    [InlineData("""return new SecurityTokenDescriptor { Claims = new Dictionary<string, object> { ["exp"] = {|TKG1008:time.ToString()|} } };""")]
    [InlineData("""return Jose.JWT.Encode(new { exp = {|TKG1008:time|} }, key, Jose.JwsAlgorithm.HS256);""")]
    [InlineData("""return new JWT.Builder.JwtBuilder().AddClaim("exp", {|TKG1008:DateTime.UtcNow.AddHours(1)|}).Encode();""")]
    [InlineData("""var claims = new List<Claim> { new(JwtRegisteredClaimNames.Exp, {|TKG1008:DateTime.UtcNow.ToString()|}) }; return new JwtSecurityToken(claims: claims, signingCredentials: credentials);""")]
    [InlineData("""var claims = new List<Claim> { new Claim(JwtRegisteredClaimNames.Exp, {|TKG1008:DateTime.UtcNow.ToString()|}) }; var token = new JwtSecurityToken("i", "a", claims, signingCredentials: credentials); return token;""")]
    [InlineData("""var claims = new List<Claim> { new Claim(Microsoft.IdentityModel.JsonWebTokens.JwtRegisteredClaimNames.Exp, {|TKG1008:DateTime.UtcNow.ToString("o")|}) }; return new JwtSecurityTokenHandler().WriteToken(new JwtSecurityToken("i", "a", claims, signingCredentials: credentials));""")]
    [InlineData("""return new SecurityTokenDescriptor { Claims = new Dictionary<string, object> { ["exp"] = {|TKG1008:time|} }, EncryptingCredentials = new(null, "alg", "enc") };""")]
    public Task Date_in_a_time_claim_is_reported(string body) => Verify.Reports(In(body));

    [Theory]
    [InlineData("""return new JwtPayload { ["exp"] = {|TKG1008:(int)(DateTime.Now.AddHours(1) - new DateTime(1970, 1, 1)).TotalSeconds|} };""")]
    [InlineData("""return new JwtPayload { ["exp"] = {|TKG1008:(long)DateTime.Now.Subtract(DateTime.UnixEpoch).TotalSeconds|} };""")]
    [InlineData("""return new JwtPayload { ["iat"] = {|TKG1008:Math.Round((DateTime.Now - new DateTime(1970, 1, 1, 0, 0, 0, DateTimeKind.Utc)).TotalSeconds)|} };""")]
    [InlineData("""var seconds = (long)(DateTime.Today - DateTime.UnixEpoch).TotalSeconds; return new JwtSecurityToken(claims: [new Claim("exp", {|TKG1008:seconds.ToString()|}, ClaimValueTypes.Integer64)], signingCredentials: credentials);""")]
    public Task Seconds_of_local_time_are_reported(string body) => Verify.Reports(In(body));

    [Theory]
    [InlineData("""return new JwtSecurityToken(claims: [new Claim("exp", new DateTimeOffset(time).ToUnixTimeSeconds().ToString(), ClaimValueTypes.Integer64)], signingCredentials: credentials);""")]
    [InlineData("""return new JwtPayload { ["exp"] = DateTimeOffset.UtcNow.AddHours(1).ToUnixTimeSeconds() };""")]
    [InlineData("""return new JwtPayload { ["exp"] = new DateTimeOffset(DateTime.Now.AddHours(1)).ToUnixTimeSeconds() };""")]
    [InlineData("""return new JwtPayload { ["exp"] = EpochTime.GetIntDate(DateTime.UtcNow.AddHours(1)) };""")]
    [InlineData("""return new JwtPayload { ["exp"] = (int)(DateTime.UtcNow.AddHours(1) - new DateTime(1970, 1, 1)).TotalSeconds };""")]
    [InlineData("""return new JwtPayload { ["exp"] = (int)(DateTime.Now.ToUniversalTime() - new DateTime(1970, 1, 1)).TotalSeconds };""")]
    [InlineData("""return new JwtPayload { ["exp"] = (int)(DateTime.Now - time).TotalSeconds };""")]
    [InlineData("""return new SecurityTokenDescriptor { Expires = DateTime.Now.AddHours(1), SigningCredentials = credentials };""")]
    [InlineData("""return new JwtSecurityToken(expires: DateTime.Now.AddHours(1), signingCredentials: credentials);""")]
    [InlineData("""return new JwtPayload { ["birthdate"] = time.ToString("yyyy-MM-dd"), ["signed_in_at"] = time };""")]
    public Task Seconds_in_UTC_and_what_a_library_converts_are_silent(string body) => Verify.Silent(In(body));

    [Theory]
    [InlineData("""var claims = new List<Claim> { new Claim("exp", time.ToString()) }; return new ClaimsIdentity(claims, "Cookies");""")]
    [InlineData("""var row = new Dictionary<string, object> { ["exp"] = time }; return row.Count;""")]
    [InlineData("""return new JWT.Builder.JwtBuilder().WithVerifySignature(true).Decode("t");""")]
    public Task What_goes_into_no_token_is_silent(string body) => Verify.Silent(In(body));

    [Theory]
    [InlineData(
        """return new JwtSecurityToken(claims: [new Claim("exp", {|TKG1008:DateTime.UtcNow.AddHours(1).ToString()|} /* an hour */)], signingCredentials: credentials);""",
        """return new JwtSecurityToken(claims: [new Claim("exp", new DateTimeOffset(DateTime.UtcNow.AddHours(1)).ToUnixTimeSeconds().ToString(), ClaimValueTypes.Integer64 /* an hour */)], signingCredentials: credentials);""")]
    [InlineData(
        """return new JwtSecurityToken(claims: [new Claim("iat", {|TKG1008:DateTimeOffset.UtcNow.ToString("o")|})], signingCredentials: credentials);""",
        """return new JwtSecurityToken(claims: [new Claim("iat", DateTimeOffset.UtcNow.ToUnixTimeSeconds().ToString(), ClaimValueTypes.Integer64)], signingCredentials: credentials);""")]
    [InlineData(
        """return new JwtPayload { ["exp"] = {|TKG1008:time|} };""",
        """return new JwtPayload { ["exp"] = new DateTimeOffset(time).ToUnixTimeSeconds() };""")]
    [InlineData(
        """return Jose.JWT.Encode(new { exp = {|TKG1008:time|} }, key, Jose.JwsAlgorithm.HS256);""",
        """return Jose.JWT.Encode(new { exp = new DateTimeOffset(time).ToUnixTimeSeconds() }, key, Jose.JwsAlgorithm.HS256);""")]
    [InlineData(
        """return new JwtPayload { ["exp"] = {|TKG1008:(int)(DateTime.Now.AddHours(1) - new DateTime(1970, 1, 1)).TotalSeconds|} };""",
        """return new JwtPayload { ["exp"] = (int)(DateTime.UtcNow.AddHours(1) - new DateTime(1970, 1, 1)).TotalSeconds };""")]
    public Task Seconds_in_UTC_are_written(string body, string repaired) => Verify.Fixes(In(body), In(repaired));

    [Theory]
    [InlineData("""return new JwtSecurityToken(claims: [new Claim("exp", {|TKG1008:time.ToString()|}, ClaimValueTypes.DateTime)], signingCredentials: credentials);""")]
    [InlineData("""var text = time.ToString(); return new JwtSecurityToken(claims: [new Claim("nbf", {|TKG1008:text|})], signingCredentials: credentials);""")]
    public Task No_fix_where_the_claim_has_a_type_or_the_text_a_variable(string body) => Verify.OffersNoFix(In(body));

    private static string In(string body) => $$"""
        using System.IdentityModel.Tokens.Jwt;
        using System.Security.Claims;
        using JWT.Builder;
        using Microsoft.IdentityModel.Tokens;

        public class C
        {
            public static object? M(SigningCredentials credentials, DateTime time, byte[] key)
            {
                {{body}}
            }
        }
        """;
}
