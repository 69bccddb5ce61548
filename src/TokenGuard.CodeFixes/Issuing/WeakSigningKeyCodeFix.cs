using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TokenGuard.Analyzers.Issuing;
using TokenGuard.Rules;

namespace TokenGuard.CodeFixes.Issuing;

/// <summary>Makes an RSA key as long as it must be. A symmetric key is made elsewhere, and cannot be repaired here.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(WeakSigningKeyCodeFix))]
public sealed class WeakSigningKeyCodeFix() : TokenGuardCodeFix(isBulkSafe: false, RuleIds.WeakSigningKey)
{
    private protected override IEnumerable<TokenFix> FixesOf(FixSite site)
    {
        if (!site.Diagnostic.Properties.TryGetValue(SigningKeyAnalyzer.BitsKey, out var text) || !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var bits))
        {
            yield break;
        }

        var size = SyntaxFactory.LiteralExpression(SyntaxKind.NumericLiteralExpression, SyntaxFactory.Literal(bits));
        SyntaxNode? repaired = site.Origin switch
        {
            ObjectCreationExpressionSyntax creation => creation.WithArgumentList(Insertion.AtEnd(creation.ArgumentList, null, size)),
            ImplicitObjectCreationExpressionSyntax creation => creation.WithArgumentList(Insertion.AtEnd(creation.ArgumentList, null, size)),
            LiteralExpressionSyntax literal => size.WithTriviaFrom(literal),
            _ => null,
        };
        if (repaired is not null)
        {
            yield return new TokenFix($"Make a key of {text} bits", nameof(WeakSigningKeyCodeFix), editor => editor.ReplaceNode(site.Origin, repaired));
        }
    }
}
