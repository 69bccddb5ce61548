using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.Tokens;
using Storefront.Issuing;

namespace Storefront.Validation;

public sealed class ReportTokenReader(JwtSettings settings)
{
    public string? Read(string reportToken)
    {
        var parts = reportToken.Split('.');
        if (parts.Length != 3)
        {
            return null;
        }

        var signature = HMACSHA256.HashData(Convert.FromBase64String(settings.SigningKey), Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"));
        return signature.SequenceEqual(Base64UrlEncoder.DecodeBytes(parts[2])) ? Base64UrlEncoder.Decode(parts[1]) : null;
    }
}
