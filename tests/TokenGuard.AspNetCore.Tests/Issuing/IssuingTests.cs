using System.IdentityModel.Tokens.Jwt;
using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace TokenGuard.AspNetCore.Tests.Issuing;

public class IssuingTests
{
    private static readonly SigningCredentials Credentials = new(new SymmetricSecurityKey(RandomNumberGenerator.GetBytes(32)), SecurityAlgorithms.HmacSha256);

    /// <summary>A change to a right descriptor, the rule that it breaks, and what is done: R repaired, B refused, ~ reported.</summary>
    public static TheoryData<string, string, Action<SecurityTokenDescriptor>> Descriptors => new()
    {
        { "", "", _ => { } },
        { "TKG1001", "B", token => token.SigningCredentials = null },
        { "TKG1003", "R", token => token.Expires = DateTime.UtcNow.AddDays(1) },
        { "", "", token => token.Expires = DateTime.UtcNow.AddHours(1) },
        { "", "", token => token.Expires = null },
        { "TKG1003", "B", token => (token.Expires, token.Claims["exp"]) = (null, DateTimeOffset.UtcNow.AddDays(1).ToUnixTimeSeconds()) },
        { "", "", token => (token.TokenType, token.Expires) = ("refresh+jwt", DateTime.UtcNow.AddDays(1)) },
        { "", "", token => (token.Claims["token_use"], token.Expires) = ("invite", DateTime.UtcNow.AddDays(1)) },
        { "TKG1004", "B", token => token.Claims["password"] = "correct horse" },
        { "TKG1004", "B", token => token.Subject.AddClaim(new Claim("credit_card_number", "4111111111111111")) },
        { "TKG1004", "B", token => token.Claims["shoe_size"] = 43 },
        { "TKG1004", "B", token => token.Claims["disability"] = "yes" },
        { "", "", token => token.Claims["hasPassword"] = true },
        { "TKG1004", "~", token => token.Claims["race"] = "17" },
        { "", "", token => token.Claims["role"] = new[] { "admin", "user" } },
        { "TKG1006", "~", token => token.Audience = null },
        { "TKG1006", "~", token => token.Issuer = null },
        { "", "", token => (token.Audience, token.Claims["aud"]) = (null, "api") },
        { "TKG1007", "~", token => token.TokenType = null },
        { "TKG1007", "~", token => token.Claims.Remove("jti") },
        { "TKG1008", "B", token => token.Claims["nbf"] = "2026-01-01T00:00:00Z" },
        { "TKG1009", "B", token => token.SigningCredentials = new SigningCredentials(new RsaSecurityKey(RSA.Create(2048)), "http://www.w3.org/2000/09/xmldsig#rsa-sha1") },
        { "TKG1011", "B", token => token.SigningCredentials = new SigningCredentials(new RsaSecurityKey(RSA.Create(1024)), SecurityAlgorithms.RsaSha256) },
        { "TKG1011", "B", token => token.SigningCredentials = new SigningCredentials(new SymmetricSecurityKey(new byte[32]), SecurityAlgorithms.HmacSha256) },
        { "TKG1005", "B", token => token.SigningCredentials = new SigningCredentials(new SymmetricSecurityKey("a-string-secret-at-least-256-bits-long"u8.ToArray()), SecurityAlgorithms.HmacSha256) },
        { "TKG1012", "~", token => token.Claims["email"] = "alice@example.com" },
        { "", "", token => (token.TokenType, token.Claims["token_use"], token.Claims["email"]) = ("id+jwt", "id", "alice@example.com") },
        { "TKG5008", "B", token => token.Claims["refresh_token"] = Tokens.Opaque },
        { "TKG5008", "B", token => token.Claims["rt"] = Tokens.Refresh },
        { "TKG5008", "~", token => token.Claims["upstream"] = Tokens.Jwt },
        { "", "", token => token.Claims["actort"] = Tokens.Jwt },
        { "", "", token => token.Claims["token_type"] = "access" },
    };

