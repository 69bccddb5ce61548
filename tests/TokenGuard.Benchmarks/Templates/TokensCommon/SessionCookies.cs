namespace Shop.Common;

/// <summary>Cookies that only the server reads.</summary>
public static class SessionCookies
{
    public static void Write(HttpResponse response, string name, string? value, string path, DateTimeOffset? expires = null)
    {
        if (string.IsNullOrEmpty(value))
        {
            response.Cookies.Delete(name, Options(path, null));
            return;
        }

        response.Cookies.Append(name, value, Options(path, expires));
    }

    public static void WriteReadable(HttpResponse response, string name, string value)
    {
        var options = new CookieOptions { Path = "/", Secure = true };
        options.HttpOnly = false;
        options.SameSite = SameSiteMode.Lax;
        response.Cookies.Append(name, value, options);
    }

    private static CookieOptions Options(string path, DateTimeOffset? expires) => new()
    {
        HttpOnly = true,
        Secure = true,
        SameSite = SameSiteMode.Strict,
        Path = path,
        Expires = expires,
    };
}
