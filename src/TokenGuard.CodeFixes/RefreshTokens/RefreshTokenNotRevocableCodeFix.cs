using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TokenGuard.CodeFixes.Configuration;
using TokenGuard.Rules;

namespace TokenGuard.CodeFixes.RefreshTokens;

/// <summary>TKG6006: the server remembers its tokens. It needs a store for them, so it is offered one at a time.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RefreshTokenNotRevocableCodeFix))]
public sealed class RefreshTokenNotRevocableCodeFix() : TokenGuardCodeFix(isBulkSafe: false, RuleIds.RefreshTokenNotRevocable)
{
    private protected override IEnumerable<TokenFix> FixesOf(FixSite site)
    {
        if (site.Node is SimpleNameSyntax name && SetupEdits.RemoveCall(name) is { } edit)
        {
            yield return new TokenFix($"Remove '{name.Identifier.ValueText}'", nameof(RefreshTokenNotRevocableCodeFix), edit);
        }
        else if (site.Node is AssignmentExpressionSyntax assignment)
        {
            yield return new TokenFix(
                "Store tokens",
                nameof(RefreshTokenNotRevocableCodeFix),
                editor => editor.ReplaceNode(assignment.Right, SyntaxFactory.LiteralExpression(SyntaxKind.FalseLiteralExpression).WithTriviaFrom(assignment.Right)));
        }
    }
}
