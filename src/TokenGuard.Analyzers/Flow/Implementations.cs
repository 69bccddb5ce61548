using Microsoft.CodeAnalysis;

namespace TokenGuard.Analyzers.Flow;

/// <summary>
/// What implements and overrides the methods of a compilation: read once from its types, so that a name that thousands of methods have costs
/// no more than one that is rare. A generic interface is another one for each type that it is made for.
/// </summary>
internal sealed class Implementations
{
    private readonly Dictionary<IMethodSymbol, List<IMethodSymbol>> all = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<IMethodSymbol, List<IMethodSymbol>> closed = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<IMethodSymbol, List<IMethodSymbol>> open = new(SymbolEqualityComparer.Default);

    private Implementations()
    {
    }

    public static Implementations Read(Compilation compilation, CancellationToken cancellation)
    {
        var found = new Implementations();
        var pending = new Stack<INamespaceOrTypeSymbol>([compilation.Assembly.GlobalNamespace]);
        while (pending.Count > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            var next = pending.Pop();
            foreach (var inner in next.GetMembers().OfType<INamespaceOrTypeSymbol>())
            {
                pending.Push(inner);
            }

            if (next is INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct } type)
            {
                found.ReadInterfaces(type, compilation);
                found.ReadOverrides(type, compilation);
            }
        }

        return found;
    }

    /// <summary>The only method that runs when a virtual or abstract method, of a type as it is constructed, is called; null when there may be several.</summary>
    public IMethodSymbol? OnlyOf(IMethodSymbol called)
    {
        var definition = called.OriginalDefinition;
        var direct = IsExact(called.ContainingType) ? Of(closed, called.ConstructedFrom).Concat(Of(open, definition)) : Of(all, definition);
        var running = direct.SelectMany(method => Of(all, method).Prepend(method))
            .Where(method => !method.IsAbstract)
            .Distinct<IMethodSymbol>(SymbolEqualityComparer.Default)
            .Take(2)
            .ToList();
        return (definition.IsAbstract, running) switch
        {
            (true, [var only]) => only,
            (false, []) => definition,
            _ => null,
        };
    }

    // An implementation may be inherited from a class that knows nothing of the interface.
    private void ReadInterfaces(INamedTypeSymbol type, Compilation compilation)
    {
        foreach (var implemented in type.AllInterfaces.Where(declared => declared.IsDeclaredIn(compilation)))
        {
            foreach (var declared in implemented.GetMembers().OfType<IMethodSymbol>().Where(method => method.MethodKind == MethodKind.Ordinary))
            {
                if (type.FindImplementationForInterfaceMember(declared) is IMethodSymbol implementation)
                {
                    Add(declared, implementation.OriginalDefinition);
                }
            }
        }
    }

    private void ReadOverrides(INamedTypeSymbol type, Compilation compilation)
    {
        foreach (var method in type.GetMembers().OfType<IMethodSymbol>().Where(method => method is { IsOverride: true, MethodKind: MethodKind.Ordinary }))
        {
            for (var overridden = method.OverriddenMethod; overridden is not null && overridden.IsDeclaredIn(compilation); overridden = overridden.OverriddenMethod)
            {
                Add(overridden, method);
            }
        }
    }

    private void Add(IMethodSymbol declared, IMethodSymbol implementation)
    {
        if (!SymbolEqualityComparer.Default.Equals(declared.OriginalDefinition, implementation))
        {
            var isOpen = MentionsParameter(declared.ContainingType);
            Add(all, declared.OriginalDefinition, implementation);
            Add(isOpen ? open : closed, isOpen ? declared.OriginalDefinition : declared.ConstructedFrom, implementation);
        }
    }

    private static void Add(Dictionary<IMethodSymbol, List<IMethodSymbol>> index, IMethodSymbol declared, IMethodSymbol implementation)
    {
        if (!index.TryGetValue(declared, out var list))
        {
            index.Add(declared, list = []);
        }

        list.Add(implementation);
    }

    private static List<IMethodSymbol> Of(Dictionary<IMethodSymbol, List<IMethodSymbol>> index, IMethodSymbol method) =>
        index.TryGetValue(method, out var list) ? list : [];

    // Whether the type is no other one at run time: what is given for a parameter may be of another type when the interface is variant.
    private static bool IsExact(INamedTypeSymbol type) => !MentionsParameter(type) && type.TypeParameters.All(parameter => parameter.Variance == VarianceKind.None);

    private static bool MentionsParameter(ITypeSymbol? type) =>
        type switch
        {
            ITypeParameterSymbol => true,
            IArrayTypeSymbol array => MentionsParameter(array.ElementType),
            INamedTypeSymbol named => named.TypeArguments.Any(MentionsParameter) || MentionsParameter(named.ContainingType),
            _ => false,
        };
}
