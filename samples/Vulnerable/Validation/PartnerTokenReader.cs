using System.Security.Claims;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Storefront.Validation;

public sealed class PartnerTokenReader(TokenValidationParameters parameters)
{
    private readonly JsonWebTokenHandler _handler = new();

    public async Task<ClaimsPrincipal> ReadAsync(string token)
    {
        var result = await _handler.ValidateTokenAsync(token, parameters);
        return new ClaimsPrincipal(result.ClaimsIdentity);
    }
}
