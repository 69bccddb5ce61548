using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace TokenGuard.CodeFixes.Transport;

/// <summary>Writes the value of the header <c>Authorization</c> (RFC 6750 section 2.1).</summary>
internal static class BearerText
{
    /// <summary><c>"Bearer " + token</c>; what begins so already is itself.</summary>
    public static ExpressionSyntax Of(ExpressionSyntax token)
    {
        if (token.ToString().TrimStart('$', '@', '"').StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
        {
            return token;
        }

        var part = token.WithoutTrivia();
        return BinaryExpression(
                SyntaxKind.AddExpression,
                LiteralExpression(SyntaxKind.StringLiteralExpression, Literal("Bearer ")).WithTrailingTrivia(Space),
                Token(SyntaxKind.PlusToken).WithTrailingTrivia(Space),
                part is IdentifierNameSyntax or MemberAccessExpressionSyntax or InvocationExpressionSyntax or ElementAccessExpressionSyntax or LiteralExpressionSyntax or InterpolatedStringExpressionSyntax or PostfixUnaryExpressionSyntax ? part : ParenthesizedExpression(part))
            .WithTriviaFrom(token);
    }
}
