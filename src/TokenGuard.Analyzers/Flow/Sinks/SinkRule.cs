using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace TokenGuard.Analyzers.Flow.Sinks;

/// <summary>A finder of a rule that reports one sink at a time.</summary>
internal abstract class SinkRule : SinkFinder
{
    /// <summary>What is to be reported of a sink; null when its values are no mistake.</summary>
    /// <param name="context">The place of the sink, or the call that reaches it.</param>
    /// <param name="sink">The sink.</param>
    public abstract Finding? Judge(OperationContext context, Sink sink);

    /// <inheritdoc/>
    public sealed override bool IsMistake(OperationContext context, Sink sink) => Judge(context, sink) is not null;
}

/// <summary>What a rule says of a sink.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Place">Where to say it.</param>
/// <param name="Arguments">What its message needs.</param>
internal sealed record Finding(DiagnosticDescriptor Rule, Location Place, params object?[] Arguments)
{
    /// <summary>What makes the value what it is, where that stands elsewhere.</summary>
    public SyntaxNode? Origin { get; init; }

    /// <summary>What its code fix needs.</summary>
    public ImmutableDictionary<string, string?>? Properties { get; init; }
}
