using Microsoft.CodeAnalysis;

namespace TokenGuard.Analyzers.Flow.Sinks;

/// <summary>
/// The names of the methods whose arguments may reach a sink of some rule, as far as words tell: read once a compilation, so that nearly
/// all calls are told apart by their name alone.
/// </summary>
internal sealed class SinkNames
{
    private readonly Dictionary<(string Type, string Method), WordTraits> known = [];
    private readonly Dictionary<string, WordTraits> byName = new(StringComparer.Ordinal);
    private readonly Dictionary<FileWords.Member, ulong> reached = [];

    /// <param name="compilation">Where.</param>
    /// <param name="maxCalls">How many calls may lie between an argument and its sink.</param>
    /// <param name="cancellation">Stops it.</param>
    public SinkNames(Compilation compilation, int maxCalls, CancellationToken cancellation)
    {
        var files = new List<FileWords>();
        foreach (var tree in compilation.SyntaxTrees)
        {
            cancellation.ThrowIfCancellationRequested();
            files.Add(FileWords.Of(tree, cancellation));
        }

        var members = files.SelectMany(file => file.Members).ToList();
        var aliases = files.SelectMany(file => file.GlobalAliases).ToList();
        foreach (var (member, file) in files.SelectMany(file => file.Members.Select(member => (member, file))))
        {
            var said = aliases.Where(alias => member.Calls.Contains(alias.Key)).Aggregate(member.Traits, (traits, alias) => traits | alias.Value);
            var own = said with { Sinks = said.Sinks & ~SinkFinders.MissedIn(file.Traits.Mentions | said.Mentions) };
            foreach (var name in member.Names)
            {
                var method = (member.Type, name);
                known[method] = (known.TryGetValue(method, out var traits) ? traits : default) | own;
                byName[name] = default;
            }
        }

        // Most of what is called is no method of this project.
        var callers = new Dictionary<string, HashSet<(string, string)>>(StringComparer.Ordinal);
        foreach (var member in members)
        {
            foreach (var called in member.Calls)
            {
                if (byName.ContainsKey(called))
                {
                    if (!callers.TryGetValue(called, out var all))
                    {
                        callers.Add(called, all = []);
                    }

                    all.UnionWith(member.Names.Select(name => (member.Type, name)));
                }
            }
        }

        // From the methods that hold a sink to those that call them, and so on.
        var changed = known.Where(method => method.Value.Sinks != 0).Select(method => method.Key).ToList();
        for (var calls = 1; calls < maxCalls && changed.Count > 0; calls++)
        {
            // By name: thousands of methods of one name have the same callers.
            changed = changed.GroupBy(called => called.Method, called => known[called], StringComparer.Ordinal)
                .Select(called => (Name: called.Key, Traits: called.Aggregate((all, one) => all | one)))
                .ToList()
                .SelectMany(called => callers.TryGetValue(called.Name, out var all) ? all.Where(caller => Add(caller, called.Traits)) : [])
                .Distinct()
                .ToList();
        }

        foreach (var method in known)
        {
            byName[method.Key.Method] |= method.Value;
        }

        foreach (var alias in aliases)
        {
            byName[alias.Key] = byName.TryGetValue(alias.Key, out var traits) ? traits | alias.Value : alias.Value;
        }

        foreach (var file in files)
        {
            var aroundMembers = file.Traits.Sinks & SinkFinders.NamedAtTypes;
            foreach (var member in file.Members)
            {
                reached[member] = member.CallsWithoutName ? ulong.MaxValue : member.Calls.Aggregate(member.Traits.Sinks | aroundMembers, (bits, called) => byName.TryGetValue(called, out var traits) ? bits | traits.Sinks : bits);
            }
        }
    }

    /// <summary>The bits of the finders whose sinks the arguments of a call may reach, by the name of what is called: before it is known which method that runs.</summary>
    public ulong ReachedBy(IMethodSymbol called) => !called.Parameters.IsEmpty && byName.TryGetValue(NameOf(called), out var traits) ? traits.Sinks : 0;

    /// <summary>Whether the arguments of a call may reach a sink of a rule, by the name of what is called.</summary>
    public bool MayReach(IMethodSymbol called, SinkFinder finder) => (ReachedBy(called) & finder.Bit) != 0;

    /// <summary>Whether the arguments of a method of this project may reach a sink of a rule.</summary>
    public bool Reaches(IMethodSymbol method, SinkFinder finder) => known.TryGetValue(KeyOf(method), out var traits) && (traits.Sinks & finder.Bit) != 0;

    /// <summary>The same for the methods, or the constructors of the types, of a name.</summary>
    public bool MayReach(string name, SinkFinder finder) => byName.TryGetValue(name, out var traits) && (traits.Sinks & finder.Bit) != 0;

    /// <summary>Whether a member may hold a sink of a rule, or call a method that may reach one.</summary>
    public bool MayReach(FileWords.Member member, SinkFinder finder) => (reached[member] & finder.Bit) != 0;

    /// <summary>Whether what a method itself says, or what it calls, may make a sink that it reaches a mistake.</summary>
    public bool Tells(IMethodSymbol method, SinkFinder finder) => known.TryGetValue(KeyOf(method), out var traits) && (traits.Tells & finder.Bit) != 0;

    // A block of extensions has no name; the class around it has.
    private static (string Type, string Method) KeyOf(IMethodSymbol method) =>
        (method.ContainingType is { Name: "", ContainingType: { } around } ? around.Name : method.ContainingType.Name, NameOf(method));

    private static string NameOf(IMethodSymbol method) =>
        method.MethodKind switch
        {
            MethodKind.Constructor => method.ContainingType.Name,
            MethodKind.ExplicitInterfaceImplementation => method.Name.Substring(method.Name.LastIndexOf('.') + 1),
            _ => method.Name,
        };

    private bool Add((string Type, string Method) method, WordTraits called)
    {
        var before = known[method];
        var after = before | called;
        known[method] = after;
        return after.Sinks != before.Sinks || after.Tells != before.Tells;
    }
}
