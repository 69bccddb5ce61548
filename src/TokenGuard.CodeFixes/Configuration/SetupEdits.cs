using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace TokenGuard.CodeFixes.Configuration;

/// <summary>Edits of the code that sets authentication up.</summary>
internal static class SetupEdits
{
    /// <summary>Takes a call out of its chain, or its statement away; null where something else needs its value.</summary>
    public static Action<DocumentEditor>? RemoveCall(SimpleNameSyntax name)
    {
        if (name.Parent is not MemberAccessExpressionSyntax { Expression: var receiver, Parent: InvocationExpressionSyntax call })
        {
            return null;
        }

        return call.Parent is MemberAccessExpressionSyntax || receiver is InvocationExpressionSyntax ? editor => editor.ReplaceNode(call, Removal.Link(call, receiver))
            : call.Parent is ExpressionStatementSyntax { Parent: BlockSyntax or GlobalStatementSyntax } statement ? editor => Removal.Statement(editor, statement)
            : null;
    }

    /// <summary>A condition that holds in development, of the environment in scope; null when there is none that is sure to compile.</summary>
    public static ExpressionSyntax? IsDevelopment(FixSite site)
    {
        var position = site.Node.SpanStart;
        return site.Model.Compilation.GetTypeByMetadataName("Microsoft.Extensions.Hosting.IHostEnvironment") is { } type
            && InScope.OnlyValueOf(type, site.Model, position) is { } environment
            && SyntaxFactory.ParseExpression($"{environment}.IsDevelopment()") is var call
            && site.Model.GetSpeculativeSymbolInfo(position, call, SpeculativeBindingOption.BindAsExpression).Symbol is IMethodSymbol
                ? call
                : null;
    }

    /// <summary>
    /// The lambda of a call that sets options, with one more statement at the end of its block; null when it has no block whose last statement
    /// shows how it is laid out.
    /// </summary>
    public static Action<DocumentEditor>? SetInLambda(InvocationExpressionSyntax? call, string member, ExpressionSyntax value)
    {
        if (call?.ArgumentList.Arguments.LastOrDefault()?.Expression is not LambdaExpressionSyntax { Block: { Statements.Count: > 0 } block } lambda || ParameterOf(lambda) is not { } parameter)
        {
            return null;
        }

        var last = block.Statements.Last();
        var statement = SyntaxFactory.ExpressionStatement(SyntaxFactory.AssignmentExpression(
                SyntaxKind.SimpleAssignmentExpression,
                SyntaxFactory.MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, SyntaxFactory.IdentifierName(parameter), SyntaxFactory.IdentifierName(member)),
                SyntaxFactory.Token(SyntaxKind.EqualsToken).WithLeadingTrivia(SyntaxFactory.Space).WithTrailingTrivia(SyntaxFactory.Space),
                value))
            .WithLeadingTrivia(last.GetLeadingTrivia().Where(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia)).Reverse().Take(1))
            .WithTrailingTrivia(last.GetTrailingTrivia().Where(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia) || trivia.IsKind(SyntaxKind.WhitespaceTrivia)));
        return editor => editor.ReplaceNode(block, (current, _) => ((BlockSyntax)current).AddStatements(statement));
    }

    private static string? ParameterOf(LambdaExpressionSyntax lambda) =>
        lambda switch
        {
            SimpleLambdaExpressionSyntax simple => simple.Parameter.Identifier.Text,
            ParenthesizedLambdaExpressionSyntax { ParameterList.Parameters: { Count: 1 } parameters } => parameters[0].Identifier.Text,
            _ => null,
        };
}
