using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace TokenGuard.Analyzers.Flow;

/// <summary>
/// Which definitions of a variable, and which writes to the members of the object it holds, reach a place in a body. Most variables are
/// written once; for the others it is a search backwards through the control-flow graph, from the place to the nearest writes on every path.
/// </summary>
internal sealed class BodyFlow(Body body)
{
    private readonly BodyWrites writes = body.Fact(static body => new BodyWrites(body));

    /// <summary>The values that a variable may hold where <paramref name="use"/> reads it.</summary>
    public ImmutableArray<Definition> Definitions(ISymbol variable, IOperation use, CancellationToken cancellation) =>
        writes.OnlyDefinitionOf(variable) is { } only ? ImmutableArray.Create(only) : Graph(cancellation).Definitions(variable, use);

    /// <summary>
    /// What a member of the object that a variable holds may have been set to before <paramref name="use"/>: values written to it, or the
    /// definition of the variable where none was. Anything else that may have changed the object gives <see cref="Definition.Unknown"/>.
    /// </summary>
    public ImmutableArray<Definition> MemberDefinitions(ISymbol variable, string member, IOperation use, CancellationToken cancellation) =>
        writes.OnlyDefinitionOf(variable) is { } only && !writes.MayChange(variable, member) ? ImmutableArray.Create(only) : Graph(cancellation).MemberDefinitions(variable, member, use);

    private FlowGraph Graph(CancellationToken cancellation) => body.Fact(body => FlowGraph.Create(body.Root, writes, cancellation));
}
