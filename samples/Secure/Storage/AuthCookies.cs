using Storefront.Issuing;
using Storefront.RefreshTokens;

namespace Storefront.Storage;

/// <summary>
/// Both tokens live in cookies that script cannot read and other sites cannot send; the browser sends the refresh token to the
/// refresh endpoint only.
/// </summary>
public static class AuthCookies
{
    private const string RefreshPath = "/auth/refresh";

    private const string AccessTokenCookie = "__Host-access_token";

    private const string RefreshTokenCookie = "__Secure-refresh_token";

    public static string? GetAccessToken(HttpRequest request) => request.Cookies[AccessTokenCookie];

    public static string? GetRefreshToken(HttpRequest request) => request.Cookies[RefreshTokenCookie];

    public static void SignIn(HttpResponse response, IssuedToken access, RefreshGrant grant)
    {
        response.Cookies.Append(AccessTokenCookie, access.AccessToken, CreateOptions("/", access.ExpiresAt));
        response.Cookies.Append(RefreshTokenCookie, grant.RefreshToken, CreateOptions(RefreshPath, grant.ExpiresAt));
    }

    // A browser deletes such a cookie only when the answer repeats its attributes.
    public static void SignOut(HttpResponse response)
    {
        response.Cookies.Delete(AccessTokenCookie, CreateOptions("/", expires: null));
        response.Cookies.Delete(RefreshTokenCookie, CreateOptions(RefreshPath, expires: null));
    }

    private static CookieOptions CreateOptions(string path, DateTimeOffset? expires) => new()
    {
        HttpOnly = true,
        Secure = true,
        SameSite = SameSiteMode.Strict,
        Path = path,
        Expires = expires,
    };
}
