using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using TokenGuard.Rules;

namespace TokenGuard.CodeFixes.Leakage;

/// <summary>TKG5001: writes <c>[redacted]</c> in place of the token.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(TokenLoggedCodeFix))]
public sealed class TokenLoggedCodeFix() : TokenGuardCodeFix(isBulkSafe: true, RuleIds.TokenLogged)
{
    private protected override IEnumerable<TokenFix> FixesOf(FixSite site) => Redaction.Of(site, nameof(TokenLoggedCodeFix)) is { } fix ? [fix] : [];
}
