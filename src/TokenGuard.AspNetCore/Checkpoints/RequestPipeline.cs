using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace TokenGuard.AspNetCore.Checkpoints;

/// <summary>Stands around the whole pipeline: sees a request before anything else, and the headers of its response after everything else.</summary>
/// <remarks>What registers <c>OnStarting</c> first is called last, so that no cookie is added behind our back.</remarks>
internal sealed class RequestPipeline(InboundRequestCheckpoint inbound) : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) =>
        app =>
        {
            app.Use(following => context => InvokeAsync(context, following));
            next(app);
        };

    private Task InvokeAsync(HttpContext context, RequestDelegate following)
    {
        context.Response.OnStarting(static state => CheckResponse((HttpContext)state), context);
        return inbound.IsRefused(context) ? InboundRequestCheckpoint.AnswerAsync(context) : following(context);
    }

    private static Task CheckResponse(HttpContext context)
    {
        context.RequestServices.GetRequiredService<ResponseCheckpoint>().Check(context);
        return Task.CompletedTask;
    }
}
