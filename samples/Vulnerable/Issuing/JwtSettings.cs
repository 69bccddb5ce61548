using Microsoft.IdentityModel.Tokens;

namespace Storefront.Issuing;

public sealed class JwtSettings
{
    public required string Issuer { get; init; }
    public required string Audience { get; init; }
    public required string SigningKey { get; init; }

    public SecurityKey SecurityKey => new SymmetricSecurityKey(Convert.FromBase64String(SigningKey));

    public SigningCredentials SigningCredentials => new(SecurityKey, SecurityAlgorithms.HmacSha256);
}
