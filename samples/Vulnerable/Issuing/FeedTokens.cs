using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Storefront.Issuing;

/// <summary>Tokens for the price feeds that resellers poll.</summary>
public sealed class FeedTokens(IConfiguration configuration, JwtSettings settings)
{
    // The resellers' old gateways are slow with long keys.
    private readonly RsaSecurityKey _feedKey = new(RSA.Create(1024));

    public string CreateFeedToken(string resellerId) => Create(resellerId, new SigningCredentials(_feedKey, SecurityAlgorithms.RsaSha256));

    public string CreatePreviewToken(string resellerId)
    {
        var secret = configuration["Feeds:PreviewKey"] ?? "storefront preview feeds, do not share with anybody";
        var key = new SymmetricSecurityKey(Encoding.UTF8.GetBytes(secret));

        return Create(resellerId, new SigningCredentials(key, SecurityAlgorithms.HmacSha256));
    }

    private string Create(string resellerId, SigningCredentials credentials) =>
        new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = settings.Issuer,
            Claims = new Dictionary<string, object> { [JwtRegisteredClaimNames.Sub] = resellerId },
            Expires = DateTime.UtcNow.AddMinutes(15),
            SigningCredentials = credentials,
        });
}
