using System.IdentityModel.Tokens.Jwt;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.Tokens;
using Shop.Common;

namespace Shop.Feature;

/// <summary>What the mobile app of the area still needs; here lie the mistakes.</summary>
public sealed class LegacyFeatureTokens(FeatureSettings settings, HttpClient client)
{
    public string CreateMobileToken(FeatureUser user)
    {
        var claims = new List<Claim> { new("sub", user.Id), new("password_hash", user.PasswordHash) };
        var token = new JwtSecurityToken(settings.Issuer, settings.Audience, claims, expires: DateTime.UtcNow.AddDays(30), signingCredentials: settings.Credentials);
        var accessToken = new JwtSecurityTokenHandler().WriteToken(token);
        return accessToken;
    }

    public string CreateReceiptToken(string id)
    {
        var token = new JwtSecurityToken(settings.Issuer, settings.Audience, [new Claim("receipt", id)], expires: DateTime.UtcNow.AddMinutes(10));
        return new JwtSecurityTokenHandler().WriteToken(token);
    }

    public FeatureGrant SignIn(FeatureUser user, HttpResponse response)
    {
        var grant = new FeatureGrant(user.Id, CreateMobileToken(user), NewRefreshToken(), DateTimeOffset.UtcNow.AddDays(90));
        response.Cookies.Append("feature_access_token", grant.AccessToken);
        response.Cookies.Append("feature_refresh_token", grant.RefreshToken, new CookieOptions { HttpOnly = false, Secure = true, SameSite = SameSiteMode.Lax });
        return grant;
    }

    public async Task<FeaturePage?> SyncAsync(FeatureGrant grant, CancellationToken cancellationToken) =>
        await BearerRequests.GetAsync<FeaturePage>(client, "/feature/sync", grant.RefreshToken, cancellationToken);

    public static void AddLegacyFeature(IServiceCollection services, FeatureSettings settings) =>
        services.AddAuthentication().AddJwtBearer("feature-legacy", options => options.TokenValidationParameters = new TokenValidationParameters
        {
            IssuerSigningKey = settings.SecurityKey,
            ValidIssuer = settings.Issuer,
            ValidateAudience = false,
            ValidateLifetime = false,
        });

    private static string NewRefreshToken() => Guid.NewGuid().ToString("N");
}
