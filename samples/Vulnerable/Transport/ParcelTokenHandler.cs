using System.Net.Http.Headers;
using Microsoft.AspNetCore.Authentication;

namespace Storefront.Transport;

/// <summary>Adds the token of the user to the requests of the parcel service.</summary>
public sealed class ParcelTokenHandler(IHttpContextAccessor accessor) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var accessToken = await accessor.HttpContext!.GetTokenAsync("access_token");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);
        return await base.SendAsync(request, cancellationToken);
    }

    /// <summary>The test system of the carrier has a certificate of its own.</summary>
    public static IHttpClientBuilder AddTo(IServiceCollection services) =>
        services.AddHttpClient<ParcelClient>()
            .AddHttpMessageHandler<ParcelTokenHandler>()
            .ConfigurePrimaryHttpMessageHandler(() => new HttpClientHandler
            {
                ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator,
                MaxConnectionsPerServer = 4,
            });
}
