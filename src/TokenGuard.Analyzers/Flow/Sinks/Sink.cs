using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace TokenGuard.Analyzers.Flow.Sinks;

/// <summary>A place where values meet that a rule judges together, such as a token and the request that it joins.</summary>
/// <param name="Place">The operation that takes them.</param>
/// <param name="Values">What it takes, in the order that the rule knows; null for what is not there. Values may come from other bodies than the place.</param>
internal record Sink(IOperation Place, ImmutableArray<IOperation?> Values)
{
    /// <summary>The call, in the body that is looked at, through which the values get to the place; null when they are there already.</summary>
    public IOperation? Call { get; init; }
}
