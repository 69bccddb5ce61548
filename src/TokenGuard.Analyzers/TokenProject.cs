using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using TokenGuard.Analyzers.Flow;
using TokenGuard.Analyzers.Flow.Sinks;
using TokenGuard.Rules;

namespace TokenGuard.Analyzers;

/// <summary>What is known about one compilation, shared by all rules and computed once, on demand.</summary>
internal sealed class TokenProject
{
    private static readonly ConditionalWeakTable<Compilation, TokenProject> Projects = new();
    private static readonly ConditionalWeakTable<AnalyzerConfigOptions, TokenPolicy> Policies = new();

    private readonly AnalyzerConfigOptionsProvider options;
    private readonly Lazy<bool> isTestProject;
    private readonly ConcurrentDictionary<ISymbol, FactCache> facts = new(SymbolEqualityComparer.Default);
    private readonly object gate = new();
    private CallSites? callSites;
    private Implementations? implementations;
    private SinkNames? sinkNames;
    private ProjectMentions? mentions;

    private TokenProject(Compilation compilation, AnalyzerConfigOptionsProvider options)
    {
        this.options = options;
        Compilation = compilation;
        Types = new TokenTypes(compilation);
        Bodies = new Bodies(compilation);
        isTestProject = new Lazy<bool>(() => Contexts.IsTestProject(compilation, options.GlobalOptions));
    }

    public Compilation Compilation { get; }

    public TokenTypes Types { get; }

    /// <summary>The bodies that rules asked about.</summary>
    public Bodies Bodies { get; }

    /// <summary>What is found out about a type, method or other symbol as a whole, once.</summary>
    public FactCache FactsOf(ISymbol symbol) => facts.GetOrAdd(symbol, static _ => new FactCache());

    public bool IsTestProject => isTestProject.Value;

    public static TokenProject Of(Compilation compilation, AnalyzerOptions options) =>
        Projects.GetValue(compilation, key => new TokenProject(key, options.AnalyzerConfigOptionsProvider));

    /// <summary>The calls of the compilation; a reading that is cancelled leaves nothing behind.</summary>
    public CallSites CallSites(CancellationToken cancellation)
    {
        lock (gate)
        {
            return callSites ??= Flow.CallSites.Read(Compilation, cancellation);
        }
    }

    /// <summary>The bits of the <see cref="Flow.Mentions"/> in its files.</summary>
    public ulong Mentions(CancellationToken cancellation) => AllMentions(cancellation).InFiles;

    /// <summary>Those in a file, and in the names of types that have an alias in all files.</summary>
    public ulong MentionsIn(SyntaxTree file, CancellationToken cancellation) => FileWords.Of(file, cancellation).Traits.Mentions | AllMentions(cancellation).OfGlobalAliases;

    private ProjectMentions AllMentions(CancellationToken cancellation)
    {
        if (Volatile.Read(ref mentions) is { } known)
        {
            return known;
        }

        var (inFiles, ofAliases) = (0UL, 0UL);
        foreach (var tree in Compilation.SyntaxTrees)
        {
            var words = FileWords.Of(tree, cancellation);
            inFiles |= words.Traits.Mentions;
            ofAliases = words.GlobalAliases.Values.Aggregate(ofAliases, static (bits, alias) => bits | alias.Mentions);
        }

        var read = new ProjectMentions(inFiles, ofAliases);
        Volatile.Write(ref mentions, read);
        return read;
    }

    /// <summary>What implements and overrides methods; a reading that is cancelled leaves nothing behind.</summary>
    public Implementations Implementations(CancellationToken cancellation)
    {
        lock (gate)
        {
            return implementations ??= Flow.Implementations.Read(Compilation, cancellation);
        }
    }

    /// <summary>The methods whose arguments may reach a sink; a reading that is cancelled leaves nothing behind.</summary>
    public SinkNames SinkNames(CancellationToken cancellation)
    {
        // Every call asks: no lock once it is there.
        if (Volatile.Read(ref sinkNames) is { } known)
        {
            return known;
        }

        lock (gate)
        {
            if (sinkNames is { } read)
            {
                return read;
            }

            var names = new SinkNames(Compilation, TokenFlow.MaxCalls, cancellation);
            Bodies.Share(Compilation.SyntaxTrees.Where(tree => FileWords.Of(tree, cancellation).Members.Any(member => member.Traits.Sinks != 0)));
            Volatile.Write(ref sinkNames, names);
            return names;
        }
    }

    /// <summary>The policy that the configuration files set for a file.</summary>
    public TokenPolicy PolicyOf(SyntaxTree tree) => PolicyOf(options.GetOptions(tree));

    /// <summary>The policy that the configuration files set for a file that is not code.</summary>
    public TokenPolicy PolicyOf(AdditionalText file) => PolicyOf(options.GetOptions(file));

    private static TokenPolicy PolicyOf(AnalyzerConfigOptions values) =>
        Policies.GetValue(
            values,
            static values => new TokenPolicy(key => values.TryGetValue(TokenPolicy.Prefix + key, out var value) ? value : null));

    private sealed record ProjectMentions(ulong InFiles, ulong OfGlobalAliases);
}
