using Storefront.Issuing;

namespace Storefront.Storage;

/// <summary>The access token lives in a cookie that script cannot read and other sites cannot send. That of the refresh token is made by the refresh-token service, for the refresh endpoint only.</summary>
public static class AuthCookies
{
    private const string AccessTokenCookie = "__Host-access_token";

    public static string? GetAccessToken(HttpRequest request) => request.Cookies[AccessTokenCookie];

    public static void SignIn(HttpResponse response, IssuedToken access) => response.Cookies.Append(AccessTokenCookie, access.AccessToken, CreateOptions(access.ExpiresAt));

    // A browser deletes such a cookie only when the answer repeats its attributes.
    public static void SignOut(HttpResponse response) => response.Cookies.Delete(AccessTokenCookie, CreateOptions(expires: null));

    private static CookieOptions CreateOptions(DateTimeOffset? expires) => new()
    {
        HttpOnly = true,
        Secure = true,
        SameSite = SameSiteMode.Strict,
        Path = "/",
        Expires = expires,
    };
}
