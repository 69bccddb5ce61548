using System.Net;
using System.Net.Http.Headers;

namespace Shop.Common;

/// <summary>Requests to the APIs of other teams, on behalf of a user.</summary>
public static class BearerRequests
{
    public static HttpRequestMessage Create(HttpMethod method, string path, string? token)
    {
        var request = new HttpRequestMessage(method, path);
        request.Headers.Accept.ParseAdd("application/json");
        request.Headers.Add("X-Correlation-Id", Guid.NewGuid().ToString("N"));
        if (!string.IsNullOrEmpty(token))
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        return request;
    }

    public static async Task<T?> GetAsync<T>(HttpClient client, string path, string? token, CancellationToken cancellationToken)
    {
        using var request = Create(HttpMethod.Get, path, token);
        return await SendAsync<T>(client, request, cancellationToken);
    }

    public static async Task<T?> PostAsync<T>(HttpClient client, string path, object body, string? token, CancellationToken cancellationToken)
    {
        using var request = Create(HttpMethod.Post, path, token);
        request.Content = JsonContent.Create(body);
        return await SendAsync<T>(client, request, cancellationToken);
    }

    public static async Task DeleteAsync(HttpClient client, string path, string? token, CancellationToken cancellationToken)
    {
        using var request = Create(HttpMethod.Delete, path, token);
        using var response = await client.SendAsync(request, cancellationToken);
        response.EnsureSuccessStatusCode();
    }

    private static async Task<T?> SendAsync<T>(HttpClient client, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (response.StatusCode == HttpStatusCode.NotFound)
        {
            return default;
        }

        response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync<T>(cancellationToken);
    }
}
