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

    // Every rule asks for it.
    private Kinds? kinds;

    /// <summary>The outermost operation.</summary>
    public IOperation Root => root;

    /// <summary>All operations, in the order of the text.</summary>
    public ImmutableArray<IOperation> Operations => Fact(static body => new AllOperations(body.Root)).All;

    /// <summary>The operations of one kind, in the order of the text.</summary>
    public ArraySegment<IOperation> OfKind(OperationKind kind) => (kinds ??= new Kinds(Operations)).Of(kind);

    /// <summary>The mentions of a variable, without its declaration.</summary>
    public IEnumerable<IOperation> ReferencesTo(ISymbol variable) => Fact(static body => new References(body.Operations)).Of[variable];

    /// <summary>The calls of methods of this name.</summary>
    public IEnumerable<IInvocationOperation> Calls(string method) => Fact(static body => new CallsByName(body.Operations)).Of[method];

    /// <summary>The assignments, in initialisers too, in the order of the text.</summary>
    public ImmutableArray<ISimpleAssignmentOperation> Assignments => Fact(static body => new AllAssignments(body.Operations)).All;

    /// <summary>The assignments of a field or property of this name.</summary>
    public IEnumerable<ISimpleAssignmentOperation> AssignmentsOf(string member) => Fact(static body => new AllAssignments(body.Operations)).ByMember[member];

    /// <summary>The loop that gives a variable its values.</summary>
    public IForEachLoopOperation? LoopOver(ISymbol variable) => Fact(static body => new Loops(body.Operations)).Of.TryGetValue(variable, out var loop) ? loop : null;

    /// <summary>Which definitions reach which places.</summary>
    public BodyFlow Flow => Fact(static body => new BodyFlow(body));

    /// <summary>What is found out about the body as a whole, once; <paramref name="read"/> finds it out.</summary>
    public T Fact<T>(Func<Body, T> read)
        where T : class =>
        facts.Get(this, read);

    /// <summary>The same, found out with what is <paramref name="given"/>.</summary>
    public T Fact<TGiven, T>(TGiven given, Func<Body, TGiven, T> read)
        where T : class =>
        facts.Get((Body: this, given, read), static all => all.read(all.Body, all.given));

    private sealed class AllOperations(IOperation root)
    {
        public ImmutableArray<IOperation> All { get; } = root.DescendantsAndSelf().ToImmutableArray();
    }

    /// <summary>The operations by their kinds, each in the order of the text.</summary>
    private sealed class Kinds
    {
        private readonly IOperation[] sorted;
        private readonly int[] starts;

        public Kinds(ImmutableArray<IOperation> operations)
        {
            sorted = new IOperation[operations.Length];
            starts = new int[operations.Max(operation => (int)operation.Kind) + 1];
            foreach (var operation in operations)
            {
                starts[(int)operation.Kind]++;
            }

            for (var kind = 1; kind < starts.Length; kind++)
            {
                starts[kind] += starts[kind - 1];
            }

            for (var i = operations.Length - 1; i >= 0; i--)
            {
                sorted[--starts[(int)operations[i].Kind]] = operations[i];
            }
        }

        public ArraySegment<IOperation> Of(OperationKind kind)
        {
            var start = (int)kind < starts.Length ? starts[(int)kind] : sorted.Length;
            return new ArraySegment<IOperation>(sorted, start, ((int)kind + 1 < starts.Length ? starts[(int)kind + 1] : sorted.Length) - start);
        }
    }

    private sealed class References(ImmutableArray<IOperation> operations)
    {
        public ILookup<ISymbol, IOperation> Of { get; } = operations
            .Where(operation => operation is ILocalReferenceOperation { IsDeclaration: false } or IParameterReferenceOperation)
            .ToLookup(operation => operation.Variable()!, SymbolEqualityComparer.Default);
    }

    private sealed class CallsByName(ImmutableArray<IOperation> operations)
    {
        public ILookup<string, IInvocationOperation> Of { get; } = operations.OfType<IInvocationOperation>().ToLookup(call => call.TargetMethod.Name, StringComparer.Ordinal);
    }

    private sealed class AllAssignments
    {
        public AllAssignments(ImmutableArray<IOperation> operations)
        {
            All = operations.OfType<ISimpleAssignmentOperation>().ToImmutableArray();
            ByMember = All.Where(assignment => assignment.Target is IMemberReferenceOperation)
                .ToLookup(assignment => ((IMemberReferenceOperation)assignment.Target).Member.Name, StringComparer.Ordinal);
        }

        public ImmutableArray<ISimpleAssignmentOperation> All { get; }

        public ILookup<string, ISimpleAssignmentOperation> ByMember { get; }
    }

    private sealed class Loops
    {
        public Loops(ImmutableArray<IOperation> operations)
        {
            foreach (var loop in operations.OfType<IForEachLoopOperation>())
            {
                foreach (var local in loop.Locals)
                {
                    Of[local] = loop;
                }
            }
        }

        public Dictionary<ISymbol, IForEachLoopOperation> Of { get; } = new(SymbolEqualityComparer.Default);
    }
}
