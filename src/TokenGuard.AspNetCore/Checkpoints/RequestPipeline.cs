using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using TokenGuard.AspNetCore.Policy;

namespace TokenGuard.AspNetCore.Checkpoints;

/// <summary>Stands around the whole pipeline: sees a request before anything else, and the headers of its response after everything else.</summary>
/// <remarks>What registers <c>OnStarting</c> first is called last, so that no cookie is added behind our back.</remarks>
internal sealed class RequestPipeline(InboundRequestCheckpoint inbound, ResponseCheckpoint responses, EndpointSettings endpoints) : IStartupFilter
{
    // Not asked for when the response starts: by then an application with tenants may have put their services in place of its own.
    private readonly Func<object, Task> checkResponse = state =>
    {
        responses.Check((HttpContext)state);
        return Task.CompletedTask;
    };

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) =>
        app =>
        {
            app.Use(following => context => InvokeAsync(context, following));
            next(app);
            endpoints.Check(app.ApplicationServices.GetService<EndpointDataSource>());
        };

    private Task InvokeAsync(HttpContext context, RequestDelegate following)
    {
        context.Response.OnStarting(checkResponse, context);
        return inbound.IsRefused(context) ? InboundRequestCheckpoint.AnswerAsync(context) : endpoints.InvokeAsync(context, following);
    }
}
