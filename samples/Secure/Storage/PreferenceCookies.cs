using Microsoft.AspNetCore.Antiforgery;

namespace Storefront.Storage;

/// <summary>Cookies that hold no secret, and that script may read.</summary>
public static class PreferenceCookies
{
    public static void MapPreferences(this IEndpointRouteBuilder endpoints)
    {
        var preferences = endpoints.MapGroup("/preferences").AllowAnonymous();

        // The page copies this value into the X-XSRF-TOKEN header: so it has to be readable.
        preferences.MapGet("/", (HttpContext context, IAntiforgery antiforgery) =>
        {
            var xsrfToken = antiforgery.GetAndStoreTokens(context).RequestToken!;
            context.Response.Cookies.Append("XSRF-TOKEN", xsrfToken, new CookieOptions
            {
                HttpOnly = false,
                Secure = true,
                SameSite = SameSiteMode.Strict,
            });
            return new { theme = context.Request.Cookies["theme"] ?? "light" };
        });

        preferences.MapPut("/theme/{theme:regex(^(light|dark)$)}", async (string theme, HttpContext context, IAntiforgery antiforgery) =>
        {
            if (!await antiforgery.IsRequestValidAsync(context))
            {
                return Results.BadRequest();
            }

            context.Response.Cookies.Append("theme", theme);
            return Results.NoContent();
        });
    }
}
