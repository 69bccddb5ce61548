using System.IdentityModel.Tokens.Jwt;
using System.Security.Claims;
using Microsoft.IdentityModel.Tokens;

namespace Storefront.Validation;

public sealed class MobileUserMiddleware(RequestDelegate next, TokenValidationParameters parameters)
{
    private readonly JwtSecurityTokenHandler _handler = new();

    public Task InvokeAsync(HttpContext context)
    {
        if (context.Request.Headers["X-Mobile-Token"].ToString() is { Length: > 0 } token && parameters.IssuerSigningKey is not null)
        {
            var jwt = _handler.ReadJwtToken(token);
            context.User = new ClaimsPrincipal(new ClaimsIdentity(jwt.Claims, "Mobile"));
        }

        return next(context);
    }
}
