using Microsoft.CodeAnalysis;

namespace TokenGuard.Analyzers.Flow.Sinks;

/// <summary>
/// The names of the methods whose arguments may reach a sink of some rule, as far as words tell: read once a compilation, so that nearly
/// all calls are told apart by their name alone.
/// </summary>
internal sealed class SinkNames
{
    private readonly Dictionary<string, WordTraits> known = new(StringComparer.Ordinal);
    private readonly ulong mentioned;

    /// <param name="compilation">Where.</param>
    /// <param name="maxCalls">How many calls may lie between an argument and its sink.</param>
    /// <param name="cancellation">Stops it.</param>
    public SinkNames(Compilation compilation, int maxCalls, CancellationToken cancellation)
    {
        var callers = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        foreach (var tree in compilation.SyntaxTrees)
        {
            cancellation.ThrowIfCancellationRequested();
            var words = FileWords.Of(tree, cancellation);
            mentioned |= words.Traits.Mentions;
            foreach (var member in words.Members)
            {
                var own = member.Traits with { Sinks = member.Traits.Sinks & (member.Traits.Mentions | ~SinkFinders.MentionedAtSinks) };
                foreach (var name in member.Names)
                {
                    known[name] = (known.TryGetValue(name, out var traits) ? traits : default) | own;
                    foreach (var called in member.Calls)
                    {
                        if (!callers.TryGetValue(called, out var all))
                        {
                            callers.Add(called, all = new HashSet<string>(StringComparer.Ordinal));
                        }

                        all.Add(name);
                    }
                }
            }
        }

        // From the methods that hold a sink to those that call them, and so on.
        var changed = known.Where(method => method.Value.Sinks != 0).Select(method => method.Key).ToList();
        for (var calls = 1; calls < maxCalls && changed.Count > 0; calls++)
        {
            changed = changed.SelectMany(called => callers.TryGetValue(called, out var all) ? all.Where(caller => Add(caller, known[called])) : []).Distinct(StringComparer.Ordinal).ToList();
        }
    }

    /// <summary>Whether the project can hold a finding of a rule at all.</summary>
    public bool AreMentioned(SinkFinder finder) => (mentioned & finder.Bit) != 0;

    /// <summary>Whether the arguments of a method or constructor may reach a sink of a rule.</summary>
    public bool MayReach(IMethodSymbol method, SinkFinder finder) => !method.Parameters.IsEmpty && MayReach(NameOf(method), finder);

    /// <summary>The same for the methods, or the constructors of the types, of a name.</summary>
    public bool MayReach(string name, SinkFinder finder) => (mentioned & finder.Bit) != 0 && known.TryGetValue(name, out var traits) && (traits.Sinks & finder.Bit) != 0;

    /// <summary>Whether what a method itself says, or what it calls, may make a sink that it reaches a mistake.</summary>
    public bool Tells(IMethodSymbol method, SinkFinder finder) => known.TryGetValue(NameOf(method), out var traits) && (traits.Tells & finder.Bit) != 0;

    private static string NameOf(IMethodSymbol method) => method.MethodKind == MethodKind.Constructor ? method.ContainingType.Name : method.Name;

    private bool Add(string method, WordTraits called)
    {
        var before = known[method];
        var after = before | called;
        known[method] = after;
        return after.Sinks != before.Sinks || after.Tells != before.Tells;
    }
}
