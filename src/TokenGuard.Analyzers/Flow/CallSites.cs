using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TokenGuard.Analyzers.Flow;

/// <summary>
/// Where methods are called. The calls are found by name, in the text of the files; what they call is asked of the calls of one name only.
/// </summary>
internal sealed class CallSites
{
    private readonly Dictionary<string, List<SyntaxTree>> files = new(StringComparer.Ordinal);

    // Thousands of methods may have one name: the calls of a name are bound once, not once for each method.
    private readonly ConcurrentDictionary<string, ImmutableArray<(SyntaxNode Name, IMethodSymbol Called)>> bound = new(StringComparer.Ordinal);

    private CallSites()
    {
    }

    public static CallSites Read(Compilation compilation, CancellationToken cancellation)
    {
        var sites = new CallSites();
        foreach (var tree in compilation.SyntaxTrees)
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (var name in FileWords.Of(tree, cancellation).Members.SelectMany(member => member.Calls).Distinct(StringComparer.Ordinal))
            {
                if (!sites.files.TryGetValue(name, out var list))
                {
                    sites.files.Add(name, list = []);
                }

                list.Add(tree);
            }
        }

        return sites;
    }

    /// <summary>The names of a method in the calls of it, also by an interface or a base class.</summary>
    public ImmutableArray<SyntaxNode> Of(IMethodSymbol method, Bodies bodies, CancellationToken cancellation) =>
        (bound.TryGetValue(method.Name, out var calls) ? calls : bound.GetOrAdd(method.Name, CallsOf(method.Name, bodies, cancellation)))
            .Where(call => MayRun(call.Called, method))
            .Select(call => call.Name)
            .ToImmutableArray();

    private ImmutableArray<(SyntaxNode Name, IMethodSymbol Called)> CallsOf(string method, Bodies bodies, CancellationToken cancellation) =>
        files.TryGetValue(method, out var candidates)
            ? candidates.SelectMany(file => NamesIn(file, method, cancellation))
                .Select(name => (Name: name, Called: bodies.SymbolOf(name, cancellation) as IMethodSymbol))
                .Where(call => call.Called is not null)
                .Select(call => (call.Name, call.Called!))
                .ToImmutableArray()
            : ImmutableArray<(SyntaxNode, IMethodSymbol)>.Empty;

    // Words in comments and declarations are none.
    private static IEnumerable<SyntaxNode> NamesIn(SyntaxTree file, string method, CancellationToken cancellation)
    {
        var root = file.GetRoot(cancellation);
        foreach (var place in WordTable.CallsOf(method, file.GetText(cancellation).ToString()))
        {
            if (root.FindToken(place).Parent is SimpleNameSyntax name && name.Span.Contains(place)
                && (name.Parent as InvocationExpressionSyntax ?? name.Parent?.Parent) is InvocationExpressionSyntax call && NameOf(call.Expression) == name)
            {
                yield return name;
            }
        }
    }

    private static SimpleNameSyntax? NameOf(ExpressionSyntax called) =>
        called switch
        {
            SimpleNameSyntax name => name,
            MemberAccessExpressionSyntax access => access.Name,
            MemberBindingExpressionSyntax binding => binding.Name,
            _ => null,
        };

    // Whether a call of one method may run the other.
    private static bool MayRun(IMethodSymbol called, IMethodSymbol method)
    {
        called = (called.ReducedFrom ?? called).OriginalDefinition;
        for (var declared = method.OriginalDefinition; declared is not null; declared = declared.OverriddenMethod?.OriginalDefinition)
        {
            if (SymbolEqualityComparer.Default.Equals(called, declared))
            {
                return true;
            }
        }

        return called.ContainingType.TypeKind == TypeKind.Interface
            && method.ContainingType.AllInterfaces.Any(
                type => SymbolEqualityComparer.Default.Equals(type.OriginalDefinition, called.ContainingType)
                    && type.GetMembers(called.Name).Any(
                        member => SymbolEqualityComparer.Default.Equals(member.OriginalDefinition, called)
                            && SymbolEqualityComparer.Default.Equals(method.ContainingType.FindImplementationForInterfaceMember(member), method)));
    }
}
