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
    public TokenFlow FlowOf(OperationContext context) => context.Flow.With(Bindings);

    /// <summary>Where to tell of one of the values: where it stands, or at the first argument of the call that <paramref name="isIt"/> knows again.</summary>
    public SyntaxNode PlaceOf(IOperation value, OperationContext context, Func<IOperation, bool> isIt)
    {
        var here = context.Operation.Syntax;
        return Call is not null ? TokenFlow.ArgumentsOf(Call).FirstOrDefault(argument => isIt(argument.Value))?.Value.Syntax ?? here
            : here.Span.Contains(value.Syntax.Span) ? value.Syntax
            : here;
    }
}
