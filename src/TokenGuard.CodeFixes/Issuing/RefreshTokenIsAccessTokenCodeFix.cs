using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using TokenGuard.Analyzers.Issuing;
using TokenGuard.CodeFixes.RefreshTokens;
using TokenGuard.Rules;

namespace TokenGuard.CodeFixes.Issuing;

/// <summary>TKG1010: makes the refresh token of 32 random bytes. The server has to store it, so it is done one at a time.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RefreshTokenIsAccessTokenCodeFix))]
public sealed class RefreshTokenIsAccessTokenCodeFix() : TokenGuardCodeFix(isBulkSafe: false, RuleIds.RefreshTokenIsAccessToken)
{
    private protected override IEnumerable<TokenFix> FixesOf(FixSite site)
    {
        if (new SecureRandom(site.Model.Compilation).Text() is { } random
            && (site.Diagnostic.Properties.ContainsKey(RefreshTokenIsAccessTokenAnalyzer.IsReturned) ? ReturnOnly(random, site) : Replace(random, site)) is { } edit)
        {
            yield return new TokenFix("Use 32 random bytes", nameof(RefreshTokenIsAccessTokenCodeFix), edit);
        }
    }

    // string GenerateRefreshToken(User user): nothing of what made the JWT is left. Comments in it may be about other things.
    private static Action<DocumentEditor>? ReturnOnly(ExpressionSyntax random, FixSite site)
    {
        var (type, body, arrow) = site.Node.FirstAncestorOrSelf<SyntaxNode>(node => node is MethodDeclarationSyntax or LocalFunctionStatementSyntax) switch
        {
            MethodDeclarationSyntax method => (method.ReturnType, method.Body, method.ExpressionBody),
            LocalFunctionStatementSyntax function => (function.ReturnType, function.Body, function.ExpressionBody),
            _ => (null, null, null),
        };
        if (type is null || site.Model.GetTypeInfo(type, site.CancellationToken).Type?.SpecialType != SpecialType.System_String)
        {
            return null;
        }

        if (arrow is { Expression: var expression })
        {
            return HoldsComment(expression) ? null : editor => editor.ReplaceNode(expression, random.WithTriviaFrom(expression));
        }

        if (body is not { Statements: { Count: > 0 } statements } || body.DescendantTrivia().Any(trivia => trivia.IsDirective || IsComment(trivia)))
        {
            return null;
        }

        var returned = SyntaxFactory.ReturnStatement(SyntaxFactory.Token(SyntaxKind.ReturnKeyword).WithTrailingTrivia(SyntaxFactory.Space), random, SyntaxFactory.Token(SyntaxKind.SemicolonToken))
            .WithLeadingTrivia(statements[0].GetLeadingTrivia())
            .WithTrailingTrivia(statements.Last().GetTrailingTrivia());
        return editor => editor.ReplaceNode(body, body.WithStatements(SyntaxFactory.SingletonList<StatementSyntax>(returned)));
    }

    // RefreshToken = Create(user, TimeSpan.FromDays(7))
    private static Action<DocumentEditor>? Replace(ExpressionSyntax random, FixSite site)
    {
        if (site.Node.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } call || !call.Expression.Span.Contains(site.Node.Span))
        {
            return null;
        }

        ExpressionSyntax whole = call.Parent is AwaitExpressionSyntax awaited ? awaited : call;
        return site.Model.GetTypeInfo(whole, site.CancellationToken).Type?.SpecialType == SpecialType.System_String && !HoldsComment(whole)
            ? editor => editor.ReplaceNode(whole, random.WithTriviaFrom(whole))
            : null;
    }

    private static bool HoldsComment(ExpressionSyntax expression) =>
        expression.DescendantTrivia().Any(trivia => IsComment(trivia) && trivia.SpanStart > expression.SpanStart && trivia.Span.End < expression.Span.End);

    private static bool IsComment(SyntaxTrivia trivia) => trivia.IsKind(SyntaxKind.SingleLineCommentTrivia) || trivia.IsKind(SyntaxKind.MultiLineCommentTrivia);
}