    [Theory]
    [MemberData(nameof(Descriptors))]
    public async Task A_token_is_issued_put_right_or_refused(string rule, string action, Action<SecurityTokenDescriptor> change)
    {
        foreach (var issue in new Func<IServiceProvider, SecurityTokenDescriptor, string>[]
        {
            (services, descriptor) => services.GetRequiredService<GuardedJsonWebTokenHandler>().CreateToken(descriptor),
            (services, descriptor) => services.GetRequiredService<GuardedJwtSecurityTokenHandler>().CreateEncodedJwt(descriptor),
            (services, descriptor) => services.GetRequiredService<GuardedJwtSecurityTokenHandler>() is var handler ? handler.WriteToken(handler.CreateToken(descriptor)) : "",
        })
        {
            await using var application = await TestApplication.StartAsync(options: options =>
            {
                options.SensitiveClaims.Add("shoe size");
                options.TurnOn(rule);
            });
            var descriptor = Descriptor();
            change(descriptor);
            if (action == "B")
            {
                var exception = Assert.Throws<TokenGuardException>(() => issue(application.Services, descriptor));
                Assert.Equal(rule, Assert.Single(exception.Violations).RuleId);
                Assert.Contains("rules.md#" + rule.ToLowerInvariant(), exception.Message, StringComparison.Ordinal);
            }
            else
            {
                var token = new JsonWebToken(issue(application.Services, descriptor));
                Assert.True(rule != "TKG1003" || token.ValidTo <= DateTime.UtcNow.AddMinutes(61));
            }

            Assert.Equal(rule.Length > 0 ? [rule] : [], application.Recorder.RuleIds);
            Assert.All(application.Recorder.Violations, violation => Assert.Equal(action switch { "B" => TokenGuardAction.Blocked, "R" => TokenGuardAction.Repaired, _ => TokenGuardAction.Reported }, violation.Action));
            Tokens.AssertNoneIn(application.Recorder);
            Assert.DoesNotContain("correct horse", application.Recorder.AllText, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("""{"sub":"alice","iss":"https://issuer.example.com","aud":"api","jti":"1"}""", "TKG1002")]
    [InlineData("""{"sub":"alice","iss":"https://issuer.example.com","aud":"api","jti":"1","iat":1700000000,"exp":1700000600}""", null)]
    [InlineData("""{"sub":"alice","iss":"https://issuer.example.com","aud":"api","jti":"1","iat":1700000000,"exp":1700090000}""", "TKG1003")]
    [InlineData("""{"sub":"alice","iss":"https://issuer.example.com","aud":"api","jti":"1","iat":1700000000,"exp":1700000600,"password":"x"}""", "TKG1004")]
    [InlineData("""{"sub":"alice","aud":"api","jti":"1","iat":1700000000,"exp":1700000600}""", "TKG1006")]
    [InlineData("""{"iss":"team","iat":1700000000}""", "TKG1006")]
    [InlineData("""{"sub":"alice","iss":"https://issuer.example.com","aud":"api","jti":"1","exp":"2030-01-01"}""", "TKG1008")]
    public async Task A_token_of_JSON_is_judged_too(string payload, string? rule)
    {
        await using var application = await TestApplication.StartAsync();
        var handler = application.Services.GetRequiredService<GuardedJsonWebTokenHandler>();
        var exception = Record.Exception(() => handler.CreateToken(payload, Credentials, new Dictionary<string, object> { ["typ"] = "at+jwt" }));
        Assert.Equal(rule, (exception as TokenGuardException)?.Violations[0].RuleId ?? application.Recorder.RuleIds.FirstOrDefault());
        Assert.Equal(rule is null or "TKG1006", exception is null);
        Assert.Equal("TKG1001", Assert.Throws<TokenGuardException>(() => handler.CreateToken(payload)).Violations[0].RuleId);
    }

    [Fact]
    public async Task Tokens_of_the_older_handler_that_are_made_by_hand_are_judged_when_they_are_written()
    {
        await using var application = await TestApplication.StartAsync();
        var handler = application.Services.GetRequiredService<GuardedJwtSecurityTokenHandler>();
        Assert.Equal("TKG1002", Assert.Throws<TokenGuardException>(() => handler.WriteToken(new JwtSecurityToken("https://issuer.example.com", "api", [], signingCredentials: Credentials))).Violations[0].RuleId);
        Assert.Equal("TKG1001", Assert.Throws<TokenGuardException>(() => handler.WriteToken(new JwtSecurityToken("https://issuer.example.com", "api", [], expires: DateTime.UtcNow.AddMinutes(5)))).Violations[0].RuleId);
        Assert.Equal("TKG1003", Assert.Throws<TokenGuardException>(() => handler.WriteToken(new JwtSecurityToken("https://issuer.example.com", "api", [], expires: DateTime.UtcNow.AddDays(5), signingCredentials: Credentials))).Violations[0].RuleId);
        var changed = handler.CreateJwtSecurityToken(Descriptor());
        changed.Payload["password"] = "x";
        Assert.Equal("TKG1004", Assert.Throws<TokenGuardException>(() => handler.WriteToken(changed)).Violations[0].RuleId);
        changed = handler.CreateJwtSecurityToken(Descriptor());
        changed.Payload["exp"] = DateTimeOffset.UtcNow.AddYears(1).ToUnixTimeSeconds();
        Assert.Equal("TKG1003", Assert.Throws<TokenGuardException>(() => handler.WriteToken(changed)).Violations[0].RuleId);
        var right = handler.WriteToken(new JwtSecurityToken("https://issuer.example.com", "api", [new Claim("jti", "1")], expires: DateTime.UtcNow.AddMinutes(5), signingCredentials: Credentials));
        Assert.Equal(3, right.Split('.').Length);
        Assert.StartsWith(right[..right.LastIndexOf('.')], handler.WriteToken(handler.ReadJwtToken(right)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_default_times_an_expiry_is_added()
    {
        await using var application = await TestApplication.StartAsync();
        var handler = application.Services.GetRequiredService<GuardedJsonWebTokenHandler>();
        handler.SetDefaultTimesOnTokenCreation = false;
        var descriptor = Descriptor();
        descriptor.Expires = null;
        var token = new JsonWebToken(handler.CreateToken(descriptor));
        Assert.InRange(token.ValidTo, DateTime.UtcNow.AddMinutes(14), DateTime.UtcNow.AddMinutes(16));
        Assert.Equal(["TKG1002"], application.Recorder.RuleIds);
    }

    [Fact]
    public async Task An_encrypted_token_keeps_its_claims_to_itself()
    {
        await using var application = await TestApplication.StartAsync();
        var descriptor = Descriptor();
        descriptor.Claims["password"] = "x";
        descriptor.EncryptingCredentials = new EncryptingCredentials(new SymmetricSecurityKey(RandomNumberGenerator.GetBytes(32)), SecurityAlgorithms.Aes256KW, SecurityAlgorithms.Aes128CbcHmacSha256);
        Assert.Equal(5, application.Services.GetRequiredService<GuardedJsonWebTokenHandler>().CreateToken(descriptor).Split('.').Length);
        Assert.Empty(application.Recorder.Violations);
    }

    [Fact]
    public async Task The_issuer_fills_in_what_RFC_9068_asks_for()
    {
        await using var application = await TestApplication.StartAsync(options: options => options.MaxAccessTokenLifetime = TimeSpan.FromMinutes(10));
        var descriptor = new SecurityTokenDescriptor { Issuer = "https://issuer.example.com", Audience = "api", Subject = new ClaimsIdentity([new Claim("sub", "alice")]), SigningCredentials = Credentials };
        var token = new JsonWebToken(application.Services.GetRequiredService<ITokenIssuer>().Issue(descriptor));
        Assert.Equal("at+jwt", token.Typ);
        Assert.NotEmpty(token.Id);
        Assert.Equal(TimeSpan.FromMinutes(10), token.ValidTo - token.IssuedAt);
        var second = new JsonWebToken(application.Services.GetRequiredService<ITokenIssuer>().Issue(descriptor));
        Assert.NotEqual(token.Id, second.Id);
        Assert.Equal((null, null, null), (descriptor.Expires, descriptor.TokenType, descriptor.Claims));
        Assert.Empty(application.Recorder.Violations);
    }

    [Fact]
    public async Task Report_mode_issues_everything()
    {
        await using var application = await TestApplication.StartAsync(options: options => options.Mode = TokenGuardMode.Report);
        var descriptor = Descriptor();
        (descriptor.SigningCredentials, descriptor.Expires, descriptor.Claims["password"]) = (null, DateTime.UtcNow.AddDays(9), "x");
        var token = new JsonWebToken(application.Services.GetRequiredService<GuardedJsonWebTokenHandler>().CreateToken(descriptor));
        Assert.Equal("none", token.Alg);
        Assert.True(token.ValidTo > DateTime.UtcNow.AddDays(8));
        Assert.Equal(["TKG1001", "TKG1003", "TKG1004"], application.Recorder.RuleIds);
    }

    private static SecurityTokenDescriptor Descriptor() =>
        new()
        {
            Issuer = "https://issuer.example.com",
            Audience = "api",
            TokenType = "at+jwt",
            Expires = DateTime.UtcNow.AddMinutes(15),
            Subject = new ClaimsIdentity([new Claim("sub", "alice")]),
            Claims = new Dictionary<string, object> { ["jti"] = "1", ["scope"] = "orders" },
            SigningCredentials = Credentials,
        };
}
