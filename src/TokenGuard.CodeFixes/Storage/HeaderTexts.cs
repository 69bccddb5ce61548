using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TokenGuard.CodeFixes.Storage;

/// <summary>Sets attributes in the text of a <c>Set-Cookie</c> header.</summary>
internal static class HeaderTexts
{
    /// <summary>Whether a text stands where it can be replaced by a longer one.</summary>
    public static bool IsEditable(SyntaxNode text) =>
        text is ExpressionSyntax { ContainsDirectives: false }
        && text.Parent is { } holder && TextIn(holder) == text
        && !text.DescendantTokens().Any(token => token.IsKind(SyntaxKind.MultiLineRawStringLiteralToken) || token.IsKind(SyntaxKind.InterpolatedMultiLineRawStringStartToken));

    /// <summary>Sets attributes of the text in <paramref name="holder"/>; one that is written gets its new value, if it has one.</summary>
    public static SyntaxNode Set(SyntaxNode holder, IEnumerable<(string Name, string? Value)> attributes)
    {
        var old = TextIn(holder)!;
        return holder.ReplaceNode(old, attributes.Aggregate(old, Set).WithTriviaFrom(old));
    }

    private static ExpressionSyntax? TextIn(SyntaxNode holder) =>
        holder switch
        {
            ArgumentSyntax argument => argument.Expression,
            AssignmentExpressionSyntax assignment => assignment.Right,
            EqualsValueClauseSyntax initializer => initializer.Value,
            ParenthesizedExpressionSyntax parenthesized => parenthesized.Expression,
            CastExpressionSyntax cast => cast.Expression,
            _ => null,
        };

    private static ExpressionSyntax Set(ExpressionSyntax text, (string Name, string? Value) attribute)
    {
        var written = new Regex($@"(;\s*{attribute.Name})\b(\s*=\s*\w+)?", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
        var code = text.ToString();
        return !written.IsMatch(code) ? Append(text, attribute.Value is null ? attribute.Name : $"{attribute.Name}={attribute.Value}")
            : attribute.Value is null ? text
            : SyntaxFactory.ParseExpression(written.Replace(code, $"$1={attribute.Value}"));
    }

    private static ExpressionSyntax Append(ExpressionSyntax text, string attribute)
    {
        switch (text)
        {
            case LiteralExpressionSyntax { Token: var token } when token.IsKind(SyntaxKind.StringLiteralToken) || token.IsKind(SyntaxKind.SingleLineRawStringLiteralToken):
                return AppendBefore(text, token.Text.Length - token.Text.TrimEnd('"').Length is var quotes && token.IsKind(SyntaxKind.StringLiteralToken) ? 1 : quotes, attribute);
            case InterpolatedStringExpressionSyntax interpolated:
                return AppendBefore(text, interpolated.StringEndToken.Text.Length, attribute);
            case BinaryExpressionSyntax { Right: LiteralExpressionSyntax or InterpolatedStringExpressionSyntax } sum when sum.IsKind(SyntaxKind.AddExpression):
                return sum.WithRight(Append(sum.Right, attribute).WithTriviaFrom(sum.Right));
            default:
                var left = text.IsKind(SyntaxKind.AddExpression) || text is IdentifierNameSyntax or MemberAccessExpressionSyntax or InvocationExpressionSyntax or ElementAccessExpressionSyntax or ParenthesizedExpressionSyntax
                    ? text.WithoutTrivia()
                    : SyntaxFactory.ParenthesizedExpression(text.WithoutTrivia());
                return SyntaxFactory.BinaryExpression(
                    SyntaxKind.AddExpression,
                    left.WithTrailingTrivia(SyntaxFactory.Space),
                    SyntaxFactory.Token(SyntaxKind.PlusToken).WithTrailingTrivia(SyntaxFactory.Space),
                    SyntaxFactory.LiteralExpression(SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal($"; {attribute}")));
        }
    }

    // Before the quotes that end the text.
    private static ExpressionSyntax AppendBefore(ExpressionSyntax text, int endLength, string attribute)
    {
        var code = text.ToString();
        var end = code.Length - endLength;
        var separator = code.Substring(0, end).TrimEnd().EndsWith(";", StringComparison.Ordinal) ? (code[end - 1] == ' ' ? string.Empty : " ") : "; ";
        return SyntaxFactory.ParseExpression(code.Insert(end, separator + attribute));
    }
}
