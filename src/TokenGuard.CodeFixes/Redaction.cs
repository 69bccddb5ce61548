using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TokenGuard.Analyzers.Flow.Sinks;

namespace TokenGuard.CodeFixes;

/// <summary>Writes <c>[redacted]</c> where a token stands in a text or an argument.</summary>
internal static class Redaction
{
    private const string Redacted = "[redacted]";

    /// <summary>The fix; null where the value is not that of the place alone, where evaluating it does something, or where no text may stand.</summary>
    public static TokenFix? Of(FixSite site, string key)
    {
        if (!site.Diagnostic.Properties.ContainsKey(TokenSinkRule.IsValue) || site.Node is not ExpressionSyntax value || !IsWithoutEffect(value))
        {
            return null;
        }

        if (value.Parent is InterpolationSyntax { Parent: InterpolatedStringExpressionSyntax { StringStartToken.RawKind: not (int)SyntaxKind.InterpolatedSingleLineRawStringStartToken and not (int)SyntaxKind.InterpolatedMultiLineRawStringStartToken } } hole)
        {
            var text = SyntaxFactory.InterpolatedStringText(SyntaxFactory.Token(SyntaxTriviaList.Empty, SyntaxKind.InterpolatedStringTextToken, Redacted, Redacted, SyntaxTriviaList.Empty));
            return new TokenFix("Leave the token out", key, editor => editor.ReplaceNode(hole, text));
        }

        var converted = site.Model.GetTypeInfo(value, site.CancellationToken).ConvertedType;
        return converted?.SpecialType is SpecialType.System_String or SpecialType.System_Object
            ? new TokenFix("Leave the token out", key, editor => editor.ReplaceNode(value, SyntaxFactory.LiteralExpression(SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal(Redacted)).WithTriviaFrom(value)))
            : null;
    }

    // Reading a variable or member; a call that gives the token may also store it.
    private static bool IsWithoutEffect(ExpressionSyntax value) =>
        value.DescendantNodesAndSelf().All(node => node is not (InvocationExpressionSyntax or AssignmentExpressionSyntax or AwaitExpressionSyntax or BaseObjectCreationExpressionSyntax or PostfixUnaryExpressionSyntax { RawKind: not (int)SyntaxKind.SuppressNullableWarningExpression } or PrefixUnaryExpressionSyntax));
}
