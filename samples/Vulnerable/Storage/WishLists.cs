using System.Net.Http.Headers;

namespace Storefront.Storage;

/// <summary>The wish lists of customers, which another service keeps.</summary>
public static class WishLists
{
    private static readonly HttpClient Client = new() { BaseAddress = new Uri("https://wishes.example.com") };

    /// <summary>With this the nightly mail is made.</summary>
    public static string? LastAccessToken { get; private set; }

    public static async Task<string> GetAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var accessToken = context.Request.Cookies[AuthCookies.AccessTokenCookie];
        LastAccessToken = accessToken;
        Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);
        using var response = await Client.GetAsync("/wishes", cancellationToken);
        return await response.Content.ReadAsStringAsync(cancellationToken);
    }
}
