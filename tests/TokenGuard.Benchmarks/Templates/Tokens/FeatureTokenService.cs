using System.IdentityModel.Tokens.Jwt;
using System.Security.Claims;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace Shop.Feature;

/// <summary>Issues access tokens with the handler that older services of the shop validate with.</summary>
public sealed class FeatureTokenService(IOptions<FeatureSettings> options, TimeProvider time, ILogger<FeatureTokenService> logger)
{
    private readonly JwtSecurityTokenHandler _handler = new() { MapInboundClaims = false };

    public int LifetimeInSeconds => options.Value.AccessTokenMinutes * 60;

    public string CreateAccessToken(FeatureUser user)
    {
        var settings = options.Value;
        var now = time.GetUtcNow().UtcDateTime;
        var claims = new List<Claim>
        {
            new(JwtRegisteredClaimNames.Sub, user.Id),
            new(JwtRegisteredClaimNames.Jti, Guid.NewGuid().ToString()),
            new("display_name", user.DisplayName ?? user.Id),
        };
        claims.AddRange(user.Roles.Select(role => new Claim("role", role)));
        if (user.Roles.Contains("staff"))
        {
            claims.Add(new Claim("scope", "feature.read feature.write"));
        }

        var token = new JwtSecurityToken(
            settings.Issuer,
            settings.Audience,
            claims,
            notBefore: now,
            expires: now.AddMinutes(settings.AccessTokenMinutes),
            signingCredentials: settings.Credentials);
        logger.LogDebug("Issued {Id} with {Count} claims", token.Id, claims.Count);
        return _handler.WriteToken(token);
    }

    public string CreateForService(string service, IEnumerable<string> scopes)
    {
        var settings = options.Value;
        var descriptor = new SecurityTokenDescriptor
        {
            Issuer = settings.Issuer,
            Audience = service,
            Subject = new ClaimsIdentity([new Claim("sub", "feature"), new Claim("scope", string.Join(' ', scopes))]),
            IssuedAt = time.GetUtcNow().UtcDateTime,
            Expires = time.GetUtcNow().AddMinutes(5).UtcDateTime,
            SigningCredentials = settings.Credentials,
        };
        var token = _handler.CreateToken(descriptor);
        return _handler.WriteToken(token);
    }

    public ClaimsPrincipal? Validate(string token)
    {
        try
        {
            return _handler.ValidateToken(token, Parameters(), out _);
        }
        catch (SecurityTokenException exception)
        {
            logger.LogWarning(exception, "A token of feature was refused");
            return null;
        }
    }

    private TokenValidationParameters Parameters()
    {
        var settings = options.Value;
        return new TokenValidationParameters
        {
            ValidateIssuer = true,
            ValidIssuer = settings.Issuer,
            ValidateAudience = true,
            ValidAudience = settings.Audience,
            ValidateLifetime = true,
            ClockSkew = TimeSpan.FromSeconds(30),
            ValidateIssuerSigningKey = true,
            IssuerSigningKey = settings.SecurityKey,
        };
    }
}
