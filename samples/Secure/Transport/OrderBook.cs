using System.Security.Claims;

namespace Storefront.Transport;

/// <summary>A stand-in for the orders API, in this process, so that the sample needs no second service.</summary>
public static class OrderBook
{
    public const string Path = "/order-book/orders";

    private const int PageSize = 2;

    private static readonly (string UserId, Order Order)[] Entries =
    [
        ("u-1001", new Order("o-1", "Espresso machine", 349.00m)),
        ("u-1001", new Order("o-2", "Coffee grinder", 129.50m)),
        ("u-2002", new Order("o-3", "Teapot", 45.00m)),
        ("u-1001", new Order("o-4", "Filter papers", 4.20m)),
    ];

    public static void MapOrderBook(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet(Path, (ClaimsPrincipal user, string? pageToken) =>
        {
            var rest = Entries
                .Where(entry => entry.UserId == user.Identity?.Name && string.CompareOrdinal(entry.Order.Id, pageToken) > 0)
                .Select(entry => entry.Order)
                .ToList();
            var nextPageToken = rest.Count > PageSize ? rest[PageSize - 1].Id : null;
            return new OrderPage([.. rest.Take(PageSize)], nextPageToken);
        });
}
