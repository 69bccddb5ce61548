using System.Security.Cryptography;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using TokenGuard.AspNetCore;
using TokenGuard.Rules;
using Xunit.Abstractions;

namespace TokenGuard.Conformance.Tests;

/// <summary>
/// TKG1010, which analyzer and guard divide: a refresh token that says nothing is seen where it is made, one that says what it is where an API takes it.
/// Of every refresh token that an API would take exactly one of them tells, and of no other.
/// </summary>
public class RefreshTokenAgreementTests(ITestOutputHelper output)
{
    private const string Issuer = "https://issuer.example.com";

    private static readonly SigningCredentials Key = new(new SymmetricSecurityKey(RandomNumberGenerator.GetBytes(32)), "HS256");

    private static readonly SigningCredentials OtherKey = new(new SymmetricSecurityKey(RandomNumberGenerator.GetBytes(32)), "HS256");

    /// <summary>What the descriptor of the refresh token has that is not that of the access token: as source, and live.</summary>
    private static readonly (string What, string Source, Action<SecurityTokenDescriptor> Live)[] Cases =
    [
        ("nothing", "", _ => { }),
        ("its own ID", Claim("jti", "id"), token => token.Claims["jti"] = "7"),
        ("a name", Claim("name", "id"), token => token.Claims["name"] = "alice"),
        ("a session", Claim("sid", "id"), token => token.Claims["sid"] = "7"),
        ("a flag of another thing", Claim("persistent", "\"true\""), token => token.Claims["persistent"] = "true"),
        ("token_use", Claim("token_use", "\"refresh\""), token => token.Claims["token_use"] = "refresh"),
        ("typ", Claim("typ", "\"Refresh\""), token => token.Claims["typ"] = "Refresh"),
        ("tokenType", Claim("tokenType", "\"refresh_token\""), token => token.Claims["tokenType"] = "refresh_token"),
        ("type", Claim("type", "\"refresh\""), token => token.Claims["type"] = "refresh"),
        ("purpose", Claim("purpose", "\"refresh\""), token => token.Claims["purpose"] = "refresh"),
        ("is_refresh", Claim("is_refresh", "\"true\""), token => token.Claims["is_refresh"] = true),
        ("a role", "Subject = new ClaimsIdentity([new Claim(ClaimTypes.Role, \"Refresh\")]),", token => token.Claims["role"] = "Refresh"),
        ("a header", "TokenType = \"refresh+jwt\",", token => token.TokenType = "refresh+jwt"),
        ("a short header", "TokenType = \"rt+jwt\",", token => token.TokenType = "rt+jwt"),
        ("an audience", "Audience = \"issuer\",", token => token.Audience = "issuer"),
        ("an issuer", "Issuer = \"https://refresh.example.com\",", token => token.Issuer = "https://refresh.example.com"),
        ("a key", "SigningCredentials = OtherKey,", token => token.SigningCredentials = OtherKey),
    ];

    [Fact]
    public async Task Of_a_refresh_token_that_an_API_takes_one_of_the_two_tells()
    {
        var sources = Cases.Select(item => new AgreementCase(item.What, Source(item.Source))).ToList();
        var atBuildTime = await AgreementCase.AreFoundAtBuildTimeAsync(RuleIds.RefreshTokenIsAccessToken, sources);
        var wrong = new List<string>();
        for (var i = 0; i < Cases.Length; i++)
        {
            var (isTaken, atRunTime) = await PresentAsync(Cases[i].Live);
            output.WriteLine($"{Cases[i].What}: {(isTaken ? "taken" : "not taken")}, analyzer {atBuildTime[i]}, guard {atRunTime}");
            if (isTaken ? atBuildTime[i] == atRunTime : atBuildTime[i] || atRunTime)
            {
                wrong.Add(Cases[i].What);
            }
        }

        Assert.Empty(wrong);
        Assert.InRange(atBuildTime.Count(found => found), 4, Cases.Length - 4);
    }

    // Whether an API that checks signature, issuer and audience would take it, and whether the guard tells.
    private static async Task<(bool IsTaken, bool IsFound)> PresentAsync(Action<SecurityTokenDescriptor> change)
    {
        var violations = new List<TokenGuardViolation>();
        var services = new ServiceCollection();
        services.AddAuthentication().AddJwtBearer();
        services.AddTokenGuard(options => options.OnViolation = violations.Add);
        await using var provider = services.BuildServiceProvider();
        var descriptor = new SecurityTokenDescriptor { Issuer = Issuer, Audience = "api", SigningCredentials = Key, Claims = new Dictionary<string, object> { ["sub"] = "alice" }, Expires = DateTime.UtcNow.AddMinutes(30) };
        change(descriptor);
        var token = new JsonWebTokenHandler().CreateToken(descriptor);
        var parameters = new TokenValidationParameters { ValidIssuer = Issuer, ValidAudience = "api", IssuerSigningKey = Key.Key };
        await provider.GetRequiredService<IOptionsMonitor<JwtBearerOptions>>().Get(JwtBearerDefaults.AuthenticationScheme).TokenHandlers[0].ValidateTokenAsync(token, parameters);
        return ((await new JsonWebTokenHandler().ValidateTokenAsync(token, parameters)).IsValid, violations.Exists(violation => violation.RuleId == RuleIds.RefreshTokenIsAccessToken));
    }

    private static string Claim(string name, string value) => $"Claims = new Dictionary<string, object> {{ [\"{name}\"] = {value} }},";

    private static string Source(string more)
    {
        var refresh = new[] { ("Issuer", "\"https://issuer.example.com\""), ("Audience", "\"api\""), ("SigningCredentials", "Key") }.Where(member => !more.StartsWith(member.Item1 + " ", StringComparison.Ordinal)).Select(member => $"{member.Item1} = {member.Item2}, ");
        return $$"""
            private readonly JsonWebTokenHandler handler = new();
            public required SigningCredentials Key { get; init; }
            public required SigningCredentials OtherKey { get; init; }
            public string CreateAccessToken(string id) => handler.CreateToken(new SecurityTokenDescriptor { Issuer = "https://issuer.example.com", Audience = "api", SigningCredentials = Key, Expires = DateTime.UtcNow.AddMinutes(30) });
            public string CreateRefreshToken(string id) => handler.CreateToken(new SecurityTokenDescriptor { {{string.Concat(refresh)}}{{more}} Expires = DateTime.UtcNow.AddDays(7) });
            """;
    }
}
