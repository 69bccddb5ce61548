using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;

namespace TokenGuard.CodeFixes;

/// <summary>The name of a type, with the directive that imports its namespace.</summary>
internal static class ImportedName
{
    public static NameSyntax Of(INamedTypeSymbol type) =>
        SyntaxFactory.ParseName($"global::{type.ToDisplayString()}")
            .WithAdditionalAnnotations(Simplifier.Annotation, Simplifier.AddImportsAnnotation, new SyntaxAnnotation("SymbolId", DocumentationCommentId.CreateReferenceId(type)));
}
