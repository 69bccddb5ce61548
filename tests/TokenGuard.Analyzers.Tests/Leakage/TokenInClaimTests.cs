using TokenGuard.Analyzers.Leakage;

namespace TokenGuard.Analyzers.Tests.Leakage;

using Verify = Verify<TokenInClaimAnalyzer>;

public class TokenInClaimTests
{
    private static string Service(string body, string type = "SignInService") =>
        $$"""
        using System.IdentityModel.Tokens.Jwt;
        using System.Security.Claims;
        using Microsoft.AspNetCore.Authentication;
        using Microsoft.IdentityModel.Tokens;

        public class {{type}}(HttpContext context)
        {
            public async Task SignInAsync(string accessToken, string refreshToken, string token, string tokenId, string user, ClaimsIdentity identity)
            {
                _ = context;
                await Task.CompletedTask;
                {{body}}
            }

            private static void Add(ClaimsIdentity identity, string type, string value) => identity.AddClaim(new Claim(type, value));
        }
        """;

    [Theory]
    [InlineData("""identity.AddClaim(new Claim("access_token", {|TKG5008:accessToken|}));""")]
    [InlineData("""identity.AddClaim(new Claim("t", {|TKG5008:refreshToken|}));""")]
    [InlineData("""identity.AddClaim(new Claim("access_token", {|TKG5008:token|}));""")]
    [InlineData("""var claims = new List<Claim> { new("name", user), new("jwt", {|TKG5008:await context.GetTokenAsync("access_token") ?? ""|}) };""")]
    [InlineData("""Add(identity, "t", {|TKG5008:refreshToken|});""")]
    [InlineData("""var descriptor = new SecurityTokenDescriptor { Claims = new Dictionary<string, object> { ["refresh_token"] = {|TKG5008:refreshToken|} } };""")]
    public Task Token_in_a_claim_is_reported(string body) => Verify.Reports(Service(body));

    [Theory]
    [InlineData("""identity.AddClaim(new Claim("name", user));""")]
    [InlineData("""identity.AddClaim(new Claim(JwtRegisteredClaimNames.Jti, tokenId));""")]
    [InlineData("""identity.AddClaim(new Claim("jti", Guid.NewGuid().ToString()));""")]
    [InlineData("""identity.AddClaim(new Claim("token_type", "access"));""")]
    [InlineData("""identity.AddClaim(new Claim("at_hash", Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(accessToken)))));""")]
    [InlineData("""identity.AddClaim(new Claim("invite", token));""")]
    [InlineData("""var properties = new AuthenticationProperties(); properties.StoreTokens([new AuthenticationToken { Name = "access_token", Value = accessToken }]);""")]
    public Task What_is_no_token_or_no_claim_is_silent(string body) => Verify.Silent(Service(body));

    [Fact]
    public Task Client_in_the_browser_is_silent() => Verify.Silent(Service("""identity.AddClaim(new Claim("access_token", accessToken));""", type: "JwtAuthenticationStateProvider"));
}
