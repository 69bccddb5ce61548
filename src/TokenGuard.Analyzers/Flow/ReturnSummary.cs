using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace TokenGuard.Analyzers.Flow;

/// <summary>What a method of this project gives, whoever calls it.</summary>
/// <param name="Value">What its own code makes of it; unknown when that depends on what it is given.</param>
/// <param name="Parameters">The parameters, by number, that it gives back or puts into what it gives.</param>
internal sealed record ReturnSummary(TokenValue Value, ImmutableArray<int> Parameters)
{
    /// <summary>The number that stands for an <c>out</c> or <c>ref</c> parameter among the elements of what a method gives.</summary>
    public static int OutOf(IParameterSymbol parameter) => -1 - parameter.Ordinal;

    /// <summary>Of a method that is not followed.</summary>
    public static readonly ReturnSummary Unknown = new(TokenValue.Unknown, ImmutableArray<int>.Empty);
}

/// <summary>
/// The summaries of one method, or what is known of one member: by how many more calls may be followed, so that no answer depends on the
/// order of the questions, and by the element of the tuple that is asked for.
/// </summary>
internal sealed class Summaries<T>
{
    public ConcurrentDictionary<(int Calls, int? Element), T> Known { get; } = new();
}
