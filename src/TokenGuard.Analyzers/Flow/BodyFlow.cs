using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace TokenGuard.Analyzers.Flow;

/// <summary>
/// Which definitions of a variable, and which writes to the members of the object it holds, reach a place in a body: a search backwards
/// through the control-flow graph, from the place to the nearest writes on every path.
/// </summary>
internal sealed class BodyFlow
{
    private readonly Dictionary<SyntaxNode, Place> places = [];
    private readonly Dictionary<ISymbol, List<FlowEvent>> events = new(SymbolEqualityComparer.Default);

    private BodyFlow()
    {
    }

    /// <summary>The flow of a body, or of the initialiser of a field or property.</summary>
    public static BodyFlow Create(IOperation root, CancellationToken cancellation)
    {
        var flow = new BodyFlow();
        var graph = root switch
        {
            IMethodBodyOperation body => ControlFlowGraph.Create(body, cancellation),
            IConstructorBodyOperation body => ControlFlowGraph.Create(body, cancellation),
            IBlockOperation body => ControlFlowGraph.Create(body, cancellation),
            IFieldInitializerOperation initializer => ControlFlowGraph.Create(initializer, cancellation),
            IPropertyInitializerOperation initializer => ControlFlowGraph.Create(initializer, cancellation),
            IParameterInitializerOperation initializer => ControlFlowGraph.Create(initializer, cancellation),
            _ => null,
        };
        if (graph is not null)
        {
            new Indexer(flow, root, cancellation).Index(graph, outer: null);
        }

        return flow;
    }

    /// <summary>The values that a variable may hold where <paramref name="use"/> reads it.</summary>
    public ImmutableArray<Definition> Definitions(ISymbol variable, IOperation use) =>
        Search(variable, use, found => found.Definition.Member is null && found.Kind == FlowEventKind.Write);

    /// <summary>
    /// What a member of the object that a variable holds may have been set to before <paramref name="use"/>: values written to it, or the
    /// definition of the variable where none was. Anything else that may have changed the object gives <see cref="Definition.Unknown"/>.
    /// </summary>
    public ImmutableArray<Definition> MemberDefinitions(ISymbol variable, string member, IOperation use) =>
        Search(variable, use, found => found.Definition.Member is null || found.Definition.Member == member);

    private ImmutableArray<Definition> Search(ISymbol variable, IOperation use, Func<FlowEvent, bool> ends)
    {
        if (!places.TryGetValue(use.Syntax, out var start))
        {
            return ImmutableArray.Create(Definition.Unknown);
        }

        if (!events.TryGetValue(variable, out var all))
        {
            return ImmutableArray.Create(Definition.Entry);
        }

        var found = ImmutableArray.CreateBuilder<Definition>();
        var seen = new HashSet<BasicBlock>();
        var pending = new Stack<(BasicBlock Block, int Before)>();
        pending.Push((start.Block, start.Index));
        while (pending.Count > 0)
        {
            var (block, before) = pending.Pop();
            var last = all.FindLast(e => e.Place.Block == block && e.Place.Index < before && ends(e));
            if (last is not null)
            {
                Add(last.Definition);
                continue;
            }

            if (block.Kind == BasicBlockKind.Entry)
            {
                Add(Definition.Entry);
            }

            foreach (var (previous, passed) in Preceding(block, start.Graph.Cfg))
            {
                // What lies in a finally block, or in a try block that was left by an exception, may or may not have happened.
                foreach (var maybe in passed.IsEmpty ? [] : all.Where(e => passed.Contains(e.Place.Block) && ends(e)))
                {
                    Add(maybe.Definition);
                }

                if (seen.Add(previous))
                {
                    pending.Push((previous, int.MaxValue));
                }
            }
        }

        // Lambdas and local functions run at any time; inside of one, the body around it has run to any point.
        foreach (var elsewhere in all.Where(e => e.Place.Graph != start.Graph && ends(e)))
        {
            Add(elsewhere.Definition);
        }

        if (found.Count > 1 && start.Graph.Outer is not null && all.Any(e => e.Place.Graph != start.Graph))
        {
            // Entry of the lambda, not of the method: the definitions around it are what counts.
            found.RemoveAll(definition => definition.IsEntry);
        }

        return found.ToImmutable();

        void Add(Definition definition)
        {
            if (!found.Contains(definition))
            {
                found.Add(definition);
            }
        }
    }

