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

    // string GenerateRefreshToken(User user): nothing of what made the JWT is left, where that is all that the method does. Comments in it may be about other things.
    private static Action<DocumentEditor>? ReturnOnly(ExpressionSyntax random, FixSite site)
    {
        var (type, parameters, body, arrow) = site.Node.FirstAncestorOrSelf<SyntaxNode>(node => node is MethodDeclarationSyntax or LocalFunctionStatementSyntax) switch
        {
            MethodDeclarationSyntax method => (method.ReturnType, method.ParameterList, method.Body, method.ExpressionBody),
            LocalFunctionStatementSyntax function => (function.ReturnType, function.ParameterList, function.Body, function.ExpressionBody),
            _ => (null, null, null, null),
        };
        if (type is null || parameters is null || !site.IsText(type))
        {
            return null;
        }

        if (arrow is { Expression: var expression } && !HasEffect(expression, []))
        {
            return Comments.AreInside(expression) ? null : editor => editor.ReplaceNode(expression, random.WithTriviaFrom(expression));
        }

        if (body is not { Statements: { Count: > 0 } statements } || parameters.Parameters.Any(parameter => parameter.Modifiers.Any(SyntaxKind.OutKeyword) || parameter.Modifiers.Any(SyntaxKind.RefKeyword)) || !OnlyMakes(statements))
        {
            return WritingOf(site, body) is { } writing && !Comments.AreInside(writing) ? editor => editor.ReplaceNode(writing, random.WithTriviaFrom(writing)) : null;
        }

        if (body.DescendantTrivia().Any(trivia => trivia.IsDirective || Comments.IsComment(trivia)))
        {
            return null;
        }

        var returned = SyntaxFactory.ReturnStatement(SyntaxFactory.Token(SyntaxKind.ReturnKeyword).WithTrailingTrivia(SyntaxFactory.Space), random, SyntaxFactory.Token(SyntaxKind.SemicolonToken))
            .WithLeadingTrivia(statements[0].GetLeadingTrivia())
            .WithTrailingTrivia(statements.Last().GetTrailingTrivia());
        return editor => editor.ReplaceNode(body, body.WithStatements(SyntaxFactory.SingletonList<StatementSyntax>(returned)));
    }

    // Variables that only the token needs, and what is done to them. What else a method does, such as to store the token, has to stay.
    private static bool OnlyMakes(SyntaxList<StatementSyntax> statements)
    {
        var own = new HashSet<string>(StringComparer.Ordinal);
        foreach (var statement in statements)
        {
            switch (statement)
            {
                case LocalDeclarationStatementSyntax { UsingKeyword.RawKind: 0, Declaration.Variables: var variables } when variables.All(variable => variable.Initializer is { Value: var value } && !HasEffect(value, own) && IsNamedIn(statements, variable)):
                    own.UnionWith(variables.Where(variable => variable.Initializer!.Value is BaseObjectCreationExpressionSyntax or CollectionExpressionSyntax).Select(variable => variable.Identifier.ValueText));
                    break;
                case ExpressionStatementSyntax { Expression: (AssignmentExpressionSyntax or InvocationExpressionSyntax) and var expression } when IsDoneTo(expression, own) && !HasEffect(expression, own):
                case ReturnStatementSyntax { Expression: { } value } when statement == statements.Last() && !HasEffect(value, own):
                    break;
                default:
                    return false;
            }
        }

        return true;
    }

    private static bool IsNamedIn(SyntaxList<StatementSyntax> statements, VariableDeclaratorSyntax variable) =>
        statements.Any(statement => statement.DescendantNodes().OfType<IdentifierNameSyntax>().Any(name => name.Identifier.ValueText == variable.Identifier.ValueText));

    // claims.Add(...), descriptor.Expires = ..., token.Header["kid"] = ...
    private static bool IsDoneTo(ExpressionSyntax expression, HashSet<string> own)
    {
        while (true)
        {
            switch (expression)
            {
                case AssignmentExpressionSyntax assignment:
                    expression = assignment.Left;
                    break;
                case InvocationExpressionSyntax call:
                    expression = call.Expression;
                    break;
                case MemberAccessExpressionSyntax access:
                    expression = access.Expression;
                    break;
                case ElementAccessExpressionSyntax element:
                    expression = element.Expression;
                    break;
                default:
                    return expression is IdentifierNameSyntax { Identifier.ValueText: var name } && own.Contains(name);
            }
        }
    }

    // That a setting is missing no longer matters; that an argument is, does.
    private static bool HasEffect(ExpressionSyntax expression, HashSet<string> own) =>
        expression.DescendantNodesAndSelf().Any(node => node switch
        {
            AssignmentExpressionSyntax { Parent: InitializerExpressionSyntax } => false,
            AssignmentExpressionSyntax assignment => !IsDoneTo(assignment, own),
            PostfixUnaryExpressionSyntax { RawKind: var kind } => kind != (int)SyntaxKind.SuppressNullableWarningExpression,
            PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PreIncrementExpression or (int)SyntaxKind.PreDecrementExpression } => true,
            ThrowExpressionSyntax { Parent: var parent } => parent is not BinaryExpressionSyntax { Left: not IdentifierNameSyntax },
            ArgumentSyntax { RefKindKeyword.RawKind: (int)SyntaxKind.RefKeyword or (int)SyntaxKind.OutKeyword, Expression: not DeclarationExpressionSyntax } => true,
            _ => false,
        });

    // handler.WriteToken(token), handler.CreateToken(descriptor), Create(user): the text of the token that is reported.
    private static ExpressionSyntax? WritingOf(FixSite site, SyntaxNode? body)
    {
        var expression = site.Node.AncestorsAndSelf().OfType<ExpressionSyntax>().FirstOrDefault(node => node switch
        {
            BaseObjectCreationExpressionSyntax => true,
            InvocationExpressionSyntax { Expression: var name } => name.Span.Contains(site.Node.Span),
            _ => false,
        });
        while (expression is not null && !site.IsText(expression))
        {
            expression = expression.Parent switch
            {
                AwaitExpressionSyntax or ParenthesizedExpressionSyntax => (ExpressionSyntax)expression.Parent,
                ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call } => WritingCall(call),
                EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax variable } when UsesOf(variable, body).Select(use => use.Parent is ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call } ? WritingCall(call) : null).OfType<ExpressionSyntax>().ToList() is { Count: 1 } calls => calls[0],
                _ => null,
            };
        }

        return expression;
    }

    private static InvocationExpressionSyntax? WritingCall(InvocationExpressionSyntax call) =>
        call.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "WriteToken" } ? call : null;

    private static IEnumerable<IdentifierNameSyntax> UsesOf(VariableDeclaratorSyntax variable, SyntaxNode? body) =>
        body?.DescendantNodes().OfType<IdentifierNameSyntax>().Where(name => name.Identifier.ValueText == variable.Identifier.ValueText) ?? [];

    // RefreshToken = Create(user, TimeSpan.FromDays(7))
    private static Action<DocumentEditor>? Replace(ExpressionSyntax random, FixSite site)
    {
        if (site.Node.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } call || !call.Expression.Span.Contains(site.Node.Span))
        {
            return null;
        }

        ExpressionSyntax whole = call.Parent is AwaitExpressionSyntax awaited ? awaited : call;
        return site.IsText(whole) && !Comments.AreInside(whole)
            ? editor => editor.ReplaceNode(whole, random.WithTriviaFrom(whole))
            : null;
    }
}
