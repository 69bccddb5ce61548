using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;
using TokenGuard.Rules;

namespace TokenGuard.CodeFixes.Issuing;

/// <summary>Writes the time as what validators read: seconds since 1970 in UTC, as a number.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(NonNumericExpiryCodeFix))]
public sealed class NonNumericExpiryCodeFix() : TokenGuardCodeFix(isBulkSafe: true, RuleIds.NonNumericExpiry)
{
    private protected override IEnumerable<TokenFix> FixesOf(FixSite site)
    {
        if (site.Node is not ExpressionSyntax value)
        {
            yield break;
        }

        var time = value is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ToString", Expression: var receiver } } ? receiver : value;
        if (SecondsOf(time, site) is { } seconds)
        {
            // new Claim(name, text): its third argument makes a number of the text.
            if (value.Parent is ArgumentSyntax { Parent: ArgumentListSyntax { Parent: BaseObjectCreationExpressionSyntax } list } argument)
            {
                if (time == value || list.Arguments.Count != 2 || list.Arguments[1] != argument)
                {
                    yield break;
                }

                var text = SyntaxFactory.ParseExpression($"{seconds}.ToString()").WithTriviaFrom(value);
                var type = SyntaxFactory.ParseExpression("System.Security.Claims.ClaimValueTypes.Integer64").WithAdditionalAnnotations(Simplifier.Annotation);
                yield return Fix(list, Insertion.At(list.ReplaceNode(value, Annotated(text)), 2, null, type));
            }
            else if (IsObject(value, site))
            {
                yield return Fix(value, Annotated(SyntaxFactory.ParseExpression(seconds)).WithTriviaFrom(value));
            }
        }
        else if (value.DescendantNodesAndSelf().OfType<MemberAccessExpressionSyntax>().FirstOrDefault(access => access is { Name.Identifier.ValueText: "Now" } && IsDateTime(access.Expression, site)) is { } now)
        {
            yield return Fix(now.Name, SyntaxFactory.IdentifierName("UtcNow").WithTriviaFrom(now.Name));
        }
    }

    private static TokenFix Fix(SyntaxNode old, SyntaxNode repaired) =>
        new("Write the seconds since 1970 in UTC", nameof(NonNumericExpiryCodeFix), editor => editor.ReplaceNode(old, repaired));

    private static string? SecondsOf(ExpressionSyntax time, FixSite site) =>
        site.Model.GetTypeInfo(time, site.CancellationToken).Type switch
        {
            { SpecialType: SpecialType.System_DateTime } => $"new System.DateTimeOffset({time.WithoutTrivia()}).ToUnixTimeSeconds()",
            { Name: "DateTimeOffset" } => $"{time.WithoutTrivia()}.ToUnixTimeSeconds()",
            _ => null,
        };

    private static bool IsObject(ExpressionSyntax value, FixSite site) =>
        value.Parent is AnonymousObjectMemberDeclaratorSyntax
        || site.Model.GetTypeInfo(value, site.CancellationToken).ConvertedType?.SpecialType == SpecialType.System_Object;

    private static bool IsDateTime(ExpressionSyntax type, FixSite site) =>
        site.Model.GetSymbolInfo(type, site.CancellationToken).Symbol is ITypeSymbol { SpecialType: SpecialType.System_DateTime };

    // The name is shortened where the file imports System.
    private static ExpressionSyntax Annotated(ExpressionSyntax expression) =>
        expression.ReplaceNodes(
            expression.DescendantNodes().OfType<QualifiedNameSyntax>().Where(name => name.Left.ToString() == "System"),
            (_, name) => name.WithAdditionalAnnotations(Simplifier.Annotation));
}
