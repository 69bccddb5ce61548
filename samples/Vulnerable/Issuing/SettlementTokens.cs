using System.IdentityModel.Tokens.Jwt;
using System.Security.Claims;
using System.Security.Cryptography.X509Certificates;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using JwtRegisteredClaimNames = Microsoft.IdentityModel.JsonWebTokens.JwtRegisteredClaimNames;

namespace Storefront.Issuing;

/// <summary>Tokens for the monthly settlement reports of resellers.</summary>
public sealed class SettlementTokens(JwtSettings settings)
{
    public string CreateReportToken(string resellerId)
    {
        var claims = new List<Claim>
        {
            new(JwtRegisteredClaimNames.Sub, resellerId),
            new(JwtRegisteredClaimNames.Exp, DateTime.Now.AddMinutes(15).ToString("o")),
        };

        var token = new JwtSecurityToken(settings.Issuer, settings.Audience, claims, signingCredentials: settings.SigningCredentials);
        return new JwtSecurityTokenHandler().WriteToken(token);
    }

    // Holds the reseller's margin, so it is encrypted with the reseller's certificate.
    public string CreateMarginToken(string resellerId, int margin, X509Certificate2 certificate) =>
        new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = settings.Issuer,
            Audience = resellerId,
            Claims = new Dictionary<string, object> { ["margin"] = margin },
            Expires = DateTime.UtcNow.AddMinutes(15),
            SigningCredentials = settings.SigningCredentials,
            EncryptingCredentials = new X509EncryptingCredentials(certificate, SecurityAlgorithms.RsaPKCS1, SecurityAlgorithms.Aes256CbcHmacSha512),
        });
}
