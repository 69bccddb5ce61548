using System.Net.Http.Headers;

namespace Storefront.Transport;

/// <summary>Talks to the carrier that brings the parcels.</summary>
public sealed class ParcelClient(HttpClient http, IConfiguration configuration)
{
    private static readonly HttpClient TokenClient = new HttpClient();

    public async Task<string> GetTokenAsync(CancellationToken cancellationToken)
    {
        using var response = await TokenClient.PostAsync("https://login.parcels.contoso.com/connect/token", new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = "storefront",
            ["client_secret"] = configuration["Parcels:ClientSecret"]!,
        }), cancellationToken);
        return await response.Content.ReadAsStringAsync(cancellationToken);
    }

    public async Task<string> TrackAsync(string accessToken, string parcel, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"http://tracking.parcels.contoso.com/parcels/{parcel}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);

        using var response = await http.SendAsync(request, cancellationToken);
        return await response.Content.ReadAsStringAsync(cancellationToken);
    }

    public Task<HttpResponseMessage> BookAsync(string accessToken, Order order, CancellationToken cancellationToken) =>
        http.PostAsync($"https://api.parcels.contoso.com/pickups?access_token={accessToken}", JsonContent.Create(order), cancellationToken);

    public async Task CancelAsync(string accessToken, string parcel, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Delete, $"https://api.parcels.contoso.com/parcels/{parcel}");
        request.Headers.Add("X-Access-Token", accessToken);

        using var response = await http.SendAsync(request, cancellationToken);
        response.EnsureSuccessStatusCode();
    }
}
