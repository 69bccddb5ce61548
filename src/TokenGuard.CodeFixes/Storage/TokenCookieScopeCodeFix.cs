using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TokenGuard.Rules;

namespace TokenGuard.CodeFixes.Storage;

/// <summary>TKG3005: the cookie stays on its host. Which path takes it, and who reads it by its name, is the author's to say.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(TokenCookieScopeCodeFix))]
public sealed class TokenCookieScopeCodeFix() : TokenGuardCodeFix(isBulkSafe: false, RuleIds.TokenCookieScope)
{
    private protected override IEnumerable<TokenFix> FixesOf(FixSite site)
    {
        if (site.Node is AssignmentExpressionSyntax { Left: var target } assignment && (target as IdentifierNameSyntax ?? (target as MemberAccessExpressionSyntax)?.Name) is { Identifier.ValueText: "Domain" } && Removal.Assignment(assignment) is { } remove)
        {
            yield return new TokenFix("Leave 'Domain' unset; other hosts no longer get the cookie", nameof(TokenCookieScopeCodeFix), remove);
        }
    }
}
