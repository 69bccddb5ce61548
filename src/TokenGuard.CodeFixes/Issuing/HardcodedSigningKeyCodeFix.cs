using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;
using TokenGuard.Rules;

namespace TokenGuard.CodeFixes.Issuing;

/// <summary>Reads the key from the configuration that is in scope, and fails where there is none: a key that everyone knows is no fallback.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(HardcodedSigningKeyCodeFix))]
public sealed class HardcodedSigningKeyCodeFix() : TokenGuardCodeFix(isBulkSafe: false, RuleIds.HardcodedSigningKey)
{
    private protected override IEnumerable<TokenFix> FixesOf(FixSite site)
    {
        if ((site.Node as LiteralExpressionSyntax ?? site.Origin) is not LiteralExpressionSyntax { RawKind: (int)SyntaxKind.StringLiteralExpression } literal)
        {
            yield break;
        }

        if (literal.Parent is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression } fallback && fallback.Right == literal)
        {
            yield return new TokenFix("Fail when no key is configured", nameof(HardcodedSigningKeyCodeFix), editor => editor.ReplaceNode(literal, Parse("throw new System.InvalidOperationException(\"No signing key is configured.\")", literal)));
        }
        else if (IsReplaceable(literal)
            && ConfigurationValue.Of("SigningKey", literal, site) is { } value)
        {
            yield return new TokenFix(
                $"Read the key from '{value.Text}'",
                nameof(HardcodedSigningKeyCodeFix),
                editor => editor.ReplaceNode(literal, Parse($"{value.Text} ?? throw new System.InvalidOperationException(\"{value.Key} is not configured.\")", literal)));
        }
    }

    // Where any string may stand, and nothing binds stronger than '??'.
    private static bool IsReplaceable(LiteralExpressionSyntax literal) =>
        literal.Parent switch
        {
            ArgumentSyntax => true,
            AssignmentExpressionSyntax assignment => assignment.Right == literal,
            EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent.Parent: LocalDeclarationStatementSyntax { IsConst: false } } } => true,
            _ => false,
        };

    // The name is shortened where the file imports System.
    private static ExpressionSyntax Parse(string text, ExpressionSyntax replaced)
    {
        var expression = SyntaxFactory.ParseExpression(text);
        var name = expression.DescendantNodes().OfType<QualifiedNameSyntax>().Single();
        return expression.ReplaceNode(name, name.WithAdditionalAnnotations(Simplifier.Annotation)).WithTriviaFrom(replaced);
    }
}
