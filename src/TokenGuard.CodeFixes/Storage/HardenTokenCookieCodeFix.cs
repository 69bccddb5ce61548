using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using TokenGuard.Analyzers.Storage;
using TokenGuard.Rules;

namespace TokenGuard.CodeFixes.Storage;

/// <summary>
/// Sets what is missing on a token cookie, all at once: <c>HttpOnly</c>, <c>Secure</c>, and <c>SameSite=Lax</c> where none is written.
/// The server still gets the cookie wherever a browser sent it before over https.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(HardenTokenCookieCodeFix))]
public sealed class HardenTokenCookieCodeFix()
    : TokenGuardCodeFix(isBulkSafe: true, RuleIds.TokenCookieNotHttpOnly, RuleIds.TokenCookieNotSecure, RuleIds.TokenCookieWithoutSameSite)
{
    /// <summary>Never changes: "fix all" goes by it.</summary>
    public const string EquivalenceKey = "TKG_HardenTokenCookie";

    private protected override IEnumerable<TokenFix> FixesOf(FixSite site) =>
        CookieEdits.Of(site, CookieRepair.Hardening(site.Diagnostic), sameSite: "Lax") is { } edit
            ? [new TokenFix("Harden token cookie", EquivalenceKey, edit)]
            : [];
}
