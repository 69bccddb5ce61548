using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace TokenGuard.AspNetCore.Policy;

/// <summary>What single endpoints set, and the endpoint of the current request, for what knows no request itself.</summary>
internal sealed class EndpointSettings
{
    // All of them share one value, which the framework sets when the application has added one, too.
    private readonly HttpContextAccessor contexts = new();

    private bool exist;

    /// <summary>The endpoint of the current request; null outside of requests, and where nobody asks for it.</summary>
    public Endpoint? Current
    {
        get
        {
            try
            {
                return contexts.HttpContext?.GetEndpoint();
            }
            catch (ObjectDisposedException)
            {
                return null; // the request has ended meanwhile
            }
        }
    }

    /// <summary>Settings that could take no effect keep the application from starting; all of them are named at once.</summary>
    public void Check(EndpointDataSource? source)
    {
        var settings = EndpointsOf(source).SelectMany(endpoint => endpoint.Metadata.GetOrderedMetadata<TokenGuardAttribute>().Select(item => (Endpoint: endpoint, Item: item))).ToList();
        exist = settings.Count > 0;
        var problems = settings.Select(setting => ProblemOf(setting.Endpoint, setting.Item)).OfType<string>().Distinct().ToList();
        if (problems.Count > 0)
        {
            throw new OptionsValidationException(Options.DefaultName, typeof(TokenGuardOptions), problems);
        }
    }

    /// <summary>Handles a request so that <see cref="Current"/> knows it. Where no endpoint sets anything nobody pays for that.</summary>
    public Task InvokeAsync(HttpContext context, RequestDelegate following) => exist && contexts.HttpContext is null ? InvokeKnownAsync(context, following) : following(context);

    private async Task InvokeKnownAsync(HttpContext context, RequestDelegate following)
    {
        contexts.HttpContext = context;
        try
        {
            await following(context).ConfigureAwait(false);
        }
        finally
        {
            contexts.HttpContext = null; // work that goes on after the request must not hold it
        }
    }

    private static string? ProblemOf(Endpoint endpoint, TokenGuardAttribute item) =>
        (!RuntimeRules.All.ContainsKey(item.RuleId) ? "there is no such rule at run time"
        : !Enum.IsDefined(item.Enforcement) ? $"'{item.Enforcement}' is none of Off, Report and Block"
        : RuntimeRules.NotOfEndpoints.GetValueOrDefault(item.RuleId)) is { } problem
            ? $"TKG0001: Endpoint '{endpoint.DisplayName}' sets '{item.RuleId}': {problem}"
            : null;

    // An endpoint that cannot be built fails with the first request, and says why.
    private static IReadOnlyList<Endpoint> EndpointsOf(EndpointDataSource? source)
    {
        try
        {
            return source?.Endpoints ?? [];
        }
        catch (Exception)
        {
            return [];
        }
    }
}
