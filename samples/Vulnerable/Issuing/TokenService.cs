using System.Security.Claims;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Storefront.Issuing;

/// <summary>Tokens for the web shop: signed-in customers, and guests with a cart.</summary>
public sealed class TokenService(JwtSettings settings)
{
    private readonly JsonWebTokenHandler _handler = new();

    public string CreateAccessToken(User user)
    {
        var descriptor = new SecurityTokenDescriptor
        {
            Issuer = settings.Issuer,
            Audience = settings.Audience,
            Subject = new ClaimsIdentity(
            [
                new Claim(JwtRegisteredClaimNames.Sub, user.Id),
                new Claim(JwtRegisteredClaimNames.Jti, Guid.NewGuid().ToString()),
                new Claim("role", user.IsStaff ? "staff" : "customer"),
                // Changes with the password, so that the shop can sign out the other browsers.
                new Claim("password_hash", user.PasswordHash),
            ]),
            Expires = DateTime.UtcNow.AddDays(7),
            SigningCredentials = settings.SigningCredentials,
        };

        return _handler.CreateToken(descriptor);
    }

    public string CreateGuestToken(string cartId)
    {
        var descriptor = new SecurityTokenDescriptor
        {
            Issuer = settings.Issuer,
            Audience = settings.Audience,
            Subject = new ClaimsIdentity([new Claim("cart", cartId)]),
            Expires = DateTime.UtcNow.AddMinutes(30),
        };

        return _handler.CreateToken(descriptor);
    }
}
