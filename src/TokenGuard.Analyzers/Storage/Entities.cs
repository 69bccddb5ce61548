using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TokenGuard.Analyzers.Storage;

/// <summary>The types whose objects a project keeps in a database with Entity Framework; read where a refresh token is at stake.</summary>
internal sealed class Entities
{
    private readonly HashSet<ITypeSymbol> types = new(SymbolEqualityComparer.Default);
    private readonly List<string> conversions = [];
    private readonly Compilation compilation;

    private Entities(OperationContext context)
    {
        compilation = context.Compilation;
        foreach (var tree in context.Compilation.SyntaxTrees)
        {
            var text = tree.GetText(context.CancellationToken).ToString();
            if (text.Contains("DbSet<") || text.Contains("IdentityDbContext<"))
            {
                foreach (var type in tree.GetRoot(context.CancellationToken).DescendantNodes().OfType<TypeDeclarationSyntax>().Where(type => type.Parent is not TypeDeclarationSyntax))
                {
                    AddSetsOf(type, context);
                }
            }

            if (text.Contains("HasConversion"))
            {
                conversions.AddRange(tree.GetRoot(context.CancellationToken).DescendantNodes().OfType<StatementSyntax>().Where(statement => statement is not BlockSyntax).Select(statement => statement.ToString()).Where(statement => statement.Contains("HasConversion")));
            }
        }
    }

    /// <summary>Those of the compilation that is looked at.</summary>
    public static Entities Of(OperationContext context) => context.FactsOf(context.Compilation.Assembly).Get(() => new Entities(context));

    /// <summary>Whether a type is one: it has a set in a context, or is a user of ASP.NET Core Identity.</summary>
    public bool Contains(INamedTypeSymbol type) => types.Contains(type) || (type.IsOrDerivesFrom("Microsoft.AspNetCore.Identity.IdentityUser`1") && !type.IsOfFramework());

    /// <summary>Whether a column may hold something else than its property, or the property something else than it is given.</summary>
    public bool IsConverted(IPropertySymbol property) =>
        conversions.Exists(statement => statement.Contains(property.Name))
        || property.GetAttributes().Any(attribute => attribute.AttributeClass?.Name is { } name && (name.Contains("Encrypt") || name.Contains("Protected") || name is "NotMappedAttribute"))
        || (property.IsDeclaredIn(compilation) && !property.ContainingType.GetMembers().Any(member => member is IFieldSymbol { AssociatedSymbol: { } around } && SymbolEqualityComparer.Default.Equals(around, property)));

    // DbSet<Customer>, IdentityDbContext<ShopUser>
    private void AddSetsOf(TypeDeclarationSyntax declaration, OperationContext context)
    {
        foreach (var set in declaration.DescendantNodes().OfType<GenericNameSyntax>().Where(name =>
            name is { Identifier.ValueText: "DbSet", Parent: PropertyDeclarationSyntax or NullableTypeSyntax or QualifiedNameSyntax } or { Identifier.ValueText: "IdentityDbContext", Parent: BaseTypeSyntax or QualifiedNameSyntax }))
        {
            if (context.TypeOf(set.TypeArgumentList.Arguments[0]) is { } entity)
            {
                Add(entity);
            }
        }
    }

    // With its bases, and what it owns or refers to: Entity Framework finds these by the properties.
    private void Add(INamedTypeSymbol entity)
    {
        for (var type = entity; type is { SpecialType: SpecialType.None } && !type.IsOfFramework() && types.Add(type); type = type.BaseType)
        {
            foreach (var property in type.GetMembers().OfType<IPropertySymbol>())
            {
                if (property.Type is INamedTypeSymbol { SpecialType: SpecialType.None } named && !property.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "NotMappedAttribute"))
                {
                    Add(named.TypeArguments is [INamedTypeSymbol element] ? element : named);
                }
            }
        }
    }
}
