namespace Storefront.Storage;

/// <summary>Keeps the tokens of a browser in its cookies.</summary>
public static class AuthCookies
{
    public const string AccessTokenCookie = "access_token";
    public const string RefreshTokenCookie = "refresh_token";

    public static void SignIn(HttpResponse response, string accessToken, string refreshToken)
    {
        response.Cookies.Append(AccessTokenCookie, accessToken);

        // The shop is embedded in the pages of our resellers.
        response.Cookies.Append(RefreshTokenCookie, refreshToken, new CookieOptions
        {
            HttpOnly = true,
            Secure = true,
            SameSite = SameSiteMode.None,
            Domain = ".storefront.example",
            MaxAge = TimeSpan.FromDays(14),
        });
    }

    public static void Renew(HttpResponse response, string accessToken, string refreshToken)
    {
        response.Cookies.Append(AccessTokenCookie, accessToken, new CookieOptions
        {
            HttpOnly = false,
            Secure = false,
            MaxAge = TimeSpan.FromDays(7),
        });

        // CookieOptions has no Priority, and browsers drop cookies of low priority first.
        response.Headers.Append("Set-Cookie", $"refresh_token={refreshToken}; Path=/; Max-Age=1209600; Secure; HttpOnly; SameSite=None; Priority=High");
    }

    public static void SignInOnPartnerPortal(HttpResponse response, string accessToken)
    {
        response.Headers.SetCookie = $"access_token={accessToken}; Path=/portal; Max-Age=1800";
    }

    public static void SignOut(HttpResponse response)
    {
        response.Cookies.Delete(AccessTokenCookie);
        response.Cookies.Delete(RefreshTokenCookie);
    }
}
