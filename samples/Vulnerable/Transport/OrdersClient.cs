using System.Net.Http.Headers;

namespace Storefront.Transport;

public sealed record Order(string Id, string Product, decimal Total);

public sealed record OrderPage(IReadOnlyList<Order> Orders, string? NextPageToken);

/// <summary>Talks to the orders API.</summary>
public sealed class OrdersClient(HttpClient http)
{
    public async Task<OrderPage?> GetOrdersAsync(string accessToken, string? refreshToken, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/orders");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);
        if (refreshToken is not null)
        {
            // Lets the orders API renew the access token when a page takes long.
            request.Headers.Add("X-Refresh-Token", refreshToken);
        }

        using var response = await http.SendAsync(request, cancellationToken);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync<OrderPage>(cancellationToken);
    }

    /// <summary>Starts an export, which runs for longer than an access token lives.</summary>
    public async Task StartExportAsync(string refreshToken, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/orders/exports");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", refreshToken);

        using var response = await http.SendAsync(request, cancellationToken);
        response.EnsureSuccessStatusCode();
    }
}
