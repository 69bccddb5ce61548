using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;
using TokenGuard.Rules;

namespace TokenGuard.CodeFixes.Validation;

/// <summary>TKG2009: one minute, where the tolerance is written in place and not read from a setting.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ExcessiveClockSkewCodeFix))]
public sealed class ExcessiveClockSkewCodeFix() : TokenGuardCodeFix(isBulkSafe: false, RuleIds.ExcessiveClockSkew)
{
    private protected override IEnumerable<TokenFix> FixesOf(FixSite site)
    {
        if (site.Node is ExpressionSyntax value && IsWritten(value, site))
        {
            var isSeconds = site.Model.GetTypeInfo(value, site.CancellationToken).ConvertedType?.SpecialType == SpecialType.System_Int32;
            var minute = isSeconds
                ? SyntaxFactory.LiteralExpression(SyntaxKind.NumericLiteralExpression, SyntaxFactory.Literal(60))
                : (ExpressionSyntax)SyntaxFactory.InvocationExpression(
                    SyntaxFactory.MemberAccessExpression(
                        SyntaxKind.SimpleMemberAccessExpression,
                        SyntaxFactory.ParseName("System.TimeSpan").WithAdditionalAnnotations(Simplifier.Annotation),
                        SyntaxFactory.IdentifierName("FromMinutes")),
                    SyntaxFactory.ParseArgumentList("(1)"));
            yield return new TokenFix("Allow one minute", nameof(ExcessiveClockSkewCodeFix), editor => editor.ReplaceNode(value, minute.WithTriviaFrom(value)));
        }
    }

    // Numbers, members of TimeSpan, constants and variables.
    private static bool IsWritten(ExpressionSyntax value, FixSite site) =>
        value.DescendantNodesAndSelf().OfType<SimpleNameSyntax>().All(name =>
            site.Model.GetSymbolInfo(name, site.CancellationToken).Symbol is ILocalSymbol or INamespaceOrTypeSymbol or IFieldSymbol { IsConst: true } or IFieldSymbol { IsStatic: true, IsReadOnly: true }
                or IMethodSymbol { ContainingType.Name: "TimeSpan" });
}
