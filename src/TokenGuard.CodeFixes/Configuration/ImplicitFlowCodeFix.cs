using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TokenGuard.Rules;

namespace TokenGuard.CodeFixes.Configuration;

/// <summary>TKG7005: asks for a code instead of tokens. The authorization server has to allow it, so it is offered one at a time.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ImplicitFlowCodeFix))]
public sealed class ImplicitFlowCodeFix() : TokenGuardCodeFix(isBulkSafe: false, RuleIds.ImplicitFlow)
{
    private const string Key = "TKG7005_Code";
    private const string Title = "Use the authorization code flow";

    private protected override IEnumerable<TokenFix> FixesOf(FixSite site)
    {
        var code = SyntaxFactory.LiteralExpression(SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal("code"));
        switch (site.Node)
        {
            case AssignmentExpressionSyntax assignment when site.IsText(assignment.Left):
                yield return new TokenFix(Title, Key, editor => editor.ReplaceNode(assignment.Right, code.WithTriviaFrom(assignment.Right)));
                break;
            case AssignmentExpressionSyntax assignment:
                yield return new TokenFix(
                    "Keep access tokens out of redirects", Key, editor => editor.ReplaceNode(assignment.Right, SyntaxFactory.LiteralExpression(SyntaxKind.FalseLiteralExpression).WithTriviaFrom(assignment.Right)));
                break;
            case SimpleNameSyntax { Identifier.ValueText: "AddOpenIdConnect" } name when SetupEdits.SetInLambda(name.FirstAncestorOrSelf<InvocationExpressionSyntax>(), "ResponseType", code) is { } edit:
                yield return new TokenFix(Title, Key, edit);
                break;
            case MemberAccessExpressionSyntax { Name: IdentifierNameSyntax { Identifier.ValueText: "Implicit" } grant }:
                yield return new TokenFix(Title, Key, editor => editor.ReplaceNode(grant, SyntaxFactory.IdentifierName("Code").WithTriviaFrom(grant)));
                break;
            case SimpleNameSyntax { Identifier.ValueText: "AllowImplicitFlow" or "AllowHybridFlow" } name:
                yield return new TokenFix(Title, Key, editor => editor.ReplaceNode(name, SyntaxFactory.IdentifierName("AllowAuthorizationCodeFlow").WithTriviaFrom(name)));
                break;
        }
    }
}
