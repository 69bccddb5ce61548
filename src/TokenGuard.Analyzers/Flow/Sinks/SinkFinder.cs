using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace TokenGuard.Analyzers.Flow.Sinks;

/// <summary>
/// What one rule looks for. It is asked about the sinks of a body, and about those that a call reaches with what it passes: a mistake is
/// one where the values that make it so come together, so once, at the sink or at the outermost call that passes them.
/// </summary>
internal abstract class SinkFinder
{
    /// <summary>The kinds of operations that can be sinks.</summary>
    public abstract ImmutableArray<OperationKind> Kinds { get; }

    /// <summary>One of these identifiers stands in every body that holds a sink.</summary>
    public abstract ImmutableArray<string> Words { get; }

    /// <summary>A text that stands in some file of every project in which the rule can find something; no call is looked at where it does not.</summary>
    public abstract string Mention { get; }

    /// <summary>The sinks that an operation is by itself.</summary>
    public abstract IEnumerable<Sink> Of(OperationContext context);

    /// <summary>Whether the values of a sink are a mistake.</summary>
    /// <param name="context">The place of the sink, or the call that reaches it.</param>
    /// <param name="sink">The sink.</param>
    public abstract bool IsMistake(OperationContext context, Sink sink);

    /// <summary>What of a sink that is no mistake is left for callers to decide; null when nothing they pass can make it one.</summary>
    public abstract Sink? LeftOpen(OperationContext context, Sink sink);
}
