using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Simplification;
using TokenGuard.Rules;

namespace TokenGuard.CodeFixes.Validation;

/// <summary>TKG2011: compares in a time that does not depend on the values. Texts are compared by their bytes when none can be null.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(HandRolledSignatureCheckCodeFix))]
public sealed class HandRolledSignatureCheckCodeFix() : TokenGuardCodeFix(isBulkSafe: false, RuleIds.HandRolledSignatureCheck)
{
    private protected override IEnumerable<TokenFix> FixesOf(FixSite site)
    {
        if (site.Model.Compilation.GetTypeByMetadataName("System.Security.Cryptography.CryptographicOperations") is not null
            && site.Node is ExpressionSyntax comparison
            && Compared(site) is var (left, right)
            && BytesOf(left, site) is { } first
            && BytesOf(right, site) is { } second)
        {
            ExpressionSyntax call = SyntaxFactory.InvocationExpression(
                SyntaxFactory.MemberAccessExpression(
                    SyntaxKind.SimpleMemberAccessExpression,
                    SyntaxFactory.ParseName("System.Security.Cryptography.CryptographicOperations").WithAdditionalAnnotations(Simplifier.Annotation),
                    SyntaxFactory.IdentifierName("FixedTimeEquals")),
                SyntaxFactory.ArgumentList(SyntaxFactory.SeparatedList(
                    [SyntaxFactory.Argument(first), SyntaxFactory.Argument(second)],
                    [SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(SyntaxFactory.Space)])));
            if (comparison.IsKind(SyntaxKind.NotEqualsExpression))
            {
                call = SyntaxFactory.PrefixUnaryExpression(SyntaxKind.LogicalNotExpression, call);
            }

            yield return new TokenFix(
                "Compare with CryptographicOperations.FixedTimeEquals",
                nameof(HandRolledSignatureCheckCodeFix),
                editor => editor.ReplaceNode(comparison, call.WithTriviaFrom(comparison)));
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

    private static ExpressionSyntax? BytesOf(ExpressionSyntax value, FixSite site)
    {
        var plain = value.WithoutTrivia();
        return site.Model.GetTypeInfo(value, site.CancellationToken) switch
        {
            { Type: IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_Byte } } => plain,
            { Type: INamedTypeSymbol { Name: "Span" or "ReadOnlySpan" } span } when span.TypeArguments.All(element => element.SpecialType == SpecialType.System_Byte) => plain,
            { Type.SpecialType: SpecialType.System_String, Nullability.FlowState: not NullableFlowState.MaybeNull } => SyntaxFactory.InvocationExpression(
                SyntaxFactory.MemberAccessExpression(
                    SyntaxKind.SimpleMemberAccessExpression,
                    SyntaxFactory.ParseExpression("System.Text.Encoding.UTF8").WithAdditionalAnnotations(Simplifier.Annotation),
                    SyntaxFactory.IdentifierName("GetBytes")),
                SyntaxFactory.ArgumentList(SyntaxFactory.SingletonSeparatedList(SyntaxFactory.Argument(plain)))),
            _ => null,
        };
    }
}
