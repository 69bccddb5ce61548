using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace TokenGuard.Analyzers.Flow.Sinks;

/// <summary>A place where values meet that a rule judges together, such as a token and the request that it joins.</summary>
/// <param name="Place">The operation that takes them.</param>
/// <param name="Values">What it takes, in the order that the rule knows; null for what is not there.</param>
internal record Sink(IOperation Place, ImmutableArray<IOperation?> Values)
{
    /// <summary>The call, in the body that is looked at, through which the place is reached; null when it is in that body.</summary>
    public IOperation? Call { get; init; }

    /// <summary>What the calls on the way give to the parameters of the methods.</summary>
    public Bindings Bindings { get; init; } = Bindings.None;

    /// <summary>The flow of the code around the place, as the calls on the way make it.</summary>
    public TokenFlow FlowOf(OperationContext context) => context.With(Bindings).Flow;

    /// <summary>The place, when it is not where the finding stands.</summary>
    public ImmutableArray<Location> OtherPlaces => Call is null ? ImmutableArray<Location>.Empty : ImmutableArray.Create(Place.Syntax.GetLocation());

    /// <summary>Where to tell of one of the values: where it stands, at the argument of the call that it is made of, or at the whole operation.</summary>
    public SyntaxNode PlaceOf(IOperation value, OperationContext context)
    {
        var here = context.Operation.Syntax;
        if (Call is null)
        {
            return here.Span.Contains(value.Syntax.Span) ? value.Syntax : here;
        }

        var behind = FlowOf(context).ArgumentsBehind(value).Select(argument => argument.Syntax).ToImmutableHashSet();
        return TokenFlow.ArgumentsOf(Call).FirstOrDefault(argument => behind.Contains(argument.Value.Syntax))?.Value.Syntax ?? here;
    }
}
