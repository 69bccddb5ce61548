using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Formatting;

namespace TokenGuard.CodeFixes;

/// <summary>Takes nodes away, and leaves layout and the comments above them as they are.</summary>
internal static class Removal
{
    /// <summary>A list without one of its items and the comma that goes with it.</summary>
    public static SeparatedSyntaxList<T> Without<T>(SeparatedSyntaxList<T> list, T item)
        where T : SyntaxNode
    {
        var index = list.IndexOf(item);
        var comments = CommentsAbove(item).AddRange(CommentBehind(list, index));
        if (index + 1 < list.Count)
        {
            var next = list[index + 1];
            return list.Replace(next, next.WithLeadingTrivia(comments.AddRange(next.GetLeadingTrivia()))).RemoveAt(index);
        }

        if (index > 0 && list.SeparatorCount == list.Count)
        {
            // The last item, with a comma behind it: that of the one before now ends the list.
            var comma = list.GetSeparator(index - 1);
            return list.ReplaceSeparator(comma, comma.WithTrailingTrivia(comma.TrailingTrivia.AddRange(comments))).RemoveAt(index);
        }

        if (index > 0)
        {
            // The last item, without a comma behind it: the one before it now ends the list.
            var previous = list[index - 1];
            var afterComma = list.GetSeparator(index - 1).TrailingTrivia;
            var end = EndsLine(afterComma) ? afterComma : item.GetTrailingTrivia();
            var rest = list.RemoveAt(index);
            return rest.Replace(rest[index - 1], previous.WithTrailingTrivia(end.AddRange(comments)));
        }

        return list.RemoveAt(index);
    }

    /// <summary>An initialiser without one of its elements.</summary>
    public static InitializerExpressionSyntax Without(InitializerExpressionSyntax initializer, ExpressionSyntax element) =>
        initializer.WithExpressions(Without(initializer.Expressions, element)).WithCloseBraceToken(Closing(initializer.CloseBraceToken, initializer.Expressions));

    /// <summary>A collection expression without one of its elements.</summary>
    public static CollectionExpressionSyntax Without(CollectionExpressionSyntax collection, CollectionElementSyntax element) =>
        collection.WithElements(Without(collection.Elements, element)).WithCloseBracketToken(Closing(collection.CloseBracketToken, collection.Elements));

    /// <summary>An anonymous object without one of its members.</summary>
    public static AnonymousObjectCreationExpressionSyntax Without(AnonymousObjectCreationExpressionSyntax creation, AnonymousObjectMemberDeclaratorSyntax member) =>
        creation.WithInitializers(Without(creation.Initializers, member)).WithCloseBraceToken(Closing(creation.CloseBraceToken, creation.Initializers));

    // What is said of the only item stays in front of the end of the list.
    private static SyntaxToken Closing<T>(SyntaxToken token, SeparatedSyntaxList<T> list)
        where T : SyntaxNode =>
        list.Count == 1 ? token.WithLeadingTrivia(CommentsAbove(list[0]).AddRange(CommentBehind(list, 0)).AddRange(token.LeadingTrivia)) : token;

    /// <summary>Takes a statement away; where one is required, an empty block stays.</summary>
    public static void Statement(DocumentEditor editor, StatementSyntax statement)
    {
        var whole = statement.Parent is GlobalStatementSyntax global ? (SyntaxNode)global : statement;
        if (whole is StatementSyntax && statement.Parent is not (BlockSyntax or SwitchSectionSyntax))
        {
            editor.ReplaceNode(statement, SyntaxFactory.Block().WithTriviaFrom(statement).WithAdditionalAnnotations(Formatter.Annotation));
            return;
        }

        var comments = CommentsAbove(whole).AddRange(AsLine(whole, whole.GetTrailingTrivia()));
        if (comments.Count == 0)
        {
            editor.RemoveNode(whole, SyntaxRemoveOptions.KeepUnbalancedDirectives);
            return;
        }

        // Comments above and behind it go to what follows.
        editor.ReplaceNode(
            whole.Parent!,
            (parent, _) =>
            {
                var current = parent.ChildNodes().First(node => node.IsEquivalentTo(whole));
                var next = current.GetLastToken().GetNextToken();
                var moved = parent.ReplaceToken(next, next.WithLeadingTrivia(comments.AddRange(next.LeadingTrivia)));
                return moved.RemoveNode(moved.ChildNodes().First(node => node.IsEquivalentTo(whole)), SyntaxRemoveOptions.KeepUnbalancedDirectives)!;
            });
    }

