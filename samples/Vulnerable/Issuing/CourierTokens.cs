using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Storefront.Issuing;

/// <summary>Tokens for the app of the couriers.</summary>
public sealed class CourierTokens(JwtSettings settings)
{
    public string CreateAccessToken(string courierId) => Create(courierId, TimeSpan.FromMinutes(15));

    // Signed as well, so that nothing has to be stored.
    public string CreateRefreshToken(string courierId) => Create(courierId, TimeSpan.FromDays(7));

    private string Create(string courierId, TimeSpan lifetime) =>
        new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = settings.Issuer,
            Audience = settings.Audience,
            Claims = new Dictionary<string, object> { [JwtRegisteredClaimNames.Sub] = courierId },
            Expires = DateTime.UtcNow.Add(lifetime),
            SigningCredentials = settings.SigningCredentials,
        });
}
