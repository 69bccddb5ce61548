using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using TokenGuard.Rules;

namespace TokenGuard.CodeFixes.Leakage;

/// <summary>TKG5002: writes <c>[redacted]</c> in place of the token.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(TokenInExceptionCodeFix))]
public sealed class TokenInExceptionCodeFix() : TokenGuardCodeFix(isBulkSafe: false, RuleIds.TokenInException)
{
    private protected override IEnumerable<TokenFix> FixesOf(FixSite site) => Redaction.Of(site, nameof(TokenInExceptionCodeFix)) is { } fix ? [fix] : [];
}
