public static class TokenCookies
{
    public static readonly CookieOptions Options = new() { Secure = true, SameSite = SameSiteMode.Lax };
}
