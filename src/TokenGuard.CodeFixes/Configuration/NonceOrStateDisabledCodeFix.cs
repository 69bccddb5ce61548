using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TokenGuard.Rules;

namespace TokenGuard.CodeFixes.Configuration;

/// <summary>TKG7007: leaves the checks and cookies of a sign-in as the library makes them.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(NonceOrStateDisabledCodeFix))]
public sealed class NonceOrStateDisabledCodeFix() : TokenGuardCodeFix(isBulkSafe: true, RuleIds.NonceOrStateDisabled)
{
    private protected override IEnumerable<TokenFix> FixesOf(FixSite site)
    {
        if (site.Node is AssignmentExpressionSyntax assignment)
        {
            var safe = assignment.Right is MemberAccessExpressionSyntax policy
                ? (ExpressionSyntax)policy.WithName(SyntaxFactory.IdentifierName("Always"))
                : SyntaxFactory.LiteralExpression(SyntaxKind.TrueLiteralExpression);
            if (assignment.Right is MemberAccessExpressionSyntax or LiteralExpressionSyntax)
            {
                yield return new TokenFix("Keep the check of the library", "TKG7007_Safe", editor => editor.ReplaceNode(assignment.Right, safe.WithTriviaFrom(assignment.Right)));
            }
        }
    }
}
