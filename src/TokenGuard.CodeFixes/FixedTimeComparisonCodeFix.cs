using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace TokenGuard.CodeFixes;

/// <summary>Compares in a time that does not depend on the values. Texts are compared by their bytes; what may be null is no longer equal to null.</summary>
public abstract class FixedTimeComparisonCodeFix : TokenGuardCodeFix
{
    private protected FixedTimeComparisonCodeFix(bool isBulkSafe, string rule)
        : base(isBulkSafe, rule)
    {
    }

    private protected sealed override IEnumerable<TokenFix> FixesOf(FixSite site)
    {
        if (site.Model.Compilation.GetTypeByMetadataName("System.Security.Cryptography.CryptographicOperations") is { } operations
            && site.Node is ExpressionSyntax comparison && !Comments.AreInside(comparison)
            && Compared(site) is var (left, right)
            && BytesOf(left, site) is { } first
            && BytesOf(right, site) is { } second)
        {
            ExpressionSyntax call = InvocationExpression(
                MemberAccessExpression(
                    SyntaxKind.SimpleMemberAccessExpression,
                    ImportedName.Of(operations),
                    IdentifierName("FixedTimeEquals")),
                ArgumentList(SeparatedList([Argument(first.Bytes), Argument(second.Bytes)], [Token(SyntaxKind.CommaToken).WithTrailingTrivia(Space)])));
            if (second.NotNull is { } isSecond)
            {
                call = And(isSecond, call);
            }

            if (first.NotNull is { } isFirst)
            {
                call = And(isFirst, call);
            }

            if (comparison.IsKind(SyntaxKind.NotEqualsExpression))
            {
                call = PrefixUnaryExpression(SyntaxKind.LogicalNotExpression, call is BinaryExpressionSyntax ? ParenthesizedExpression(call) : call);
            }
            else if (call is BinaryExpressionSyntax && comparison.Parent is BinaryExpressionSyntax { RawKind: not ((int)SyntaxKind.LogicalAndExpression or (int)SyntaxKind.LogicalOrExpression) } or PrefixUnaryExpressionSyntax or CastExpressionSyntax or AwaitExpressionSyntax or IsPatternExpressionSyntax or MemberAccessExpressionSyntax)
            {
                call = ParenthesizedExpression(call);
            }

            yield return new TokenFix("Compare with CryptographicOperations.FixedTimeEquals", GetType().Name, editor => editor.ReplaceNode(comparison, call.WithTriviaFrom(comparison)));
        }
    }

    // What ignores case, gives an order or compares elements in another way stays.
    private static (ExpressionSyntax Left, ExpressionSyntax Right)? Compared(FixSite site)
    {
        switch (site.Model.GetOperation(site.Node, site.CancellationToken))
        {
            case IBinaryOperation { Syntax: BinaryExpressionSyntax binary }:
                return (binary.Left, binary.Right);
            case IInvocationOperation { TargetMethod.Name: "Equals" or "SequenceEqual" } call:
                var values = call.Arguments.Where(argument => !IsOrdinal(argument.Value)).Select(argument => argument.Value.Syntax).Prepend(call.Instance?.Syntax).OfType<ExpressionSyntax>().ToList();
                return values.Count == 2 ? (values[0], values[1]) : null;
            default:
                return null;
        }
    }

    private static bool IsOrdinal(IOperation value) => value.Type?.Name == "StringComparison" && value.ConstantValue.Value is (int)StringComparison.Ordinal;

    // The bytes of a value, and what makes sure that there are any, where that is not known.
    private static (ExpressionSyntax Bytes, ExpressionSyntax? NotNull)? BytesOf(ExpressionSyntax value, FixSite site)
    {
        var plain = value.WithoutTrivia();
        switch (site.Model.GetTypeInfo(value, site.CancellationToken))
        {
            case { Type: IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_Byte } }:
            case { Type: INamedTypeSymbol { Name: "Span" or "ReadOnlySpan" } span } when span.TypeArguments.All(element => element.SpecialType == SpecialType.System_Byte):
                return (plain, null);
            case { Type.SpecialType: SpecialType.System_String, Nullability.FlowState: NullableFlowState.NotNull }:
                return (Encoded(plain, site), null);
            case { Type.SpecialType: SpecialType.System_String } when CanBeRepeated(value):
                return (Encoded(ParseExpression(Unconditional(value, site)), site), IsNotNull(plain, site));
            case { Type.Name: "StringValues" } when CanBeRepeated(value):
                return (Encoded(InvocationExpression(MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, plain, IdentifierName("ToString"))), site), null);
            default:
                return null;
        }
    }

    private static bool CanBeRepeated(ExpressionSyntax value) =>
        value.DescendantNodesAndSelf().All(node => node is NameSyntax or MemberAccessExpressionSyntax or ConditionalAccessExpressionSyntax or MemberBindingExpressionSyntax or ThisExpressionSyntax
            or ElementAccessExpressionSyntax or BracketedArgumentListSyntax or ArgumentSyntax or LiteralExpressionSyntax);

    // user?.Token, which is not null here: user.Token
    private static string Unconditional(ExpressionSyntax value, FixSite site) =>
        value is ConditionalAccessExpressionSyntax access && site.Model.GetTypeInfo(access.Expression, site.CancellationToken).Type is { IsReferenceType: true }
            ? access.Expression + Unconditional(access.WhenNotNull, site)
            : value.ToString();

    private static InvocationExpressionSyntax Encoded(ExpressionSyntax text, FixSite site) =>
        InvocationExpression(
            MemberAccessExpression(
                SyntaxKind.SimpleMemberAccessExpression,
                MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, ImportedName.Of(site.Model.Compilation.GetTypeByMetadataName("System.Text.Encoding")!), IdentifierName("UTF8")),
                IdentifierName("GetBytes")),
            ArgumentList(SingletonSeparatedList(Argument(text))));

    // C# 8 has no "not".
    private static ExpressionSyntax IsNotNull(ExpressionSyntax value, FixSite site) =>
        ParseExpression(site.Node.SyntaxTree.Options is CSharpParseOptions { LanguageVersion: < LanguageVersion.CSharp9 } ? $"{value} != null" : $"{value} is not null");

    private static BinaryExpressionSyntax And(ExpressionSyntax left, ExpressionSyntax right) =>
        BinaryExpression(SyntaxKind.LogicalAndExpression, left.WithTrailingTrivia(Space), Token(SyntaxKind.AmpersandAmpersandToken).WithTrailingTrivia(Space), right);
}
