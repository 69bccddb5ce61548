using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;
using TokenGuard.CodeFixes.Validation;
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
            && site.Model.Compilation.GetTypeByMetadataName("Microsoft.Extensions.Configuration.IConfiguration") is { } type
            && InScope.OnlyValueOf(type, site.Model, literal.SpanStart) is { } configuration)
        {
            var body = (SyntaxNode?)literal.FirstAncestorOrSelf<BaseMethodDeclarationSyntax>() ?? literal.SyntaxTree.GetRoot(site.CancellationToken);
            var isSection = site.Model.GetSpeculativeTypeInfo(literal.SpanStart, configuration, SpeculativeBindingOption.BindAsExpression).Type?.Name.EndsWith("Section", StringComparison.Ordinal) == true;
            var key = isSection ? "SigningKey" : ExpectedValue.SectionIn(body) + ":SigningKey";
            var text = SymbolDisplay.FormatLiteral(key, quote: true);
            yield return new TokenFix(
                $"Read the key from '{configuration}[{text}]'",
                nameof(HardcodedSigningKeyCodeFix),
                editor => editor.ReplaceNode(literal, Parse($"{configuration}[{text}] ?? throw new System.InvalidOperationException(\"{key} is not configured.\")", literal)));
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
