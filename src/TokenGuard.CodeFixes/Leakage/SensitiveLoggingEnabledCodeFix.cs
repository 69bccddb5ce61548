using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TokenGuard.CodeFixes.Configuration;
using TokenGuard.Rules;

namespace TokenGuard.CodeFixes.Leakage;

/// <summary>TKG5003: lets the library hide what it hides by default.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(SensitiveLoggingEnabledCodeFix))]
public sealed class SensitiveLoggingEnabledCodeFix() : TokenGuardCodeFix(isBulkSafe: true, RuleIds.SensitiveLoggingEnabled)
{
    private protected override IEnumerable<TokenFix> FixesOf(FixSite site)
    {
        switch (site.Node)
        {
            case LiteralExpressionSyntax { RawKind: (int)SyntaxKind.TrueLiteralExpression } literal:
                yield return Off(literal);
                break;
            case AssignmentExpressionSyntax { Right: LiteralExpressionSyntax { RawKind: (int)SyntaxKind.TrueLiteralExpression } value }:
                yield return Off(value);
                break;
            case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name: var name } } when SetupEdits.RemoveCall(name) is { } remove:
                yield return new TokenFix($"Remove '{name.Identifier.ValueText}'", nameof(SensitiveLoggingEnabledCodeFix), remove);
                break;
        }
    }

    private static TokenFix Off(LiteralExpressionSyntax value) =>
        new("Set to false", nameof(SensitiveLoggingEnabledCodeFix), editor => editor.ReplaceNode(value, SyntaxFactory.LiteralExpression(SyntaxKind.FalseLiteralExpression).WithTriviaFrom(value)));
}
