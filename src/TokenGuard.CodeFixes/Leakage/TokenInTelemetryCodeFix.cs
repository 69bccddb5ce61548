using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using TokenGuard.Rules;

namespace TokenGuard.CodeFixes.Leakage;

/// <summary>TKG5004: writes <c>[redacted]</c> in place of the token.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(TokenInTelemetryCodeFix))]
public sealed class TokenInTelemetryCodeFix() : TokenGuardCodeFix(isBulkSafe: true, RuleIds.TokenInTelemetry)
{
    private protected override IEnumerable<TokenFix> FixesOf(FixSite site) => Redaction.Of(site, nameof(TokenInTelemetryCodeFix)) is { } fix ? [fix] : [];
}