    /// <summary>Takes the assignment of a member away, as a statement or in an initialiser; null where something else needs its value.</summary>
    public static Action<DocumentEditor>? Assignment(AssignmentExpressionSyntax assignment) =>
        assignment.Parent switch
        {
            ExpressionStatementSyntax statement => editor => Statement(editor, statement),
            InitializerExpressionSyntax initializer => editor => editor.ReplaceNode(initializer, WithoutAssignment(initializer, assignment)),
            _ => null,
        };

    // { A = 1 } without its only member: { }
    private static InitializerExpressionSyntax WithoutAssignment(InitializerExpressionSyntax initializer, ExpressionSyntax assignment)
    {
        var rest = Without(initializer, assignment);
        return rest.Expressions.Count > 0 || rest.CloseBraceToken.LeadingTrivia.Any(Comments.IsComment) ? rest : rest.WithOpenBraceToken(rest.OpenBraceToken.WithTrailingTrivia(SyntaxFactory.Space)).WithCloseBraceToken(rest.CloseBraceToken.WithLeadingTrivia());
    }

    /// <summary>A chain of calls without one of its links.</summary>
    public static ExpressionSyntax Link(InvocationExpressionSyntax call, ExpressionSyntax receiver)
    {
        var (before, behind) = (receiver.GetTrailingTrivia(), call.GetTrailingTrivia());
        if (call.Expression is not MemberAccessExpressionSyntax { OperatorToken: var dot })
        {
            return receiver.WithTrailingTrivia(behind);
        }

        return EndsLine(before) && EndsLine(behind)
            ? receiver.WithTrailingTrivia(before.AddRange(CommentsIn(dot.LeadingTrivia)).AddRange(AsLine(dot.LeadingTrivia, behind)))
            : receiver.WithTrailingTrivia((before.Any(Comments.IsComment) ? before : default).AddRange(CommentsIn(dot.LeadingTrivia)).AddRange(behind));
    }

    // Up to the end of the last comment's line.
    private static SyntaxTriviaList CommentsAbove(SyntaxNode node) => CommentsIn(node.GetLeadingTrivia());

    private static SyntaxTriviaList CommentsIn(SyntaxTriviaList leading)
    {
        var last = leading.Count - 1;
        while (last >= 0 && (leading[last].IsKind(SyntaxKind.WhitespaceTrivia) || (leading[last].IsKind(SyntaxKind.EndOfLineTrivia) && (last == 0 || leading[last - 1].IsKind(SyntaxKind.EndOfLineTrivia)))))
        {
            last--;
        }

        return leading.Any(Comments.IsComment) ? SyntaxFactory.TriviaList(leading.Take(last + 1)) : SyntaxTriviaList.Empty;
    }

    private static SyntaxTriviaList CommentBehind<T>(SeparatedSyntaxList<T> list, int index)
        where T : SyntaxNode =>
        AsLine(list[index], list[index].GetTrailingTrivia().AddRange(index < list.SeparatorCount ? list.GetSeparator(index).TrailingTrivia : default));

    // As a line of its own, with the indentation of what it stands behind.
    private static SyntaxTriviaList AsLine(SyntaxNode node, SyntaxTriviaList behind) => AsLine(node.GetLeadingTrivia(), behind);

    private static SyntaxTriviaList AsLine(SyntaxTriviaList leading, SyntaxTriviaList behind) =>
        behind.Any(SyntaxKind.SingleLineCommentTrivia)
            ? SyntaxFactory.TriviaList(leading.Reverse().Take(1).Concat(behind.SkipWhile(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia))))
            : SyntaxTriviaList.Empty;

    private static bool EndsLine(SyntaxTriviaList trivia) => trivia.Any(SyntaxKind.EndOfLineTrivia);
}
