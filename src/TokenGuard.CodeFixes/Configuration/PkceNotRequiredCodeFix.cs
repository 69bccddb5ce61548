using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TokenGuard.Rules;

namespace TokenGuard.CodeFixes.Configuration;

/// <summary>TKG7004 at an authorization server: it requires PKCE. Clients that do not use it yet are refused, so it is offered one at a time.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(PkceNotRequiredCodeFix))]
public sealed class PkceNotRequiredCodeFix() : TokenGuardCodeFix(isBulkSafe: false, RuleIds.PkceDisabled)
{
    private protected override IEnumerable<TokenFix> FixesOf(FixSite site)
    {
        switch (site.Node)
        {
            case AssignmentExpressionSyntax { Left: var target } assignment when (target as IdentifierNameSyntax ?? (target as MemberAccessExpressionSyntax)?.Name)?.Identifier.ValueText is { } name and not "UsePkce":
                var value = SyntaxFactory.LiteralExpression(name == "RequirePkce" ? SyntaxKind.TrueLiteralExpression : SyntaxKind.FalseLiteralExpression);
                yield return new TokenFix("Require PKCE", "TKG7004_RequirePkce", editor => editor.ReplaceNode(assignment.Right, value.WithTriviaFrom(assignment.Right)));
                break;
            case SimpleNameSyntax { Identifier.ValueText: "AllowAuthorizationCodeFlow", Parent: MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax call } }:
                yield return new TokenFix(
                    "Require PKCE",
                    "TKG7004_RequirePkce",
                    editor => editor.ReplaceNode(
                        call,
                        SyntaxFactory.InvocationExpression(SyntaxFactory.MemberAccessExpression(
                            SyntaxKind.SimpleMemberAccessExpression, call.WithoutTrailingTrivia(), SyntaxFactory.IdentifierName("RequireProofKeyForCodeExchange"))).WithTrailingTrivia(call.GetTrailingTrivia())));
                break;
        }
    }
}
