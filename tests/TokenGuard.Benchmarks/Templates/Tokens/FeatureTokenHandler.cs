using System.Net;
using System.Net.Http.Headers;

namespace Shop.Feature;

/// <summary>Puts the access token of the service on its calls, and renews it once when it is refused.</summary>
public sealed class FeatureTokenHandler(FeatureTokenClient tokenClient, ILogger<FeatureTokenHandler> logger) : DelegatingHandler
{
    private readonly Lock _gate = new();
    private FeatureTokenResponse? _current;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Headers.Authorization is not null)
        {
            return await base.SendAsync(request, cancellationToken);
        }

        var token = Current?.AccessToken ?? await tokenClient.GetServiceTokenAsync("feature.read", cancellationToken);
        SetBearer(request, token);
        var response = await base.SendAsync(request, cancellationToken);
        if (response.StatusCode != HttpStatusCode.Unauthorized)
        {
            return response;
        }

        var renewed = await RenewAsync(cancellationToken);
        if (renewed is null)
        {
            return response;
        }

        response.Dispose();
        SetBearer(request, renewed);
        return await base.SendAsync(request, cancellationToken);
    }

    private FeatureTokenResponse? Current
    {
        get
        {
            lock (_gate)
            {
                return _current;
            }
        }
    }

    private async Task<string?> RenewAsync(CancellationToken cancellationToken)
    {
        var refreshToken = Current?.RefreshToken;
        if (refreshToken is null)
        {
            return null;
        }

        try
        {
            var response = await tokenClient.RefreshAsync(refreshToken, cancellationToken);
            lock (_gate)
            {
                _current = response;
            }

            return response.AccessToken;
        }
        catch (HttpRequestException exception)
        {
            logger.LogWarning(exception, "The token was not renewed");
            return null;
        }
    }

    private static void SetBearer(HttpRequestMessage request, string token) =>
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
}
