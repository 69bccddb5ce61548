using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TokenGuard.Rules;

namespace TokenGuard.CodeFixes.RefreshTokens;

/// <summary>TKG6001, where the token must become longer: makes it of 32 random bytes. Whoever stores it must have room, so it is done one at a time.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(LongerTokenCodeFix))]
public sealed class LongerTokenCodeFix() : TokenGuardCodeFix(isBulkSafe: false, RuleIds.WeakTokenGeneration)
{
    /// <summary>Names this fix among those of a diagnostic.</summary>
    public const string Key = "TKG6001_Use32RandomBytes";

    private protected override IEnumerable<TokenFix> FixesOf(FixSite site)
    {
        // A variable may go elsewhere too, and its other uses must not differ.
        if (site.Origin is ExpressionSyntax and not (NameSyntax or MemberAccessExpressionSyntax) and var node
            && !(node is InvocationExpressionSyntax call && WeakTokenGenerationCodeFix.Replace(call, site) is not null)
            && Edit((ExpressionSyntax)node, site) is var (replaced, replacement))
        {
            yield return new TokenFix("Use 32 random bytes", Key, editor => editor.ReplaceNode(replaced, replacement.WithTriviaFrom(replaced)));
        }
    }

    private static (SyntaxNode Replaced, SyntaxNode Replacement)? Edit(ExpressionSyntax node, FixSite site)
    {
        // The size of a buffer, or the number of bytes or hexadecimal digits: it is what is too small.
        switch (node)
        {
            case ArrayCreationExpressionSyntax { Type: var buffer }:
                return (buffer.RankSpecifiers[0].Sizes[0], Number(32));
            case StackAllocArrayCreationExpressionSyntax { Type: ArrayTypeSyntax buffer }:
                return (buffer.RankSpecifiers[0].Sizes[0], Number(32));
            case InvocationExpressionSyntax call when IsGenerator(call, site, "GetBytes"):
                return (call.ArgumentList.Arguments[0].Expression, Number(32));
            case InvocationExpressionSyntax call when IsGenerator(call, site, "GetHexString"):
                return (call.ArgumentList.Arguments[0].Expression, Number(64));
        }

        var random = new SecureRandom(site.Model.Compilation);
        var type = site.Model.GetTypeInfo(node, site.CancellationToken).Type;
        var replacement = type switch
        {
            { SpecialType: SpecialType.System_String } => random.Text(),
            IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_Byte } => random.Bytes(32),
            _ => null,
        };
        return replacement is null ? null : (node, replacement);
    }

    private static bool IsGenerator(InvocationExpressionSyntax call, FixSite site, string method) =>
        site.Model.GetSymbolInfo(call, site.CancellationToken).Symbol is { ContainingType.Name: "RandomNumberGenerator" } symbol && symbol.Name == method;

    private static LiteralExpressionSyntax Number(int value) => SyntaxFactory.LiteralExpression(SyntaxKind.NumericLiteralExpression, SyntaxFactory.Literal(value));
}
