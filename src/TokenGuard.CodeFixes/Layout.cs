using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TokenGuard.CodeFixes;

/// <summary>Keeps lines and comments where they are when members of a list come and go.</summary>
internal static class Layout
{
    /// <summary>The white space before what stands first in its line.</summary>
    public static SyntaxTriviaList Indentation(this SyntaxTriviaList leading) =>
        leading.Count > 0 && leading.Last().IsKind(SyntaxKind.WhitespaceTrivia) ? SyntaxFactory.TriviaList(leading.Last()) : SyntaxTriviaList.Empty;

    /// <summary>Whether a reader would miss it.</summary>
    public static bool IsComment(this SyntaxTrivia trivia) =>
        trivia.Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia
            or SyntaxKind.SingleLineDocumentationCommentTrivia or SyntaxKind.MultiLineDocumentationCommentTrivia;

    /// <summary>Replaces an item, and adds another after it: in a line of its own where the first has one.</summary>
    public static SeparatedSyntaxList<T> ReplaceAndInsertAfter<T>(this SeparatedSyntaxList<T> list, T item, T replacement, T added)
        where T : SyntaxNode
    {
        var index = list.IndexOf(item);
        var items = list.GetWithSeparators();
        var at = items.IndexOf(list[index]);
        added = added.WithLeadingTrivia(item.GetLeadingTrivia().Indentation());
        if (at + 1 < items.Count)
        {
            // The comma and what follows it in its line stay with the item.
            var comma = items[at + 1].AsToken();
            items = items.Replace(items[at], replacement)
                .Insert(at + 2, SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(WhiteSpace(comma.TrailingTrivia)))
                .Insert(at + 2, added);
        }
        else
        {
            var trailing = item.GetTrailingTrivia();
            items = items.Replace(items[at], replacement.WithoutTrailingTrivia())
                .Add(SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(trailing))
                .Add(added.WithTrailingTrivia(WhiteSpace(trailing)));
        }

        return SyntaxFactory.SeparatedList<T>(items);
    }

    /// <summary>Removes a member of an initialiser with its line; its comments go to what follows.</summary>
    public static InitializerExpressionSyntax Without(this InitializerExpressionSyntax initializer, ExpressionSyntax member)
    {
        var items = initializer.Expressions.GetWithSeparators();
        var at = items.IndexOf(member);
        var comments = CommentsOf(member, at + 1 < items.Count ? items[at + 1].AsToken().TrailingTrivia : SyntaxTriviaList.Empty);
        items = items.RemoveAt(at);
        if (at < items.Count)
        {
            items = items.RemoveAt(at);
        }
        else if (at > 0)
        {
            // The last member, without comma: the one before it is the last now, and ends its line.
            var last = items[at - 2].AsNode()!;
            items = items.Replace(items[at - 2], last.WithTrailingTrivia(last.GetTrailingTrivia().AddRange(items[at - 1].AsToken().TrailingTrivia)));
            items = items.RemoveAt(at - 1);
        }

        if (comments.Any() && at < items.Count)
        {
            var next = items[at].AsNode()!;
            return initializer.WithExpressions(SyntaxFactory.SeparatedList<ExpressionSyntax>(
                items.Replace(items[at], next.WithLeadingTrivia(comments.AddRange(next.GetLeadingTrivia())))));
        }

        var close = initializer.CloseBraceToken;
        return initializer.WithExpressions(SyntaxFactory.SeparatedList<ExpressionSyntax>(items))
            .WithCloseBraceToken(close.WithLeadingTrivia(comments.AddRange(close.LeadingTrivia)));
    }

    // The lines above a member, and what stands behind it as a line of its own.
    private static SyntaxTriviaList CommentsOf(SyntaxNode member, SyntaxTriviaList afterComma)
    {
        var above = member.GetLeadingTrivia();
        var behind = member.GetTrailingTrivia().AddRange(afterComma);
        var lines = above.Any(IsComment) ? SyntaxFactory.TriviaList(above.Take(above.Count - above.Indentation().Count)) : SyntaxTriviaList.Empty;
        return behind.Any(IsComment)
            ? lines.AddRange(above.Indentation()).AddRange(behind.SkipWhile(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia)))
            : lines;
    }

    // From the end of the line on; where there is none, all.
    private static SyntaxTriviaList WhiteSpace(SyntaxTriviaList trivia) =>
        SyntaxFactory.TriviaList(trivia.SkipWhile(part => !part.IsKind(SyntaxKind.EndOfLineTrivia) && trivia.Any(SyntaxKind.EndOfLineTrivia)));
}
