using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace TokenGuard.Analyzers.Flow;

/// <summary>
/// Where methods are called. The calls are found by name, in one walk over the syntax of the compilation; what they call is asked of the
/// calls of one name only. Places are kept, not nodes, which would keep whole trees alive.
/// </summary>
internal sealed class CallSites
{
    private readonly Dictionary<string, List<(SyntaxTree Tree, TextSpan Span)>> places = new(StringComparer.Ordinal);

    private CallSites()
    {
    }

    public static CallSites Read(Compilation compilation, CancellationToken cancellation)
    {
        var sites = new CallSites();
        foreach (var tree in compilation.SyntaxTrees)
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (var call in tree.GetRoot(cancellation).DescendantNodes().OfType<InvocationExpressionSyntax>())
            {
                if (NameOf(call.Expression) is { } name)
                {
                    sites.Add(name);
                }
            }
        }

        return sites;
    }

    /// <summary>The names of a method in the calls of it, also by an interface or a base class.</summary>
    public ImmutableArray<SyntaxNode> Of(IMethodSymbol method, Bodies bodies, CancellationToken cancellation) =>
        places.TryGetValue(method.Name, out var candidates)
            ? candidates.Select(place => place.Tree.GetRoot(cancellation).FindNode(place.Span))
                .Where(name => bodies.SymbolOf(name, cancellation) is IMethodSymbol called && MayRun(called, method))
                .ToImmutableArray()
            : ImmutableArray<SyntaxNode>.Empty;

    private void Add(SimpleNameSyntax name)
    {
        if (!places.TryGetValue(name.Identifier.ValueText, out var list))
        {
            places.Add(name.Identifier.ValueText, list = []);
        }

        list.Add((name.SyntaxTree, name.Span));
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
