using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TokenGuard.Rules;

namespace TokenGuard.CodeFixes.Configuration;

/// <summary>TKG7003: requires HTTPS except in development, where the environment is in scope, or always.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(HttpsMetadataNotRequiredCodeFix))]
public sealed class HttpsMetadataNotRequiredCodeFix() : TokenGuardCodeFix(isBulkSafe: false, RuleIds.HttpsMetadataNotRequired)
{
    /// <summary>Names the fix that leaves development as it is.</summary>
    public const string ExceptInDevelopmentKey = "TKG7003_ExceptInDevelopment";

    /// <summary>Names the fix that requires HTTPS everywhere.</summary>
    public const string AlwaysKey = "TKG7003_Always";

    private protected override IEnumerable<TokenFix> FixesOf(FixSite site)
    {
        switch (site.Node)
        {
            case AssignmentExpressionSyntax assignment:
                if (SetupEdits.IsDevelopment(site) is { } development)
                {
                    var condition = SyntaxFactory.PrefixUnaryExpression(SyntaxKind.LogicalNotExpression, development);
                    yield return new TokenFix(
                        "Require HTTPS except in development",
                        ExceptInDevelopmentKey,
                        editor => editor.ReplaceNode(assignment.Right, condition.WithTriviaFrom(assignment.Right)));
                }

                yield return new TokenFix(
                    "Require HTTPS",
                    AlwaysKey,
                    editor => editor.ReplaceNode(assignment.Right, SyntaxFactory.LiteralExpression(SyntaxKind.TrueLiteralExpression).WithTriviaFrom(assignment.Right)));
                break;
            case SimpleNameSyntax name when SetupEdits.RemoveCall(name) is { } edit:
                yield return new TokenFix("Require HTTPS", AlwaysKey, edit);
                break;
        }
    }
}
