using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace TokenGuard.Analyzers.Flow;

/// <summary>The control-flow graph of a body, with what is written where.</summary>
internal sealed class FlowGraph
{
    private readonly Dictionary<SyntaxNode, Place> places = [];
    private readonly Dictionary<ISymbol, FlowEvents> writes = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, FlowEvents> escapes = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, Dictionary<string, FlowEvents>> memberWrites = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ISymbol, Reaching> ofVariables = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ISymbol, ConcurrentDictionary<string, Reaching>> ofMembers = new(SymbolEqualityComparer.Default);

    private FlowGraph()
    {
    }

    /// <summary>The graph of a body, or of the initialiser of a field or property.</summary>
    public static FlowGraph Create(IOperation root, BodyWrites written, CancellationToken cancellation)
    {
        var flow = new FlowGraph();
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
            new Indexer(flow, written, cancellation).Index(graph, outer: null);
        }

        return flow;
    }

    /// <summary>The values that a variable may hold where <paramref name="use"/> reads it.</summary>
    public ImmutableArray<Definition> Definitions(ISymbol variable, IOperation use) =>
        ofVariables.GetOrAdd(variable, key => new Reaching(places, writes.TryGetValue(key, out var all) ? [all] : [])).At(use);

    /// <summary>What a member of the object that a variable holds may have been set to before <paramref name="use"/>.</summary>
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
    /// Finds the places of a body. Places come from the control-flow graph, values from the operation tree: the graph replaces branching
    /// expressions by captures, and both share their syntax.
    /// </summary>
    private sealed class Indexer(FlowGraph flow, BodyWrites written, CancellationToken cancellation)
    {
        private readonly HashSet<SyntaxNode> indexed = [];
        private readonly Stack<(IOperation Operation, bool IsEntered)> pending = new();
        private int events;

        public void Index(ControlFlowGraph graph, Graph? outer)
        {
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
            if (written.References.TryGetValue(operation.Syntax, out var reference) && !flow.places.ContainsKey(operation.Syntax))
            {
                flow.places.Add(operation.Syntax, place);
                if (BodyWrites.MayChangeObject(reference))
                {
                    EventsOf(flow.escapes, reference.Variable()!).Add(NewEvent(place, Definition.Unknown));
                }
            }

            if (written.By.TryGetValue(operation.Syntax, out var writes) && indexed.Add(operation.Syntax))
            {
                foreach (var (variable, definition) in writes)
                {
                    (definition.Member is { } member ? EventsOf(MembersOf(variable), member) : EventsOf(flow.writes, variable)).Add(NewEvent(place, definition));
                }
            }
        }

        private Dictionary<string, FlowEvents> MembersOf(ISymbol holder)
        {
            if (!flow.memberWrites.TryGetValue(holder, out var members))
            {
                flow.memberWrites.Add(holder, members = new Dictionary<string, FlowEvents>(StringComparer.Ordinal));
            }

            return members;
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
    }
}
