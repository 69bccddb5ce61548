using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TokenGuard.CodeFixes.Storage;

/// <summary>Adds members to the initialiser of an object, in the layout that it has.</summary>
internal static class ObjectInitializers
{
    /// <summary>Sets members that the initialiser does not set yet.</summary>
    public static BaseObjectCreationExpressionSyntax Add(BaseObjectCreationExpressionSyntax creation, IEnumerable<(string Name, ExpressionSyntax Value)> members)
    {
        var assignments = members.Where(member => !Sets(creation.Initializer, member.Name)).Select(member => Assignment(member.Name, member.Value)).ToList<ExpressionSyntax>();
        return assignments.Count == 0 ? creation
            : creation.Initializer is { Expressions.Count: > 0 } initializer ? creation.WithInitializer(Extend(initializer, assignments))
            : WithNewInitializer(creation, assignments);
    }

    private static bool Sets(InitializerExpressionSyntax? initializer, string name) =>
        initializer?.Expressions.Any(
            expression => expression is AssignmentExpressionSyntax { Left: IdentifierNameSyntax target } && target.Identifier.ValueText == name) == true;

    private static AssignmentExpressionSyntax Assignment(string name, ExpressionSyntax value) =>
        SyntaxFactory.AssignmentExpression(
            SyntaxKind.SimpleAssignmentExpression,
            SyntaxFactory.IdentifierName(name),
            SyntaxFactory.Token(SyntaxKind.EqualsToken).WithLeadingTrivia(SyntaxFactory.Space).WithTrailingTrivia(SyntaxFactory.Space),
            value);

    // new CookieOptions(): new CookieOptions { ... }
    private static BaseObjectCreationExpressionSyntax WithNewInitializer(BaseObjectCreationExpressionSyntax creation, List<ExpressionSyntax> assignments)
    {
        var trailing = creation.GetTrailingTrivia();
        var head = creation is ObjectCreationExpressionSyntax { ArgumentList.Arguments.Count: 0 } typed ? typed.WithArgumentList(null) : creation;
        head = head.WithInitializer(null).WithoutTrailingTrivia();
        return head.WithInitializer(SyntaxFactory.InitializerExpression(
            SyntaxKind.ObjectInitializerExpression,
            SyntaxFactory.Token(SyntaxKind.OpenBraceToken).WithLeadingTrivia(SyntaxFactory.Space).WithTrailingTrivia(SyntaxFactory.Space),
            SyntaxFactory.SeparatedList(assignments, Enumerable.Repeat(Comma(SyntaxFactory.Space), assignments.Count - 1)),
            SyntaxFactory.Token(SyntaxKind.CloseBraceToken).WithLeadingTrivia(SyntaxFactory.Space).WithTrailingTrivia(trailing)));
    }

    private static InitializerExpressionSyntax Extend(InitializerExpressionSyntax initializer, List<ExpressionSyntax> assignments)
    {
        var items = initializer.Expressions.GetWithSeparators();
        var hasTrailingComma = items.Last().IsToken;
        var last = items.Last();
        var end = last.GetTrailingTrivia();
        var endOfLine = end.FirstOrDefault(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia));
        var isOnOwnLine = endOfLine != default;

        // What follows the last member, as a comment on its line, stays with it.
        if (!hasTrailingComma)
        {
            items = items.Replace(last, last.WithTrailingTrivia()).Add(SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(isOnOwnLine ? end : [SyntaxFactory.Space]));
        }

        var indentation = initializer.Expressions.Last().GetLeadingTrivia().Where(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia)).Reverse().Take(1);
        for (var i = 0; i < assignments.Count; i++)
        {
            var isLast = i == assignments.Count - 1;
            var assignment = isOnOwnLine ? assignments[i].WithLeadingTrivia(indentation) : assignments[i];
            if (!isLast || hasTrailingComma)
            {
                items = items.Add(assignment).Add(Comma(isOnOwnLine ? endOfLine : SyntaxFactory.Space));
            }
            else
            {
                items = items.Add(isOnOwnLine ? assignment.WithTrailingTrivia(endOfLine) : assignment.WithTrailingTrivia(end));
            }
        }

        return initializer.WithExpressions(SyntaxFactory.SeparatedList<ExpressionSyntax>(items));
    }

    private static SyntaxToken Comma(SyntaxTrivia trailing) => SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(trailing);
}
