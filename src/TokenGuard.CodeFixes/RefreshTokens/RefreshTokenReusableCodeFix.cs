using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Simplification;
using TokenGuard.Analyzers.Flow;
using TokenGuard.CodeFixes.Configuration;
using TokenGuard.Rules;
using TokenGuard.Rules.Facts;

namespace TokenGuard.CodeFixes.RefreshTokens;

/// <summary>TKG6004: each refresh token works once. A client that keeps its first one is refused, so it is offered one at a time.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RefreshTokenReusableCodeFix))]
public sealed class RefreshTokenReusableCodeFix() : TokenGuardCodeFix(isBulkSafe: false, RuleIds.RefreshTokenReusable)
{
    private const string Usage = "RefreshTokenUsage";
    private const string OneTimeOnly = "OneTimeOnly";

    private protected override IEnumerable<TokenFix> FixesOf(FixSite site)
    {
        switch (site.Node)
        {
            case SimpleNameSyntax { Identifier.ValueText: "DisableRollingRefreshTokens" } name when SetupEdits.RemoveCall(name) is { } edit:
                yield return Fix($"Remove '{name.Identifier.ValueText}'", edit);
                break;
            case AssignmentExpressionSyntax { Left: var target } assignment when NameOf(target) == "DisableRollingRefreshTokens":
                yield return Fix("Let each refresh token work once", editor => editor.ReplaceNode(assignment.Right, SyntaxFactory.LiteralExpression(SyntaxKind.FalseLiteralExpression).WithTriviaFrom(assignment.Right)));
                break;
            case AssignmentExpressionSyntax { Left: var target, Right: MemberAccessExpressionSyntax { Name: { Identifier.ValueText: "ReUse" } reuse } } when NameOf(target) == Usage:
                yield return Fix("Let each refresh token work once", editor => editor.ReplaceNode(reuse, SyntaxFactory.IdentifierName(OneTimeOnly).WithTriviaFrom(reuse)));
                break;
            case AssignmentExpressionSyntax { Left: var target, Parent: InitializerExpressionSyntax { Parent: BaseObjectCreationExpressionSyntax creation } } when NameOf(target) == "AllowOfflineAccess":
                var value = SyntaxFactory.ParseExpression($"Duende.IdentityServer.Models.TokenUsage.{OneTimeOnly}").WithAdditionalAnnotations(Simplifier.Annotation);
                yield return Fix("Let each refresh token work once", editor => editor.ReplaceNode(creation, (current, _) => Insertion.IntoInitializer((BaseObjectCreationExpressionSyntax)current, Usage, value)));
                break;
            case ExpressionSyntax leeway when !site.Diagnostic.Properties.IsEmpty && SuggestedLifetime.Of(site.Diagnostic.Properties) is var (seconds, unit) && new Shortening(site, seconds).Of(leeway, unit) is { } shorter:
                yield return Fix(
                    $"Accept a used refresh token for {TokenLifetimes.Describe(TimeSpan.FromSeconds(seconds))}",
                    editor => editor.ReplaceNode(shorter.Old, shorter.New.WithTriviaFrom(shorter.Old)));
                break;
        }
    }

    private static TokenFix Fix(string title, Action<DocumentEditor> edit) => new(title, nameof(RefreshTokenReusableCodeFix), edit);

    private static string? NameOf(ExpressionSyntax target) => (target as IdentifierNameSyntax ?? (target as MemberAccessExpressionSyntax)?.Name)?.Identifier.ValueText;
}
