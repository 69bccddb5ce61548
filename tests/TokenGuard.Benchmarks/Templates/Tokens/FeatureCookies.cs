using Shop.Common;

namespace Shop.Feature;

/// <summary>What the browser keeps of a session.</summary>
public static class FeatureCookies
{
    private const string RefreshTokenCookie = "__Secure-feature_refresh_token";
    private const string AccessTokenCookie = "__Host-feature_access_token";
    private const string RefreshPath = "/feature/session";

    public static string? GetRefreshToken(HttpRequest request) => request.Cookies[RefreshTokenCookie];

    public static string? GetAccessToken(HttpRequest request) =>
        request.Cookies.TryGetValue(AccessTokenCookie, out var token) ? token : null;

    public static void SetRefreshToken(HttpResponse response, FeatureGrant grant)
    {
        SessionCookies.Write(response, RefreshTokenCookie, grant.RefreshToken, RefreshPath, grant.ExpiresAt);
        SessionCookies.WriteReadable(response, "feature_signed_in", "1");
    }

    public static void SetAccessToken(HttpResponse response, string accessToken, DateTimeOffset expires)
    {
        var options = new CookieOptions
        {
            HttpOnly = true,
            Secure = true,
            SameSite = SameSiteMode.Strict,
            Path = "/",
        };
        if (expires > DateTimeOffset.UtcNow)
        {
            options.Expires = expires;
        }

        response.Cookies.Append(AccessTokenCookie, accessToken, options);
    }

    public static void SetTheme(HttpResponse response, string theme, bool isPersistent)
    {
        var options = new CookieOptions { SameSite = SameSiteMode.Lax, Secure = true };
        if (isPersistent)
        {
            options.MaxAge = TimeSpan.FromDays(365);
        }

        response.Cookies.Append("feature_theme", theme, options);
        response.Cookies.Append("feature_seen", "true", options);
    }

    public static void Clear(HttpResponse response)
    {
        SessionCookies.Write(response, RefreshTokenCookie, null, RefreshPath);
        response.Cookies.Delete(AccessTokenCookie);
        response.Cookies.Delete("feature_signed_in");
    }
}
