using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TokenGuard.Analyzers.Flow;

/// <summary>
/// Where methods are called. The calls are found by name, from the words of the files; what they call is asked of the calls of one name only.
/// </summary>
internal sealed class CallSites
{
    private readonly Dictionary<string, List<(SyntaxTree Tree, List<int> Places)>> places = new(StringComparer.Ordinal);

    private CallSites()
    {
    }

    public static CallSites Read(Compilation compilation, CancellationToken cancellation)
    {
        var sites = new CallSites();
        foreach (var tree in compilation.SyntaxTrees)
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (var call in FileWords.Of(tree, cancellation).Calls)
            {
                if (!sites.places.TryGetValue(call.Key, out var list))
                {
                    sites.places.Add(call.Key, list = []);
                }

                list.Add((tree, call.Value));
            }
        }

        return sites;
    }

    /// <summary>The names of a method in the calls of it, also by an interface or a base class.</summary>
    public ImmutableArray<SyntaxNode> Of(IMethodSymbol method, Bodies bodies, CancellationToken cancellation) =>
        places.TryGetValue(method.Name, out var candidates)
            ? candidates.SelectMany(file => NamesAt(file.Tree.GetRoot(cancellation), file.Places))
                .Where(name => bodies.SymbolOf(name, cancellation) is IMethodSymbol called && MayRun(called, method))
                .ToImmutableArray()
            : ImmutableArray<SyntaxNode>.Empty;

    // Words in comments and declarations are none.
    private static IEnumerable<SyntaxNode> NamesAt(SyntaxNode root, List<int> places)
    {
        foreach (var place in places)
        {
            if (root.FindToken(place).Parent is SimpleNameSyntax name && name.Span.Contains(place) && (name.Parent as InvocationExpressionSyntax ?? name.Parent?.Parent) is InvocationExpressionSyntax call && NameOf(call.Expression) == name)
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
