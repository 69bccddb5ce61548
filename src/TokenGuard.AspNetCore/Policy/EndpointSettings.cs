using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace TokenGuard.AspNetCore.Policy;

/// <summary>What single endpoints set.</summary>
internal static class EndpointSettings
{
    /// <summary>Settings that could take no effect keep the application from starting; all of them are named at once.</summary>
    public static void Check(EndpointDataSource? source)
    {
        var problems = EndpointsOf(source).SelectMany(endpoint => endpoint.Metadata.GetOrderedMetadata<TokenGuardAttribute>().Select(item => ProblemOf(endpoint, item))).OfType<string>().Distinct().ToList();
        if (problems.Count > 0)
        {
            throw new OptionsValidationException(Options.DefaultName, typeof(TokenGuardOptions), problems);
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
