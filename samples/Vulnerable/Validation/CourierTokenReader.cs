using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Storefront.Issuing;

namespace Storefront.Validation;

/// <summary>Couriers who come back after a break show the token that they had.</summary>
public sealed class CourierTokenReader(JwtSettings settings)
{
    public async Task<string?> ReadExpiredAsync(string accessToken)
    {
        var result = await new JsonWebTokenHandler().ValidateTokenAsync(accessToken, new TokenValidationParameters
        {
            ValidIssuer = settings.Issuer,
            ValidAudience = settings.Audience,
            IssuerSigningKey = new SymmetricSecurityKey(Convert.FromBase64String(settings.SigningKey)),
            ValidateLifetime = false,
        });

        return result.IsValid ? result.ClaimsIdentity.FindFirst(JwtRegisteredClaimNames.Sub)?.Value : null;
    }
}
