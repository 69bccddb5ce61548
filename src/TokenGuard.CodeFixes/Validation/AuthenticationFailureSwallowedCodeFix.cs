using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TokenGuard.Rules;

namespace TokenGuard.CodeFixes.Validation;

/// <summary>TKG2012: removes the call of <c>Success</c>, and answers with false.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AuthenticationFailureSwallowedCodeFix))]
public sealed class AuthenticationFailureSwallowedCodeFix() : TokenGuardCodeFix(isBulkSafe: false, RuleIds.AuthenticationFailureSwallowed)
{
    private protected override IEnumerable<TokenFix> FixesOf(FixSite site)
    {
        switch (site.Node)
        {
            case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Success" }, Parent: ExpressionStatementSyntax statement }:
                yield return new TokenFix("Remove the call of 'Success'", "TokenGuard.RemoveSuccess", editor => Removal.Statement(editor, statement));
                break;
            case ExpressionSyntax answer when answer.DescendantNodesAndSelf().FirstOrDefault(node => node.IsKind(SyntaxKind.TrueLiteralExpression)) is { } yes:
                yield return new TokenFix(
                    "Answer with false",
                    "TokenGuard.AnswerFalse",
                    editor => editor.ReplaceNode(yes, SyntaxFactory.LiteralExpression(SyntaxKind.FalseLiteralExpression).WithTriviaFrom(yes)));
                break;
        }
    }
}
