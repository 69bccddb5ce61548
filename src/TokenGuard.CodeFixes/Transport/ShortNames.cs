using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;

namespace TokenGuard.CodeFixes.Transport;

/// <summary>Code that names types in full, of which the editor leaves as much as is needed.</summary>
internal static class ShortNames
{
    /// <summary>The expression that a text is.</summary>
    public static ExpressionSyntax Parse(string text)
    {
        var expression = SyntaxFactory.ParseExpression(text);
        return expression.ReplaceNodes(
            expression.DescendantNodes().Where(node => node is QualifiedNameSyntax or MemberAccessExpressionSyntax && node.GetFirstToken().ValueText == nameof(System)),
            (_, node) => node.WithAdditionalAnnotations(Simplifier.Annotation));
    }
}
