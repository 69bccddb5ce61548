using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TokenGuard.Analyzers.Flow.Sinks;

/// <summary>
/// The names of the methods whose arguments may reach a sink of some rule, as far as syntax tells: read once a compilation, so that nearly
/// all calls are told apart by their name alone.
/// </summary>
internal sealed class SinkNames
{
    private readonly Dictionary<string, HashSet<SinkFinder>> finders = new(StringComparer.Ordinal);

    /// <param name="rules">What is looked for.</param>
    /// <param name="compilation">Where.</param>
    /// <param name="maxCalls">How many calls may lie between an argument and its sink.</param>
    /// <param name="cancellation">Stops it.</param>
    public SinkNames(IReadOnlyCollection<SinkFinder> rules, Compilation compilation, int maxCalls, CancellationToken cancellation)
    {
        var mentioned = rules.Where(rule => compilation.SyntaxTrees.Any(tree => FileContext.Mentions(tree, rule.Mention, cancellation))).ToList();
        if (mentioned.Count == 0)
        {
            return;
        }

        var byWord = mentioned.SelectMany(rule => rule.Words.Select(word => (word, rule))).ToLookup(pair => pair.word, pair => pair.rule, StringComparer.Ordinal);
        var callers = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        foreach (var tree in compilation.SyntaxTrees)
        {
            cancellation.ThrowIfCancellationRequested();
            Read(tree.GetRoot(cancellation), byWord, callers);
        }

        // From the methods that hold a sink to those that call them, and so on.
        var changed = finders.Keys.ToList();
        for (var calls = 1; calls < maxCalls && changed.Count > 0; calls++)
        {
            changed = changed.SelectMany(called => callers.TryGetValue(called, out var all) ? all.Where(caller => Add(caller, finders[called].ToList())) : []).Distinct(StringComparer.Ordinal).ToList();
        }
    }

    /// <summary>Whether the arguments of a method or constructor may reach a sink of a rule.</summary>
    public bool MayReach(IMethodSymbol method, SinkFinder finder) =>
        MayReach(method.MethodKind == MethodKind.Constructor ? method.ContainingType.Name : method.Name, finder);

    /// <summary>The same for the methods, or the constructors of the types, of a name.</summary>
    public bool MayReach(string name, SinkFinder finder) => finders.TryGetValue(name, out var found) && found.Contains(finder);

    /// <summary>The names of all methods and types whose arguments may reach a sink of a rule.</summary>
    public IEnumerable<string> MethodsReaching(SinkFinder finder) => finders.Where(known => known.Value.Contains(finder)).Select(known => known.Key);

    private void Read(SyntaxNode root, ILookup<string, SinkFinder> byWord, Dictionary<string, HashSet<string>> callers)
    {
        var around = new Stack<(string Name, int End)>();
        foreach (var node in root.DescendantNodes())
        {
            while (around.Count > 0 && around.Peek().End <= node.SpanStart)
            {
                around.Pop();
            }

            if (NameOf(node) is { } declared)
            {
                around.Push((declared, node.Span.End));
            }
            else if (around.Count > 0 && node is SimpleNameSyntax { Identifier.ValueText: var word } name)
            {
                foreach (var (method, _) in byWord.Contains(word) ? around : [])
                {
                    Add(method, byWord[word]);
                }

                if (IsCalled(name))
                {
                    if (!callers.TryGetValue(word, out var all))
                    {
                        callers.Add(word, all = new HashSet<string>(StringComparer.Ordinal));
                    }

                    all.UnionWith(around.Select(method => method.Name));
                }
            }
        }
    }

    // What takes no arguments passes none on.
    private static string? NameOf(SyntaxNode node) =>
        node switch
        {
            MethodDeclarationSyntax { ParameterList.Parameters.Count: > 0 } method => method.Identifier.ValueText,
            ConstructorDeclarationSyntax { ParameterList.Parameters.Count: > 0 } constructor => constructor.Identifier.ValueText,
            LocalFunctionStatementSyntax { ParameterList.Parameters.Count: > 0 } function => function.Identifier.ValueText,
            _ => null,
        };

    private static bool IsCalled(SimpleNameSyntax name) =>
        name.Parent switch
        {
            InvocationExpressionSyntax or ObjectCreationExpressionSyntax => true,
            QualifiedNameSyntax { Parent: ObjectCreationExpressionSyntax } qualified => qualified.Right == name,
            MemberAccessExpressionSyntax access => access.Name == name && access.Parent is InvocationExpressionSyntax,
            MemberBindingExpressionSyntax binding => binding.Parent is InvocationExpressionSyntax,
            _ => false,
        };

    private bool Add(string method, IEnumerable<SinkFinder> found)
    {
        if (!finders.TryGetValue(method, out var known))
        {
            finders.Add(method, known = []);
        }

        var before = known.Count;
        known.UnionWith(found);
        return known.Count > before;
    }
}
