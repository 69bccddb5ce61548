using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace TokenGuard.Analyzers.Flow;

/// <summary>
/// The body of a member, or the initialiser of a field or property: its operations, found without a walk, and what rules have found out
/// about it. However many questions a rule asks, the body is read once.
/// </summary>
internal sealed class Body(IOperation root)
{
    private readonly FactCache facts = new();

    /// <summary>The outermost operation.</summary>
    public IOperation Root => root;

    /// <summary>All operations, in the order of the text.</summary>
    public ImmutableArray<IOperation> Operations => Read().All;

    /// <summary>The mentions of a variable, without its declaration.</summary>
    public IEnumerable<IOperation> ReferencesTo(ISymbol variable) => Read().References[variable];

    /// <summary>The calls of methods of this name.</summary>
    public IEnumerable<IInvocationOperation> Calls(string method) => Read().Calls[method];

    /// <summary>The assignments, in initialisers too, in the order of the text.</summary>
    public ImmutableArray<ISimpleAssignmentOperation> Assignments => Read().Assignments;

    /// <summary>The assignments of a field or property of this name.</summary>
    public IEnumerable<ISimpleAssignmentOperation> AssignmentsOf(string member) => Read().AssignmentsByMember[member];

    /// <summary>The loop that gives a variable its values.</summary>
    public IForEachLoopOperation? LoopOver(ISymbol variable) => Read().Loops.TryGetValue(variable, out var loop) ? loop : null;

    /// <summary>Which definitions reach which places.</summary>
    public BodyFlow Flow(CancellationToken cancellation) => Fact(body => BodyFlow.Create(body.Root, cancellation));

    /// <summary>What is found out about the body as a whole, once; <paramref name="read"/> finds it out.</summary>
    public T Fact<T>(Func<Body, T> read)
        where T : class =>
        facts.Get(() => read(this));

    private Index Read() => Fact(static body => new Index(body.Root));

    private sealed class Index
    {
        public Index(IOperation root)
        {
            All = root.DescendantsAndSelf().ToImmutableArray();
            References = All.Where(operation => operation is ILocalReferenceOperation { IsDeclaration: false } or IParameterReferenceOperation)
                .ToLookup(operation => operation.Variable()!, SymbolEqualityComparer.Default);
            foreach (var loop in All.OfType<IForEachLoopOperation>())
            {
                foreach (var local in loop.Locals)
                {
                    Loops[local] = loop;
                }
            }

            Calls = All.OfType<IInvocationOperation>().ToLookup(call => call.TargetMethod.Name, StringComparer.Ordinal);
            Assignments = All.OfType<ISimpleAssignmentOperation>().ToImmutableArray();
            AssignmentsByMember = Assignments.Where(assignment => assignment.Target is IMemberReferenceOperation)
                .ToLookup(assignment => ((IMemberReferenceOperation)assignment.Target).Member.Name, StringComparer.Ordinal);
        }

        public ImmutableArray<IOperation> All { get; }

        public Dictionary<ISymbol, IForEachLoopOperation> Loops { get; } = new(SymbolEqualityComparer.Default);

        public ILookup<ISymbol, IOperation> References { get; }

        public ILookup<string, IInvocationOperation> Calls { get; }

        public ImmutableArray<ISimpleAssignmentOperation> Assignments { get; }

        public ILookup<string, ISimpleAssignmentOperation> AssignmentsByMember { get; }
    }
}
