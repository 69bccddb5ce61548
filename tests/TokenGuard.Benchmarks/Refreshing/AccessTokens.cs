using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using TokenGuard.RefreshTokens;

namespace TokenGuard.Benchmarks.Refreshing;

/// <summary>Access tokens as OpenIddict makes them: the same key, lifetime and claims, but for the ids of its own entries.</summary>
internal static class AccessTokens
{
    public static ECDsaSecurityKey SigningKey { get; } = new(ECDsa.Create(ECCurve.NamedCurves.nistP256));

    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);
    private static readonly JsonWebTokenHandler Handler = new();
    private static readonly SigningCredentials Credentials = new(SigningKey, SecurityAlgorithms.EcdsaSha256);

    public static IssuedAccessToken Create(RefreshTokenSession session) =>
        new(
            Handler.CreateToken(new SecurityTokenDescriptor
            {
                TokenType = "at+jwt",
                Issuer = "https://localhost/",
                Expires = DateTime.UtcNow + Lifetime,
                Subject = new ClaimsIdentity([new("sub", session.Subject), new("client_id", session.ClientId!), new("scope", "offline_access"), new("jti", Guid.NewGuid().ToString())]),
                SigningCredentials = Credentials,
            }),
            Lifetime);
}
