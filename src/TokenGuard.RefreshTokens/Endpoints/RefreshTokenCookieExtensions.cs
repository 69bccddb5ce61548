using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using TokenGuard.RefreshTokens;

namespace Microsoft.AspNetCore.Http;

/// <summary>The cookie that carries a refresh token in browsers: no script reads it, no other site sends it, and it goes to the refresh endpoints only.</summary>
/// <remarks>
/// <c>HttpOnly</c>, <c>Secure</c> and <c>SameSite=Strict</c> as in draft-ietf-oauth-browser-based-apps section 6.1.3.2; but the path is that of the endpoints,
/// so that the name begins with <c>__Secure-</c>: a <c>__Host-</c> cookie would ride on every request.
/// </remarks>
public static class RefreshTokenCookieExtensions
{
    /// <summary>Gives the browser the token of a session, for as long as the session lives unless it is used.</summary>
    /// <param name="response">The response.</param>
    /// <param name="result">A result with a token.</param>
    /// <exception cref="ArgumentException">The result has none.</exception>
    public static void SetRefreshTokenCookie(this HttpResponse response, RefreshTokenResult result)
    {
        ArgumentNullException.ThrowIfNull(response);
        ArgumentNullException.ThrowIfNull(result);
        if (!result.Succeeded)
        {
            throw new ArgumentException($"There is no token: {result.Failure}", nameof(result));
        }

        var services = response.HttpContext.RequestServices;
        var left = result.Session.IdleExpiresAt - (services.GetService<TimeProvider>() ?? TimeProvider.System).GetUtcNow();
        var options = OptionsOf(response.HttpContext);
        response.Cookies.Append(options.CookieName, result.Token, AttributesOf(response.HttpContext, options, left));
    }

    /// <summary>Takes the token from the browser. The session goes on: <see cref="IRefreshTokenService.RevokeAsync"/> ends it.</summary>
    /// <param name="response">The response.</param>
    public static void DeleteRefreshTokenCookie(this HttpResponse response)
    {
        ArgumentNullException.ThrowIfNull(response);
        var options = OptionsOf(response.HttpContext);
        response.Cookies.Delete(options.CookieName, AttributesOf(response.HttpContext, options, lifetime: null));
    }

    /// <summary>The token that the browser sends, or null.</summary>
    /// <param name="request">The request.</param>
    public static string? GetRefreshTokenCookie(this HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.Cookies[OptionsOf(request.HttpContext).CookieName];
    }

    private static RefreshTokenOptions OptionsOf(HttpContext context) => context.RequestServices.GetRequiredService<IOptions<RefreshTokenOptions>>().Value;

    private static CookieOptions AttributesOf(HttpContext context, RefreshTokenOptions options, TimeSpan? lifetime) =>
        new()
        {
            HttpOnly = true,
            Secure = true,
            SameSite = SameSiteMode.Strict,
            Path = context.Request.PathBase + options.Path,
            MaxAge = lifetime,
            IsEssential = true,
        };
}
