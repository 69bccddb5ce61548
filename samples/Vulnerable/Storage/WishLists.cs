using System.Net.Http.Headers;

namespace Storefront.Storage;

/// <summary>The wish lists of customers, which another service keeps.</summary>
public static class WishLists
{
    private static readonly HttpClient Client = new() { BaseAddress = new Uri("https://wishes.example.com") };

    private static string? _lastAccessToken;

    public static async Task<string> GetAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var accessToken = context.Request.Cookies[AuthCookies.AccessTokenCookie];
        if (accessToken != _lastAccessToken)
        {
            _lastAccessToken = accessToken;
            Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);
        }

        return await Client.GetStringAsync("/wishes", cancellationToken);
    }
}
