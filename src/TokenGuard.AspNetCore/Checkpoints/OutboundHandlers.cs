using Microsoft.Extensions.Http;
using Microsoft.Extensions.Options;

namespace TokenGuard.AspNetCore.Checkpoints;

/// <summary>Puts <see cref="OutboundCheckpoint"/> before what sends the requests of a client.</summary>
/// <remarks>Registered before all other filters: what it adds after them stands behind what they add.</remarks>
internal sealed class OutboundHandlers(OutboundCheckpoint checkpoint, IOptionsMonitor<HttpClientFactoryOptions> clients) : IHttpMessageHandlerBuilderFilter
{
    public Action<HttpMessageHandlerBuilder> Configure(Action<HttpMessageHandlerBuilder> next) =>
        builder =>
        {
            next(builder);
            checkpoint.Check(builder, clients.Get(builder.Name));
            builder.AdditionalHandlers.Add(new Handler(checkpoint));
        };

    private sealed class Handler(OutboundCheckpoint checkpoint) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            checkpoint.Check(request);
            return base.SendAsync(request, cancellationToken);
        }

        protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            checkpoint.Check(request);
            return base.Send(request, cancellationToken);
        }
    }
}
