using Microsoft.AspNetCore.Authentication;
using Shop.Common;

namespace Shop.Feature;

/// <summary>Calls the API of the area on behalf of the user of the request.</summary>
public sealed class FeatureClient(HttpClient client, IHttpContextAccessor accessor, ILogger<FeatureClient> logger)
{
    public async Task<IReadOnlyList<FeatureItem>> GetAllAsync(CancellationToken cancellationToken)
    {
        var items = new List<FeatureItem>();
        string? pageToken = null;
        do
        {
            var page = await GetPageAsync(pageToken, cancellationToken);
            if (page is null)
            {
                break;
            }

            items.AddRange(page.Items);
            pageToken = page.NextPageToken;
        }
        while (pageToken is not null);

        logger.LogInformation("Read {Count} items", items.Count);
        return items;
    }

    public async Task<FeaturePage?> GetPageAsync(string? pageToken, CancellationToken cancellationToken)
    {
        var path = pageToken is null ? "/feature/items" : $"/feature/items?page={Uri.EscapeDataString(pageToken)}";
        return await BearerRequests.GetAsync<FeaturePage>(client, path, await AccessTokenAsync(), cancellationToken);
    }

    public async Task<FeatureItem?> GetAsync(string id, CancellationToken cancellationToken)
    {
        var accessToken = await AccessTokenAsync();
        return await BearerRequests.GetAsync<FeatureItem>(client, $"/feature/items/{id}", accessToken, cancellationToken);
    }

    public async Task<FeatureItem> AddAsync(FeatureItem item, CancellationToken cancellationToken)
    {
        var accessToken = await AccessTokenAsync();
        var added = await BearerRequests.PostAsync<FeatureItem>(client, "/feature/items", item, accessToken, cancellationToken);
        return added ?? throw new InvalidOperationException($"Item '{item.Id}' was not added.");
    }

    public async Task RemoveAsync(string id, CancellationToken cancellationToken)
    {
        if (await AccessTokenAsync() is not { } token)
        {
            throw new UnauthorizedAccessException();
        }

        await BearerRequests.DeleteAsync(client, $"/feature/items/{id}", token, cancellationToken);
    }

    public async Task<Stream> ExportAsync(string format, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/feature/export?format={format}");
        request.Headers.Add("Authorization", $"Bearer {await AccessTokenAsync()}");
        var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadAsStreamAsync(cancellationToken);
    }

    private async Task<string?> AccessTokenAsync()
    {
        var context = accessor.HttpContext;
        if (context is null)
        {
            return null;
        }

        return await context.GetTokenAsync("access_token") ?? FeatureCookies.GetAccessToken(context.Request);
    }
}
