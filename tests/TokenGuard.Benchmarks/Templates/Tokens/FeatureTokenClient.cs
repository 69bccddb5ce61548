using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;

namespace Shop.Feature;

/// <summary>Gets tokens from the authorization server.</summary>
public sealed class FeatureTokenClient(HttpClient client, IMemoryCache cache, IOptions<FeatureSettings> options, ILogger<FeatureTokenClient> logger)
{
    private readonly SemaphoreSlim _gate = new(1, 1);

    public async Task<FeatureTokenResponse> ExchangeAsync(string code, string verifier, string redirectUri, CancellationToken cancellationToken)
    {
        var form = NewForm("authorization_code");
        form["code"] = code;
        form["code_verifier"] = verifier;
        form["redirect_uri"] = redirectUri;
        return await SendAsync(form, cancellationToken);
    }

    public async Task<FeatureTokenResponse> RefreshAsync(string refreshToken, CancellationToken cancellationToken)
    {
        var form = NewForm("refresh_token");
        form["refresh_token"] = refreshToken;
        var response = await SendAsync(form, cancellationToken);
        response.RefreshToken ??= refreshToken;
        return response;
    }

    public async Task<string> GetServiceTokenAsync(string scope, CancellationToken cancellationToken)
    {
        if (cache.TryGetValue<string>($"feature:{scope}", out var cached) && cached is not null)
        {
            return cached;
        }

        await _gate.WaitAsync(cancellationToken);
        try
        {
            var form = NewForm("client_credentials");
            form["scope"] = scope;
            var response = await SendAsync(form, cancellationToken);
            var accessToken = response.AccessToken ?? throw new InvalidOperationException("The answer holds no access token.");
            cache.Set($"feature:{scope}", accessToken, TimeSpan.FromSeconds(Math.Max(30, response.ExpiresIn - 60)));
            return accessToken;
        }
        finally
        {
            _gate.Release();
        }
    }

    public async Task RevokeAsync(string refreshToken, CancellationToken cancellationToken)
    {
        using var content = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["token"] = refreshToken,
            ["token_type_hint"] = "refresh_token",
            ["client_id"] = options.Value.ClientId,
        });
        using var response = await client.PostAsync($"{options.Value.Authority}/revoke", content, cancellationToken);
        if (!response.IsSuccessStatusCode)
        {
            logger.LogWarning("Revocation was answered with {Status}", (int)response.StatusCode);
        }
    }

    private Dictionary<string, string> NewForm(string grantType)
    {
        var form = new Dictionary<string, string> { ["grant_type"] = grantType, ["client_id"] = options.Value.ClientId };
        if (options.Value.ClientSecret is { } secret)
        {
            form["client_secret"] = secret;
        }

        return form;
    }

    private async Task<FeatureTokenResponse> SendAsync(Dictionary<string, string> form, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{options.Value.Authority}/token") { Content = new FormUrlEncodedContent(form) };
        using var response = await client.SendAsync(request, cancellationToken);
        var answer = await response.Content.ReadFromJsonAsync<FeatureTokenResponse>(cancellationToken);
        if (answer is null || answer.Error is not null)
        {
            throw new HttpRequestException($"The token endpoint has answered '{answer?.Error}'.", null, response.StatusCode);
        }

        return answer;
    }
}
