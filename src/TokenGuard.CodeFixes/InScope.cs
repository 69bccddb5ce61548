using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TokenGuard.CodeFixes;

/// <summary>What code at a place could use, so that a fix need not invent it.</summary>
internal static class InScope
{
    /// <summary>
    /// The only value of a type at a place: a local, parameter, field or property; where there is none, the only such member of one of these
    /// (<c>settings.SigningCredentials</c>). Null when there is none, or a choice.
    /// </summary>
    public static ExpressionSyntax? OnlyValueOf(INamedTypeSymbol type, SemanticModel model, int position)
    {
        var values = ValuesAt(model, position).ToList();
        var direct = values.Where(value => IsOf(TypeOf(value), type)).Select(value => value.Name).Distinct().ToList();
        if (direct.Count > 0)
        {
            return direct.Count == 1 ? SyntaxFactory.ParseExpression(Escaped(direct[0])) : null;
        }

        var members = values
            .SelectMany(value => MembersOf(TypeOf(value), type, model, position).Select(member => $"{Escaped(value.Name)}.{Escaped(member.Name)}"))
            .Distinct()
            .ToList();
        return members.Count == 1 ? SyntaxFactory.ParseExpression(members[0]) : null;
    }

    private static IEnumerable<ISymbol> ValuesAt(SemanticModel model, int position)
    {
        var isStatic = IsStaticAt(model, position);
        foreach (var symbol in model.LookupSymbols(position))
        {
            switch (symbol)
            {
                case ILocalSymbol local when IsAssignedBefore(local, model, position):
                case IParameterSymbol { RefKind: not RefKind.Out }:
                case IFieldSymbol { IsImplicitlyDeclared: false } or IPropertySymbol { IsIndexer: false, GetMethod: not null } when symbol.IsStatic || !isStatic:
                    yield return symbol;
                    break;
            }
        }
    }

    private static IEnumerable<ISymbol> MembersOf(ITypeSymbol? holder, INamedTypeSymbol type, SemanticModel model, int position) =>
        holder is not INamedTypeSymbol { SpecialType: SpecialType.None, TypeKind: TypeKind.Class or TypeKind.Struct or TypeKind.Interface }
            ? []
            : holder.GetMembers().Where(member =>
                !member.IsStatic
                && !member.IsImplicitlyDeclared
                && member is IFieldSymbol or IPropertySymbol { IsIndexer: false, GetMethod: not null }
                && IsOf(TypeOf(member), type)
                && model.IsAccessible(position, member));

    // Once it has a value. Those of the statements at the top of a program are found from everywhere, but can only be used there.
    private static bool IsAssignedBefore(ILocalSymbol local, SemanticModel model, int position) =>
        local.DeclaringSyntaxReferences.FirstOrDefault() is { } declaration
        && EnclosingSymbols(model, position).Contains(local.ContainingSymbol, SymbolEqualityComparer.Default)
        && declaration.Span.End <= position
        && declaration.GetSyntax() is not VariableDeclaratorSyntax { Initializer: null or { Value: LiteralExpressionSyntax } };

    private static bool IsStaticAt(SemanticModel model, int position) =>
        EnclosingSymbols(model, position).Any(symbol => symbol.IsStatic || symbol is IFieldSymbol);

    // From the inside out, up to the type.
    private static IEnumerable<ISymbol> EnclosingSymbols(SemanticModel model, int position)
    {
        for (var symbol = model.GetEnclosingSymbol(position); symbol is not (null or INamedTypeSymbol); symbol = symbol.ContainingSymbol)
        {
            yield return symbol;
        }
    }

    private static ITypeSymbol? TypeOf(ISymbol symbol) =>
        symbol switch
        {
            ILocalSymbol local => local.Type,
            IParameterSymbol parameter => parameter.Type,
            IFieldSymbol field => field.Type,
            IPropertySymbol property => property.Type,
            _ => null,
        };

    private static bool IsOf(ITypeSymbol? type, INamedTypeSymbol wanted)
    {
        for (var t = type; t is not null; t = t.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(t.OriginalDefinition, wanted))
            {
                return true;
            }
        }

        return wanted.TypeKind == TypeKind.Interface && type?.AllInterfaces.Contains(wanted, SymbolEqualityComparer.Default) == true;
    }

    private static string Escaped(string name) =>
        SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None ? "@" + name : name;
}
