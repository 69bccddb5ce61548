using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TokenGuard.Rules;

namespace TokenGuard.CodeFixes.Configuration;

/// <summary>TKG7004 at a client: it uses PKCE, which servers that do not know it ignore.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(PkceDisabledCodeFix))]
public sealed class PkceDisabledCodeFix() : TokenGuardCodeFix(isBulkSafe: true, RuleIds.PkceDisabled)
{
    private protected override IEnumerable<TokenFix> FixesOf(FixSite site)
    {
        var yes = SyntaxFactory.LiteralExpression(SyntaxKind.TrueLiteralExpression);
        if (site.Node is AssignmentExpressionSyntax assignment && IsUsePkce(assignment.Left))
        {
            yield return new TokenFix("Use PKCE", "TKG7004_UsePkce", editor => editor.ReplaceNode(assignment.Right, yes.WithTriviaFrom(assignment.Right)));
        }
        else if (site.Node is SimpleNameSyntax { Identifier.ValueText: "AddOAuth" } name && SetupEdits.SetInLambda(name.FirstAncestorOrSelf<InvocationExpressionSyntax>(), "UsePkce", yes) is { } edit)
        {
            yield return new TokenFix("Use PKCE", "TKG7004_UsePkce", edit);
        }
    }

    private static bool IsUsePkce(ExpressionSyntax target) =>
        (target as IdentifierNameSyntax ?? (target as MemberAccessExpressionSyntax)?.Name) is { Identifier.ValueText: "UsePkce" };
}
