using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace TokenGuard.Analyzers;

/// <summary>Questions about symbols.</summary>
internal static class SymbolExtensions
{
    /// <summary>
    /// Whether a symbol is declared in the code of a compilation. A project that it references is a library to it, whether its code is at hand,
    /// as in editors, or not, as in builds: both report the same.
    /// </summary>
    public static bool IsDeclaredIn(this ISymbol symbol, Compilation? compilation) =>
        !symbol.DeclaringSyntaxReferences.IsEmpty && (compilation is null || SymbolEqualityComparer.Default.Equals(symbol.ContainingAssembly, compilation.Assembly));

    /// <summary>The declarations of a symbol in the code of a compilation; empty for those of other projects.</summary>
    public static ImmutableArray<SyntaxReference> DeclarationsIn(this ISymbol symbol, Compilation compilation) =>
        symbol.IsDeclaredIn(compilation) ? symbol.DeclaringSyntaxReferences : ImmutableArray<SyntaxReference>.Empty;

    /// <summary>Where a symbol is declared in the code of a compilation.</summary>
    public static IEnumerable<Location> PlacesIn(this ISymbol symbol, Compilation compilation) =>
        symbol.IsDeclaredIn(compilation) ? symbol.Locations.Where(place => place.IsInSource) : [];

    /// <summary>Whether a type belongs to .NET, to ASP.NET Core or to another library of Microsoft.</summary>
    public static bool IsOfFramework(this ITypeSymbol type) =>
        type.ContainingAssembly?.Name is { } name
        && (name.StartsWith("Microsoft.", StringComparison.Ordinal) || name.StartsWith("System", StringComparison.Ordinal) || name is "mscorlib" or "netstandard");

    /// <summary>Whether a type is <paramref name="other"/>, derives from it or implements it; false when <paramref name="other"/> is not known here.</summary>
    public static bool IsOrDerivesFrom(this ITypeSymbol? type, INamedTypeSymbol? other)
    {
        if (type is null || other is null)
        {
            return false;
        }

        for (ITypeSymbol? t = type; t is not null; t = t.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(t.OriginalDefinition, other))
            {
                return true;
            }
        }

        return other.TypeKind == TypeKind.Interface
            && type.AllInterfaces.Any(i => SymbolEqualityComparer.Default.Equals(i.OriginalDefinition, other));
    }

    /// <summary>Whether a type, one of its bases or interfaces has this metadata name, whether or not this compilation resolves it.</summary>
    public static bool IsOrDerivesFrom(this ITypeSymbol? type, string metadataName)
    {
        for (var t = type; t is not null; t = t.BaseType)
        {
            if (t.HasMetadataName(metadataName))
            {
                return true;
            }
        }

        return type is not null && type.AllInterfaces.Any(i => i.HasMetadataName(metadataName));
    }

    /// <summary>Whether a type has this metadata name: namespace, dots, name, arity.</summary>
    public static bool HasMetadataName(this ITypeSymbol type, string metadataName)
    {
        var end = metadataName.Length;
        for (ISymbol? symbol = type.OriginalDefinition; symbol is INamespaceOrTypeSymbol and not INamespaceSymbol { IsGlobalNamespace: true }; symbol = symbol.ContainingSymbol)
        {
            var name = symbol.MetadataName;
            var start = end - name.Length;
            if (start < 0 || string.CompareOrdinal(metadataName, start, name, 0, name.Length) != 0)
            {
                return false;
            }

            if (start == 0)
            {
                return symbol.ContainingSymbol is INamespaceSymbol { IsGlobalNamespace: true };
            }

            if (metadataName[start - 1] is not ('.' or '+'))
            {
                return false;
            }

            end = start - 1;
        }

        return false;
    }

    /// <summary>Whether a symbol is declared in a namespace.</summary>
    public static bool IsIn(this ISymbol symbol, string @namespace)
    {
        var end = @namespace.Length;
        for (var part = symbol.ContainingNamespace; part is { IsGlobalNamespace: false }; part = part.ContainingNamespace)
        {
            var start = end - part.Name.Length;
            if (start < 0 || string.CompareOrdinal(@namespace, start, part.Name, 0, part.Name.Length) != 0 || (start > 0 && @namespace[start - 1] != '.'))
            {
                return false;
            }

            end = start - 1;
        }

        return end < 0;
    }

    /// <summary>Whether a symbol is declared in a namespace, or in one below it.</summary>
    public static bool IsInOrUnder(this ISymbol symbol, string @namespace)
    {
        var name = symbol.ContainingNamespace.ToDisplayString();
        return name.StartsWith(@namespace, StringComparison.Ordinal) && (name.Length == @namespace.Length || name[@namespace.Length] == '.');
    }

    /// <summary>The first part of the namespace that a symbol is declared in; null in the global one.</summary>
    public static string? OutermostNamespace(this ISymbol symbol)
    {
        string? name = null;
        for (var part = symbol.ContainingNamespace; part is { IsGlobalNamespace: false }; part = part.ContainingNamespace)
        {
            name = part.Name;
        }

        return name;
    }

    /// <summary>Whether a member is declared by a type of this metadata name, or overrides or belongs to a type that derives from it.</summary>
    public static bool IsMemberOf(this ISymbol member, string metadataName) =>
        member.ContainingType.IsOrDerivesFrom(metadataName);

    /// <summary>Whether values of a type can be the text of a token.</summary>
    public static bool IsText(this ITypeSymbol? type) =>
        type switch
        {
            { SpecialType: SpecialType.System_String } => true,
            IArrayTypeSymbol array => array.ElementType.SpecialType is SpecialType.System_Char or SpecialType.System_Byte,
            INamedTypeSymbol { Name: "StringValues" or "SecureString" } => true,
            INamedTypeSymbol { Name: "Span" or "ReadOnlySpan" or "Memory" or "ReadOnlyMemory", TypeArguments: [{ SpecialType: SpecialType.System_Char or SpecialType.System_Byte }] } => true,
            _ => false,
        };

    /// <summary>Whether a type is that of numbers, or of numbers that may be missing.</summary>
    public static bool IsNumeric(this ITypeSymbol? type) =>
        type is { SpecialType: >= SpecialType.System_SByte and <= SpecialType.System_Double }
        || (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: [var inner] } && inner.IsNumeric());

    /// <summary>What a task gives; another type is itself.</summary>
    public static ITypeSymbol WithoutTask(this ITypeSymbol type) =>
        type is INamedTypeSymbol { Name: "Task" or "ValueTask", TypeArguments: [var result] } ? result : type;
}
