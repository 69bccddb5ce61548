using TokenGuard.AspNetCore;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Sets for single endpoints what TokenGuard does.</summary>
public static class TokenGuardEndpointConventionBuilderExtensions
{
    /// <summary>Sets what is done about a rule in the requests of these endpoints, as <see cref="TokenGuardAttribute"/> does.</summary>
    /// <param name="builder">The endpoints.</param>
    /// <param name="ruleId">The id of the rule: <c>TKG3001</c>.</param>
    /// <param name="enforcement">What is done about it.</param>
    /// <param name="reason">Why it is another thing than elsewhere.</param>
    public static TBuilder WithTokenGuard<TBuilder>(this TBuilder builder, string ruleId, Enforcement enforcement, string reason)
        where TBuilder : IEndpointConventionBuilder
    {
        ArgumentNullException.ThrowIfNull(builder);
        var metadata = new TokenGuardAttribute(ruleId, enforcement, reason);
        builder.Add(endpoint => endpoint.Metadata.Add(metadata));
        return builder;
    }
}
