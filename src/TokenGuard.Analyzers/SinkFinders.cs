using System.Collections.Immutable;
using TokenGuard.Analyzers.Flow.Sinks;
using TokenGuard.Analyzers.Issuing;
using TokenGuard.Analyzers.Storage;
using TokenGuard.Analyzers.Transport;
using TokenGuard.Analyzers.Validation;

namespace TokenGuard.Analyzers;

/// <summary>The finders of all rules that look for sinks.</summary>
internal static class SinkFinders
{
    public static readonly ImmutableArray<SinkFinder> All = ImmutableArray.Create<SinkFinder>(RequestSinks.Instance, CookieSinks.Instance, LifetimeSinks.Instance, ClaimSinks.Instance, IdentityModelValidation.Instance);
}
