using Storefront.RefreshTokens;

namespace Storefront.Storage;

/// <summary>
/// The refresh token lives in a cookie that script cannot read and that the browser sends to the refresh endpoint only.
/// The access token has no cookie: the page keeps it in memory and sends it in the Authorization header.
/// </summary>
public static class AuthCookies
{
    private const string RefreshPath = "/auth/refresh";

    private const string RefreshTokenCookie = "__Secure-refresh_token";

    public static string? GetRefreshToken(HttpRequest request) => request.Cookies[RefreshTokenCookie];

    public static void SetRefreshToken(HttpResponse response, RefreshGrant grant) =>
        response.Cookies.Append(RefreshTokenCookie, grant.RefreshToken, CreateOptions(grant.ExpiresAt));

    // A browser deletes a __Secure- cookie only when the answer repeats its attributes.
    public static void DeleteRefreshToken(HttpResponse response) =>
        response.Cookies.Delete(RefreshTokenCookie, CreateOptions(expires: null));

    private static CookieOptions CreateOptions(DateTimeOffset? expires) => new()
    {
        HttpOnly = true,
        Secure = true,
        SameSite = SameSiteMode.Strict,
        Path = RefreshPath,
        Expires = expires,
    };
}
