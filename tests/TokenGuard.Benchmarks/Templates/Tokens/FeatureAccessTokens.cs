using System.Security.Claims;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Shop.Feature;

/// <summary>Issues access tokens with the newer handler.</summary>
public sealed class FeatureAccessTokens(IOptions<FeatureSettings> options, TimeProvider time)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(15);

    private readonly JsonWebTokenHandler _handler = new();

    public FeatureAnswer Create(FeatureUser user)
    {
        var descriptor = Describe(user.Id, Lifetime);
        descriptor.Claims = new Dictionary<string, object>
        {
            [JwtRegisteredClaimNames.Sub] = user.Id,
            [JwtRegisteredClaimNames.Jti] = Guid.NewGuid().ToString(),
            ["roles"] = user.Roles.ToArray(),
            ["client_id"] = options.Value.ClientId,
        };
        if (user.DisplayName is { Length: > 0 } name)
        {
            descriptor.Claims["display_name"] = name;
        }

        return new FeatureAnswer(_handler.CreateToken(descriptor), (int)Lifetime.TotalSeconds);
    }

    public string CreateForGuest(string cart)
    {
        var descriptor = Describe("guest", Lifetime);
        descriptor.Subject = new ClaimsIdentity([new Claim("sub", "guest"), new Claim("cart", cart)]);
        return _handler.CreateToken(descriptor);
    }

    public string CreateForDownload(string file)
    {
        var claims = new Dictionary<string, object> { ["file"] = file, ["once"] = true };
        return Create(claims, TimeSpan.FromMinutes(2));
    }

    public string CreateForInvitation(string team, string role)
    {
        var claims = new Dictionary<string, object> { ["team"] = team };
        if (role != "member")
        {
            claims.Add("role", role);
        }

        return Create(claims, TimeSpan.FromMinutes(45));
    }

    public async Task<string?> SubjectOfAsync(string token)
    {
        var result = await _handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = options.Value.Issuer,
            ValidAudience = options.Value.Audience,
            IssuerSigningKey = options.Value.SecurityKey,
            ValidTypes = ["at+jwt"],
        });
        return result.IsValid ? result.ClaimsIdentity.FindFirst("sub")?.Value : null;
    }

    private string Create(Dictionary<string, object> claims, TimeSpan lifetime)
    {
        var descriptor = Describe(null, lifetime);
        foreach (var (name, value) in claims)
        {
            descriptor.AdditionalHeaderClaims?.Remove(name);
            (descriptor.Claims ??= new Dictionary<string, object>())[name] = value;
        }

        return _handler.CreateToken(descriptor);
    }

    private SecurityTokenDescriptor Describe(string? audience, TimeSpan lifetime)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return new SecurityTokenDescriptor
        {
            TokenType = "at+jwt",
            Issuer = options.Value.Issuer,
            Audience = audience ?? options.Value.Audience,
            IssuedAt = now,
            NotBefore = now,
            Expires = now.Add(lifetime),
            SigningCredentials = options.Value.Credentials,
        };
    }
}