    private static IEnumerable<(BasicBlock Block, ImmutableArray<BasicBlock> Passed)> Preceding(BasicBlock block, ControlFlowGraph graph)
    {
        foreach (var branch in block.Predecessors)
        {
            yield return (branch.Source, branch.FinallyRegions.SelectMany(region => BlocksOf(region, graph)).ToImmutableArray());
        }

        // A handler is entered from anywhere in its try block.
        for (var region = block.EnclosingRegion; region is not null && region.FirstBlockOrdinal == block.Ordinal; region = region.EnclosingRegion)
        {
            if (region.Kind is ControlFlowRegionKind.Catch or ControlFlowRegionKind.Filter or ControlFlowRegionKind.FilterAndHandler or ControlFlowRegionKind.Finally
                && region.EnclosingRegion is { Kind: ControlFlowRegionKind.TryAndCatch or ControlFlowRegionKind.TryAndFinally } whole)
            {
                var tried = BlocksOf(whole.NestedRegions[0], graph).ToImmutableArray();
                foreach (var branch in tried[0].Predecessors)
                {
                    yield return (branch.Source, tried);
                }
            }
        }
    }

    private static IEnumerable<BasicBlock> BlocksOf(ControlFlowRegion region, ControlFlowGraph graph)
    {
        for (var i = region.FirstBlockOrdinal; i <= region.LastBlockOrdinal; i++)
        {
            yield return graph.Blocks[i];
        }
    }

    private enum FlowEventKind
    {
        /// <summary>The variable, or a member of the object it holds, is set.</summary>
        Write,

        /// <summary>The object goes where it may be changed.</summary>
        Escape,
    }

    private sealed class Graph(ControlFlowGraph cfg, Graph? outer)
    {
        public ControlFlowGraph Cfg => cfg;

        /// <summary>The graph around a lambda or local function.</summary>
        public Graph? Outer => outer;
    }

    private sealed record Place(Graph Graph, BasicBlock Block, int Index);

    private sealed record FlowEvent(Place Place, FlowEventKind Kind, Definition Definition);

    /// <summary>
    /// Finds the events of a body and their places. Places come from the control-flow graph, values from the operation tree: the graph
    /// replaces branching expressions by captures, and both share their syntax.
    /// </summary>
    private sealed class Indexer(BodyFlow flow, IOperation root, CancellationToken cancellation)
    {
        private readonly Dictionary<SyntaxNode, IOperation> writes = [];
        private readonly Dictionary<SyntaxNode, IOperation> references = [];
        private readonly HashSet<SyntaxNode> indexed = [];
        private static readonly string[] ChangingVerbs = ["Bind", "Configure", "Map", "Populate", "Copy", "Apply"];

        public void Index(ControlFlowGraph graph, Graph? outer)
        {
            if (outer is null)
            {
                ReadTree();
            }

            var here = new Graph(graph, outer);
            foreach (var block in graph.Blocks)
            {
                cancellation.ThrowIfCancellationRequested();
                for (var i = 0; i < block.Operations.Length; i++)
                {
                    Index(block.Operations[i], new Place(here, block, i));
                }

                if (block.BranchValue is { } value)
                {
                    Index(value, new Place(here, block, block.Operations.Length));
                }
            }

            foreach (var function in graph.LocalFunctions)
            {
                Index(graph.GetLocalFunctionControlFlowGraph(function, cancellation), here);
            }
        }

        private void ReadTree()
        {
            foreach (var operation in root.DescendantsAndSelf())
            {
                switch (operation)
                {
                    case ILocalReferenceOperation { IsDeclaration: false } or IParameterReferenceOperation:
                        references[operation.Syntax] = operation;
                        break;
                    case IAssignmentOperation or IIncrementOrDecrementOperation or IDeclarationPatternOperation or IRecursivePatternOperation
                        or IVariableDeclaratorOperation or IArgumentOperation { Parameter.RefKind: RefKind.Out or RefKind.Ref }:
                        writes[operation.Syntax] = operation;
                        break;
                }
            }
        }

        private void Index(IOperation operation, Place place)
        {
            foreach (var child in operation.ChildOperations)
            {
                Index(child, place);
            }

            if (operation is IFlowAnonymousFunctionOperation lambda)
            {
                Index(place.Graph.Cfg.GetAnonymousFunctionControlFlowGraph(lambda, cancellation), place.Graph);
                return;
            }

            // One node may stand for several operations of the graph (a capture and its uses): the first is where it is evaluated.
            if (references.TryGetValue(operation.Syntax, out var reference) && !flow.places.ContainsKey(operation.Syntax))
            {
                flow.places.Add(operation.Syntax, place);
                if (MayChangeObject(reference))
                {
                    Add(VariableOf(reference)!, new FlowEvent(place, FlowEventKind.Escape, Definition.Unknown));
                }
            }

            if (writes.TryGetValue(operation.Syntax, out var write) && indexed.Add(operation.Syntax))
            {
                IndexWrite(write, place);
            }
        }

