using System.Collections.Concurrent;
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
    private readonly Dictionary<ISymbol, FlowEvents> writes = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, FlowEvents> escapes = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, Dictionary<string, FlowEvents>> memberWrites = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ISymbol, Reaching> ofVariables = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ISymbol, ConcurrentDictionary<string, Reaching>> ofMembers = new(SymbolEqualityComparer.Default);

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
        ofVariables.GetOrAdd(variable, key => new Reaching(places, writes.TryGetValue(key, out var all) ? [all] : [])).At(use);

    /// <summary>
    /// What a member of the object that a variable holds may have been set to before <paramref name="use"/>: values written to it, or the
    /// definition of the variable where none was. Anything else that may have changed the object gives <see cref="Definition.Unknown"/>.
    /// </summary>
    public ImmutableArray<Definition> MemberDefinitions(ISymbol variable, string member, IOperation use) =>
        ofMembers.GetOrAdd(variable, static _ => new ConcurrentDictionary<string, Reaching>(StringComparer.Ordinal))
            .GetOrAdd(member, name => new Reaching(places, EventsOn(variable, name)))
            .At(use);

    private List<FlowEvents> EventsOn(ISymbol variable, string member)
    {
        var all = new List<FlowEvents>(3);
        if (writes.TryGetValue(variable, out var written))
        {
            all.Add(written);
        }

        if (escapes.TryGetValue(variable, out var escaped))
        {
            all.Add(escaped);
        }

        if (memberWrites.TryGetValue(variable, out var members) && members.TryGetValue(member, out var set))
        {
            all.Add(set);
        }

        return all;
    }

    /// <summary>The events that define a variable or a member, and where they reach.</summary>
    private sealed class Reaching(Dictionary<SyntaxNode, Place> places, List<FlowEvents> all)
    {
        /// <summary>A variable that has more definitions in one place than this is not followed.</summary>
        private const int MaxDefinitions = 32;

        // The only definition that reaches the entry of a block: most blocks of a long body are passed again and again by searches for the same one.
        private readonly ConcurrentDictionary<BasicBlock, Definition> onlyAtEntry = new();

        public ImmutableArray<Definition> At(IOperation use)
        {
            if (!places.TryGetValue(use.Syntax, out var start))
            {
                return ImmutableArray.Create(Definition.Unknown);
            }

            if (all.Count == 0)
            {
                return ImmutableArray.Create(Definition.Entry);
            }

            var found = new List<Definition>();
            var passed = new HashSet<BasicBlock>();
            var seen = new HashSet<BasicBlock>();
            var pending = new Stack<(BasicBlock Block, int Before)>();
            pending.Push((start.Block, start.Index));
            while (pending.Count > 0 && found.Count <= MaxDefinitions)
            {
                var (block, before) = pending.Pop();
                if (LastIn(block, before) is { } last)
                {
                    Add(last);
                    continue;
                }

                if (onlyAtEntry.TryGetValue(block, out var only))
                {
                    Add(only);
                    continue;
                }

                passed.Add(block);
                if (block.Kind == BasicBlockKind.Entry)
                {
                    Add(Definition.Entry);
                }

                foreach (var (previous, inPart) in start.Graph.Preceding(block))
                {
                    // What lies in a finally block, or in a try block that was left by an exception, may or may not have happened.
                    foreach (var maybe in inPart.SelectMany(skipped => all.SelectMany(events => events.In(skipped))))
                    {
                        Add(maybe.Definition);
                    }

                    if (seen.Add(previous))
                    {
                        pending.Push((previous, int.MaxValue));
                    }
                }
            }

            if (found.Count > MaxDefinitions)
            {
                return ImmutableArray.Create(Definition.Unknown);
            }

            if (found is [var single])
            {
                foreach (var block in passed)
                {
                    onlyAtEntry.TryAdd(block, single);
                }
            }

            return WithElsewhere(found, start.Graph);

            void Add(Definition definition)
            {
                if (!found.Contains(definition))
                {
                    found.Add(definition);
                }
            }
        }

        // Lambdas and local functions run at any time; inside of one, the body around it has run to any point.
        private ImmutableArray<Definition> WithElsewhere(List<Definition> found, Graph graph)
        {
            if (all.TrueForAll(events => events.OnlyGraph == graph))
            {
                return found.ToImmutableArray();
            }

            var definitions = found.Concat(all.SelectMany(events => events.Outside(graph)).Select(elsewhere => elsewhere.Definition)).Distinct().ToList();
            if (definitions.Count > 1 && graph.Outer is not null)
            {
                // Entry of the lambda, not of the method: the definitions around it are what counts.
                definitions.RemoveAll(definition => definition.IsEntry);
            }

            return definitions.ToImmutableArray();
        }

        private Definition? LastIn(BasicBlock block, int before)
        {
            FlowEvent? last = null;
            foreach (var events in all)
            {
                last = events.LastIn(block, before) is { } one && (last is null || one.Order > last.Order) ? one : last;
            }

            return last?.Definition;
        }
    }

    private sealed class Graph(ControlFlowGraph cfg, Graph? outer)
    {
        private readonly ImmutableArray<(BasicBlock Block, ImmutableArray<BasicBlock> Passed)>[] preceding = new ImmutableArray<(BasicBlock, ImmutableArray<BasicBlock>)>[cfg.Blocks.Length];

        public ControlFlowGraph Cfg => cfg;

        /// <summary>The graph around a lambda or local function.</summary>
        public Graph? Outer => outer;

        /// <summary>The blocks from which one is entered, with those that were run in part on the way.</summary>
        public ImmutableArray<(BasicBlock Block, ImmutableArray<BasicBlock> Passed)> Preceding(BasicBlock block) =>
            preceding[block.Ordinal] is { IsDefault: false } known ? known : preceding[block.Ordinal] = ReadPreceding(block).ToImmutableArray();

        private IEnumerable<(BasicBlock Block, ImmutableArray<BasicBlock> Passed)> ReadPreceding(BasicBlock block)
        {
            foreach (var branch in block.Predecessors)
            {
                yield return (branch.Source, branch.FinallyRegions.SelectMany(BlocksOf).ToImmutableArray());
            }

            // A handler is entered from anywhere in its try block.
            for (var region = block.EnclosingRegion; region is not null && region.FirstBlockOrdinal == block.Ordinal; region = region.EnclosingRegion)
            {
                if (region.Kind is ControlFlowRegionKind.Catch or ControlFlowRegionKind.Filter or ControlFlowRegionKind.FilterAndHandler or ControlFlowRegionKind.Finally
                    && region.EnclosingRegion is { Kind: ControlFlowRegionKind.TryAndCatch or ControlFlowRegionKind.TryAndFinally } whole)
                {
                    var tried = BlocksOf(whole.NestedRegions[0]).ToImmutableArray();
                    foreach (var branch in tried[0].Predecessors)
                    {
                        yield return (branch.Source, tried);
                    }
                }
            }
        }

        private IEnumerable<BasicBlock> BlocksOf(ControlFlowRegion region)
        {
            for (var i = region.FirstBlockOrdinal; i <= region.LastBlockOrdinal; i++)
            {
                yield return cfg.Blocks[i];
            }
        }
    }

    private sealed record Place(Graph Graph, BasicBlock Block, int Index);

    /// <summary>A write to a variable or to a member of the object it holds, or a use by which the object may be changed.</summary>
    private sealed record FlowEvent(Place Place, int Order, Definition Definition);

    /// <summary>The events of one kind on one variable, by block.</summary>
    private sealed class FlowEvents
    {
        private readonly Dictionary<BasicBlock, List<FlowEvent>> byBlock = [];
        private readonly HashSet<Graph> graphs = [];

        /// <summary>The graph that all events lie in; null when there are several.</summary>
        public Graph? OnlyGraph => graphs.Count == 1 ? graphs.First() : null;

        public void Add(FlowEvent e)
        {
            graphs.Add(e.Place.Graph);
            if (!byBlock.TryGetValue(e.Place.Block, out var list))
            {
                byBlock.Add(e.Place.Block, list = []);
            }

            list.Add(e);
        }

        public List<FlowEvent> In(BasicBlock block) => byBlock.TryGetValue(block, out var list) ? list : [];

        public IEnumerable<FlowEvent> Outside(Graph graph) => byBlock.Values.Where(list => list[0].Place.Graph != graph).SelectMany(list => list);

        /// <summary>The last event of a block before an operation; events are kept in the order of the operations.</summary>
        public FlowEvent? LastIn(BasicBlock block, int before)
        {
            if (!byBlock.TryGetValue(block, out var list))
            {
                return null;
            }

            var (low, high) = (0, list.Count);
            while (low < high)
            {
                var middle = (low + high) / 2;
                (low, high) = list[middle].Place.Index < before ? (middle + 1, high) : (low, middle);
            }

            return low == 0 ? null : list[low - 1];
        }
    }

    /// <summary>
    /// Finds the events of a body and their places. Places come from the control-flow graph, values from the operation tree: the graph
    /// replaces branching expressions by captures, and both share their syntax.
    /// </summary>
    private sealed class Indexer(BodyFlow flow, IOperation root, CancellationToken cancellation)
    {
        private readonly Dictionary<SyntaxNode, IOperation> writes = [];
        private readonly Dictionary<SyntaxNode, IOperation> references = [];
        private readonly HashSet<SyntaxNode> indexed = [];
        private readonly Stack<(IOperation Operation, bool IsEntered)> pending = new();
        private static readonly string[] ChangingVerbs = ["Bind", "Configure", "Map", "Populate", "Copy", "Apply"];
        private int events;

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

        // Children first. A sum of thousands of terms is as deep as it is long: the stack of the host would not hold it.
        private void Index(IOperation operation, Place place)
        {
            var bottom = pending.Count;
            pending.Push((operation, false));
            while (pending.Count > bottom)
            {
                var (next, isEntered) = pending.Pop();
                if (isEntered)
                {
                    IndexOne(next, place);
                    continue;
                }

                pending.Push((next, true));
                foreach (var child in next.ChildOperations.Reverse())
                {
                    pending.Push((child, false));
                }
            }
        }

        private void IndexOne(IOperation operation, Place place)
        {
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
                    EventsOf(flow.escapes, reference.Variable()!).Add(NewEvent(place, Definition.Unknown));
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
                    AddWrite(declarator.Symbol, Definition.Of(declarator.GetVariableInitializer()?.Value), place);
                    break;
                case IDeconstructionAssignmentOperation deconstruction:
                    IndexDeconstruction(deconstruction.Target, Definition.Of(deconstruction.Value), place);
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
                    IndexTarget(argument.Value, Definition.OfOut(argument), place);
                    break;
                case IDeclarationPatternOperation { DeclaredSymbol: { } symbol }:
                    AddWrite(symbol, Definition.Of(Matched(write)), place);
                    break;
                case IRecursivePatternOperation { DeclaredSymbol: { } symbol }:
                    AddWrite(symbol, Definition.Of(Matched(write)), place);
                    break;
            }
        }

        // What a pattern is matched against: x is var y, x is { Member: var y }, switch (x) { case var y: ... }
        private static IOperation? Matched(IOperation pattern)
        {
            while (pattern.Parent is IPatternOperation outer and not IRecursivePatternOperation)
            {
                pattern = outer;
            }

            return pattern.Parent switch
            {
                IIsPatternOperation matches => matches.Value,
                IPropertySubpatternOperation part => part.Member,
                ISwitchExpressionArmOperation { Parent: ISwitchExpressionOperation choice } => choice.Value,
                IPatternCaseClauseOperation { Parent.Parent: ISwitchOperation choice } => choice.Value,
                _ => null,
            };
        }

        private void IndexDeconstruction(IOperation target, Definition given, Place place)
        {
            target = target is IDeclarationExpressionOperation declaration ? declaration.Expression : target;
            if (target is ITupleOperation targets)
            {
                var value = given.Value is IConversionOperation conversion ? conversion.Operand : given.Value;
                var values = value as ITupleOperation;
                for (var i = 0; i < targets.Elements.Length; i++)
                {
                    IndexDeconstruction(targets.Elements[i], values?.Elements.Length == targets.Elements.Length ? Definition.Of(values.Elements[i]) : Definition.OfElement(value, i), place);
                }
            }
            else
            {
                IndexTarget(target, given, place);
            }
        }

        private void IndexTarget(IOperation target, IOperation? value, Place place) => IndexTarget(target, Definition.Of(value), place);

        private void IndexTarget(IOperation target, Definition given, Place place)
        {
            target = target is IDeclarationExpressionOperation declaration ? declaration.Expression : target;
            if (target.Variable() is { } variable)
            {
                AddWrite(variable, given, place);
            }
            else if (target is IMemberReferenceOperation { Instance: { } instance } member)
            {
                var direct = true;
                while (instance is IMemberReferenceOperation { Instance: { } inner } outerMember)
                {
                    (instance, member, direct) = (inner, outerMember, false);
                }

                if (instance.Variable() is { } holder)
                {
                    AddMemberWrite(holder, Definition.Of(direct ? given.Value : null, member.Member.Name), place);
                }
            }
        }

        private void AddWrite(ISymbol variable, Definition given, Place place) =>
            EventsOf(flow.writes, variable).Add(NewEvent(place, given));

        private void AddMemberWrite(ISymbol holder, Definition written, Place place)
        {
            if (!flow.memberWrites.TryGetValue(holder, out var members))
            {
                flow.memberWrites.Add(holder, members = new Dictionary<string, FlowEvents>(StringComparer.Ordinal));
            }

            EventsOf(members, written.Member!).Add(NewEvent(place, written));
        }

        private FlowEvent NewEvent(Place place, Definition definition) => new(place, events++, definition);

        private static FlowEvents EventsOf<TKey>(Dictionary<TKey, FlowEvents> all, TKey key)
            where TKey : notnull
        {
            if (!all.TryGetValue(key, out var events))
            {
                all.Add(key, events = new FlowEvents());
            }

            return events;
        }

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
