using System.Net;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;

namespace Shop.Feature;

public sealed record FeatureProduct(string Id, string Name, string? Brand, decimal Price, string[] Categories);

/// <summary>The public catalogue of products.</summary>
public sealed class FeatureCatalogue(HttpClient client, IMemoryCache cache, IOptions<FeatureSettings> options, ILogger<FeatureCatalogue> logger)
{
    public async Task<FeatureProduct?> GetAsync(string id, CancellationToken cancellationToken)
    {
        var key = $"feature:product:{id}";
        if (cache.TryGetValue<FeatureProduct>(key, out var known))
        {
            return known;
        }

        using var request = new HttpRequestMessage(HttpMethod.Get, $"https://catalogue.example.com/products/{Uri.EscapeDataString(id)}");
        request.Headers.Accept.ParseAdd("application/json");
        request.Headers.Add("X-Warehouse", options.Value.Warehouse);
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (response.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }

        response.EnsureSuccessStatusCode();
        var product = await response.Content.ReadFromJsonAsync<FeatureProduct>(cancellationToken);
        return cache.Set(key, product, new MemoryCacheEntryOptions { SlidingExpiration = TimeSpan.FromMinutes(10), Priority = CacheItemPriority.Low });
    }

    public async Task<IReadOnlyList<FeatureProduct>> SearchAsync(string text, CancellationToken cancellationToken)
    {
        var found = new List<FeatureProduct>();
        for (var page = 1; page <= 5; page++)
        {
            var path = $"https://catalogue.example.com/products?q={Uri.EscapeDataString(text)}&page={page}";
            var products = await WithRetriesAsync(() => client.GetFromJsonAsync<List<FeatureProduct>>(path, cancellationToken), cancellationToken);
            if (products is not { Count: > 0 })
            {
                break;
            }

            found.AddRange(products.Where(product => product.Categories.Length > 0));
        }

        return found;
    }

    public async Task<decimal> CheapestAsync(IEnumerable<string> ids, CancellationToken cancellationToken)
    {
        var products = await Task.WhenAll(ids.Distinct().Select(id => GetAsync(id, cancellationToken)));
        return products.OfType<FeatureProduct>().Select(product => product.Price).DefaultIfEmpty().Min();
    }

    private async Task<T?> WithRetriesAsync<T>(Func<Task<T?>> action, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await action();
            }
            catch (HttpRequestException exception) when (attempt < 3)
            {
                logger.LogWarning(exception, "Attempt {Attempt} failed", attempt);
                await Task.Delay(TimeSpan.FromMilliseconds(200 * Math.Pow(2, attempt)), cancellationToken);
            }
        }
    }
}