        private void IndexWrite(IOperation write, Place place)
        {
            switch (write)
            {
                case IVariableDeclaratorOperation declarator:
                    Add(declarator.Symbol, Write(declarator.GetVariableInitializer()?.Value));
                    break;
                case IDeconstructionAssignmentOperation deconstruction:
                    IndexDeconstruction(deconstruction.Target, deconstruction.Value, place);
                    break;
                case ISimpleAssignmentOperation assignment:
                    IndexTarget(assignment.Target, assignment.Value, place);
                    break;
                case IAssignmentOperation assignment:
                    // x += y, x ??= y: the operation itself is the value; it holds both operands.
                    IndexTarget(assignment.Target, assignment, place);
                    break;
                case IIncrementOrDecrementOperation increment:
                    IndexTarget(increment.Target, null, place);
                    break;
                case IArgumentOperation argument:
                    IndexTarget(argument.Value, argument.Parent, place);
                    break;
                case IDeclarationPatternOperation { DeclaredSymbol: { } symbol } pattern:
                    Add(symbol, Write((pattern.Parent as IIsPatternOperation)?.Value));
                    break;
                case IRecursivePatternOperation { DeclaredSymbol: { } symbol } pattern:
                    Add(symbol, Write((pattern.Parent as IIsPatternOperation)?.Value));
                    break;
            }

            FlowEvent Write(IOperation? value) => new(place, FlowEventKind.Write, Definition.Of(value));
        }

        private void IndexDeconstruction(IOperation target, IOperation? value, Place place)
        {
            target = target is IDeclarationExpressionOperation declaration ? declaration.Expression : target;
            value = value is IConversionOperation conversion ? conversion.Operand : value;
            if (target is ITupleOperation targets)
            {
                var values = value as ITupleOperation;
                for (var i = 0; i < targets.Elements.Length; i++)
                {
                    IndexDeconstruction(targets.Elements[i], values?.Elements.Length == targets.Elements.Length ? values.Elements[i] : null, place);
                }
            }
            else
            {
                IndexTarget(target, value, place);
            }
        }

        private void IndexTarget(IOperation target, IOperation? value, Place place)
        {
            target = target is IDeclarationExpressionOperation declaration ? declaration.Expression : target;
            if (VariableOf(target) is { } variable)
            {
                Add(variable, new FlowEvent(place, FlowEventKind.Write, Definition.Of(value)));
            }
            else if (target is IMemberReferenceOperation { Instance: { } instance } member)
            {
                var direct = true;
                while (instance is IMemberReferenceOperation { Instance: { } inner } outerMember)
                {
                    (instance, member, direct) = (inner, outerMember, false);
                }

                if (VariableOf(instance) is { } holder)
                {
                    Add(holder, new FlowEvent(place, FlowEventKind.Write, Definition.Of(direct ? value : null, member.Member.Name)));
                }
            }
        }

        private void Add(ISymbol variable, FlowEvent e)
        {
            if (!flow.events.TryGetValue(variable, out var list))
            {
                flow.events.Add(variable, list = []);
            }

            list.Add(e);
        }

        private static ISymbol? VariableOf(IOperation operation) =>
            operation switch
            {
                ILocalReferenceOperation local => local.Local,
                IParameterReferenceOperation parameter => parameter.Parameter,
                _ => null,
            };

        // Reading a member changes nothing. Whoever else gets the object may set its members.
        private static bool MayChangeObject(IOperation reference)
        {
            var parent = reference.Parent;
            while (parent is IConversionOperation { IsImplicit: true })
            {
                parent = parent.Parent;
            }

            return parent switch
            {
                IArgumentOperation { Parent: IInvocationOperation call } => MayChangeArguments(call.TargetMethod),
                IArgumentOperation { Parent: IObjectCreationOperation { Constructor: { } constructor } } => MayChangeArguments(constructor),
                IArgumentOperation => true,
                IInvocationOperation call => MayChangeArguments(call.TargetMethod),
                IVariableInitializerOperation => true,
                ISimpleAssignmentOperation assignment => assignment.Target != reference,
                _ => false,
            };
        }

        // Own methods may set members of what they are given; a library's do so only when their name says it.
        private static bool MayChangeArguments(IMethodSymbol method) =>
            !method.DeclaringSyntaxReferences.IsEmpty
            || method.MethodKind == MethodKind.DelegateInvoke
            || ChangingVerbs.Any(verb => method.Name.StartsWith(verb, StringComparison.Ordinal));
    }
}
