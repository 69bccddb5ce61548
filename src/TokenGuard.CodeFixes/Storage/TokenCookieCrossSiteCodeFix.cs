using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using TokenGuard.Analyzers.Storage;
using TokenGuard.Rules;

namespace TokenGuard.CodeFixes.Storage;

/// <summary>Sets <c>SameSite</c> to a stricter value. One at a time: pages of other sites, and with <c>Strict</c> links to this one, may rely on the cookie.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(TokenCookieCrossSiteCodeFix))]
public sealed class TokenCookieCrossSiteCodeFix() : TokenGuardCodeFix(isBulkSafe: false, RuleIds.TokenCookieCrossSite, RuleIds.TokenCookieWithoutSameSite)
{
    /// <summary>Never changes.</summary>
    public const string StrictKey = "TKG_SameSiteStrict";

    /// <summary>Never changes.</summary>
    public const string LaxKey = "TKG_SameSiteLax";

    private protected override IEnumerable<TokenFix> FixesOf(FixSite site)
    {
        var repairs = CookieRepair.SameSite(site.Diagnostic);
        if (CookieEdits.Of(site, repairs, sameSite: "Strict") is { } strict)
        {
            yield return new TokenFix("Set SameSite to Strict", StrictKey, strict);
        }

        // Where nothing is written, Lax is what hardening the cookie sets.
        if (site.Diagnostic.Id == RuleIds.TokenCookieCrossSite && CookieEdits.Of(site, repairs, sameSite: "Lax") is { } lax)
        {
            yield return new TokenFix("Set SameSite to Lax", LaxKey, lax);
        }
    }
}
