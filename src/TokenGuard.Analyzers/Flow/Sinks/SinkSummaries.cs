using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace TokenGuard.Analyzers.Flow.Sinks;

/// <summary>
/// The sinks that calls reach with their arguments. A method is read once for each rule, however many call it; what it leaves open is found
/// for each number of calls that may still follow, so that no answer depends on the order of the questions.
/// </summary>
internal static class SinkSummaries
{
    /// <summary>A method leaves no more sinks open than this; the first ones in the text count.</summary>
    private const int MaxSinks = 16;

    /// <summary>The calls in a body that may reach a sink of a rule, by the names of what they call.</summary>
    public static IEnumerable<IOperation> CallsIn(Body body, SinkNames names, SinkFinder finder)
    {
        var calls = body.Fact(names, static (body, names) => new OwnCalls(body, names));
        return (calls.Reached & finder.Bit) == 0 ? [] : calls.All.Where(call => (call.Reached & finder.Bit) != 0).Select(call => call.Call);
    }

    /// <summary>The sinks that are left open by the method that an operation calls, with what the call passes; empty for other operations.</summary>
    public static IEnumerable<Sink> Through(OperationContext context, SinkFinder finder) => Through(context, finder, TokenFlow.MaxCalls);

    private static IEnumerable<Sink> Through(OperationContext context, SinkFinder finder, int calls)
    {
        if (calls == 0 || TokenFlow.CalledBy(context.Operation) is not { } called || !context.SinkNames.MayReach(called, finder) || context.Flow.TargetOf(called) is not { } target
            || !context.SinkNames.Reaches(target, finder) || !finder.MayBeLeftOpenBy(target) || !MayMatter(context, target, finder, mayBeGiven: calls < TokenFlow.MaxCalls))
        {
            return [];
        }

        return LeftOpenBy(target, context, finder, calls).SelectMany(sink =>
            sink.Bindings.With(target, TokenFlow.ArgumentsOf(context.Operation)) is { } bindings && MayReach(sink, context.With(bindings).Flow)
                ? [sink with { Bindings = bindings, Call = context.Operation }]
                : Array.Empty<Sink>());
    }

    // Nothing of a method is read before its own words, or what the call passes, say that it is worth it.
    private static bool MayMatter(OperationContext context, IMethodSymbol target, SinkFinder finder, bool mayBeGiven) =>
        context.SinkNames.Tells(target, finder)
        || TokenFlow.ArgumentsOf(context.Operation).Any(argument =>
            argument.Parameter is { Type: var type } && finder.MayMatter(type) && (finder.MayMatter(context, argument.Value) || (mayBeGiven && context.Flow.DependsOnCaller(argument.Value))));

    // if (!isRefresh) { ... } does not run where the call says isRefresh: true.
    private static bool MayReach(Sink sink, TokenFlow flow)
    {
        for (var (child, parent) = (sink.Call ?? sink.Place, (sink.Call ?? sink.Place).Parent); parent is not null; (child, parent) = (parent, parent.Parent))
        {
            if (parent is IConditionalOperation conditional && conditional.Condition != child && flow.Truth(conditional.Condition) is { } isTrue && isTrue != (conditional.WhenTrue == child))
            {
                return false;
            }
        }

        return true;
    }

    private static ImmutableArray<Sink> LeftOpenBy(IMethodSymbol method, OperationContext context, SinkFinder finder, int calls)
    {
        var known = context.FactsOf(method).Get(static () => new OpenSinks());
        return known.ByCalls.TryGetValue((finder, calls), out var open) ? open
            : known.ByCalls.GetOrAdd((finder, calls), LeftOpenBy(known.CandidatesOf(method, context, finder), context, method, finder, calls));
    }

    private static ImmutableArray<Sink> LeftOpenBy(ImmutableArray<IOperation> candidates, OperationContext caller, IMethodSymbol method, SinkFinder finder, int calls)
    {
        var found = ImmutableArray.CreateBuilder<Sink>();
        foreach (var operation in candidates)
        {
            var context = caller.At(operation, method);
            foreach (var sink in finder.Of(context).Concat(Through(context, finder, calls - 1)))
            {
                if (found.Count < MaxSinks && !Contexts.IsDevelopmentOnly(operation, context.Flow) && sink.Values.Any(value => value is not null && sink.FlowOf(context).DependsOnCaller(value)) && !finder.IsMistake(context, sink) && finder.LeftOpen(context, sink) is { } open)
                {
                    found.Add(open);
                }
            }
        }

        return found.ToImmutable();
    }

    /// <summary>The calls of methods of this project, and the bits of the finders whose sinks they may reach.</summary>
    private sealed class OwnCalls
    {
        private static readonly OperationKind[] Kinds = [OperationKind.Invocation, OperationKind.ObjectCreation];

        public OwnCalls(Body body, SinkNames names)
        {
            foreach (var kind in Kinds)
            {
                foreach (var operation in body.OfKind(kind))
                {
                    if (TokenFlow.CalledBy(operation) is { } called && names.ReachedBy(called) is not 0 and var reached)
                    {
                        All.Add((operation, reached));
                        Reached |= reached;
                    }
                }
            }
        }

        public List<(IOperation Call, ulong Reached)> All { get; } = [];

        public ulong Reached { get; private set; }
    }

    /// <summary>The sinks that one method leaves open.</summary>
    private sealed class OpenSinks
    {
        private readonly ConcurrentDictionary<SinkFinder, ImmutableArray<IOperation>> candidates = new();

        public ConcurrentDictionary<(SinkFinder Rule, int Calls), ImmutableArray<Sink>> ByCalls { get; } = new();

        /// <summary>The operations of the method that are sinks, or that call a method that may reach one.</summary>
        public ImmutableArray<IOperation> CandidatesOf(IMethodSymbol method, OperationContext context, SinkFinder finder) =>
            candidates.TryGetValue(finder, out var known) ? known : candidates.GetOrAdd(finder, Read(method, context, finder));

        private static ImmutableArray<IOperation> Read(IMethodSymbol method, OperationContext context, SinkFinder finder) =>
            context.Flow.BodyOf(method) is { } body
                ? context.Flow.OperationsIn(body)
                    .Where(operation => finder.Of(context.At(operation, method)).Any() || (TokenFlow.CalledBy(operation) is { } called && context.SinkNames.MayReach(called, finder)))
                    .ToImmutableArray()
                : ImmutableArray<IOperation>.Empty;
    }
}
