using System.Net.Http.Headers;
using Microsoft.AspNetCore.Http.Extensions;

namespace Storefront.Transport;

public sealed record Order(string Id, string Product, decimal Total);

public sealed record OrderPage(IReadOnlyList<Order> Orders, string? NextPageToken);

/// <summary>
/// Talks to the orders API. It gets the access token of the user, which names the APIs of this shop as its audience,
/// and never the refresh token. An API of somebody else needs an access token of its own (RFC 8693).
/// </summary>
public sealed class OrdersClient(HttpClient http)
{
    public async Task<OrderPage?> GetOrdersAsync(string accessToken, string? pageToken, CancellationToken cancellationToken)
    {
        var query = pageToken is null ? new QueryBuilder() : new QueryBuilder { { "pageToken", pageToken } };
        using var request = new HttpRequestMessage(HttpMethod.Get, OrderBook.Path + query);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);

        using var response = await http.SendAsync(request, cancellationToken);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync<OrderPage>(cancellationToken);
    }
}
