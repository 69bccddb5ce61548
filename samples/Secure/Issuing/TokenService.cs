using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using TokenGuard.AspNetCore;

namespace Storefront.Issuing;

public sealed class JwtSettings
{
    [Required]
    public string Issuer { get; set; } = "";

    [Required]
    public string Audience { get; set; } = "";
}

public sealed record IssuedToken(string AccessToken, DateTimeOffset ExpiresAt);

/// <summary>Issues access tokens as RFC 9068 wants them: signed, for one audience, short-lived, with no data about the user but the id.</summary>
public sealed class TokenService(IOptions<JwtSettings> settings, SigningKey signingKey, ITokenIssuer issuer, TimeProvider time)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(15);

    public IssuedToken CreateAccessToken(User user)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var descriptor = new SecurityTokenDescriptor
        {
            TokenType = "at+jwt",
            Issuer = settings.Value.Issuer,
            Audience = settings.Value.Audience,
            IssuedAt = now,
            NotBefore = now,
            Expires = now.Add(Lifetime),
            Claims = new Dictionary<string, object>
            {
                [JwtRegisteredClaimNames.Sub] = user.Id,
                [JwtRegisteredClaimNames.Jti] = Guid.NewGuid().ToString(),
                ["client_id"] = "storefront-web",
            },
            SigningCredentials = signingKey.Credentials,
        };

        return new IssuedToken(issuer.Issue(descriptor), now.Add(Lifetime));
    }
}
