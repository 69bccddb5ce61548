using System.IdentityModel.Tokens.Jwt;
using System.Security.Claims;

namespace Storefront.Issuing;

/// <summary>Tokens for everything that is not the web shop: the mobile app, partners, suppliers, receipts.</summary>
public sealed class ClientTokenService(JwtSettings settings)
{
    private static readonly TimeSpan MobileTokenLifetime = TimeSpan.FromDays(30);

    private readonly JwtSecurityTokenHandler _handler = new();

    public string CreateMobileAccessToken(User user)
    {
        var token = new JwtSecurityToken(
            issuer: settings.Issuer,
            audience: settings.Audience,
            claims: [new Claim(JwtRegisteredClaimNames.Sub, user.Id), new Claim(JwtRegisteredClaimNames.Email, user.Email)],
            expires: DateTime.UtcNow.Add(MobileTokenLifetime),
            signingCredentials: settings.SigningCredentials);

        // The app fills in the checkout form while it is offline.
        token.Payload["iban"] = user.Iban;

        return _handler.WriteToken(token);
    }

    public string CreatePartnerToken(string partnerId)
    {
        var token = new JwtSecurityToken(
            issuer: settings.Issuer,
            audience: settings.Audience,
            claims: [new Claim(JwtRegisteredClaimNames.Sub, partnerId), new Claim("role", "partner")],
            signingCredentials: settings.SigningCredentials);

        return _handler.WriteToken(token);
    }

    public string CreateSupplierToken(string supplierId)
    {
        var header = new JwtHeader(settings.SigningCredentials);
        var payload = new JwtPayload(
            issuer: settings.Issuer,
            audience: settings.Audience,
            claims: [new Claim(JwtRegisteredClaimNames.Sub, supplierId), new Claim("role", "supplier")],
            notBefore: DateTime.UtcNow,
            expires: null);

        return _handler.WriteToken(new JwtSecurityToken(header, payload));
    }

    public string CreateReceiptToken(string orderId)
    {
        var token = new JwtSecurityToken(
            issuer: settings.Issuer,
            audience: settings.Audience,
            claims: [new Claim("order", orderId)],
            expires: DateTime.UtcNow.AddMinutes(10));

        return _handler.WriteToken(token);
    }
}
