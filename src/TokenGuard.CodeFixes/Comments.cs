using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace TokenGuard.CodeFixes;

/// <summary>Comments, which a fix must not lose.</summary>
internal static class Comments
{
    /// <summary>Whether there is a comment between the first and the last token of a node.</summary>
    public static bool AreInside(SyntaxNode node) =>
        node.DescendantTrivia().Any(trivia => IsComment(trivia) && trivia.SpanStart > node.SpanStart && trivia.Span.End < node.Span.End);

    public static bool IsComment(SyntaxTrivia trivia) => trivia.IsKind(SyntaxKind.SingleLineCommentTrivia) || trivia.IsKind(SyntaxKind.MultiLineCommentTrivia);
}
