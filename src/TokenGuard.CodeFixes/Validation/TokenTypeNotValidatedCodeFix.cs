using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using TokenGuard.Rules;

namespace TokenGuard.CodeFixes.Validation;

/// <summary>TKG2008: accepts access tokens of RFC 9068 only.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(TokenTypeNotValidatedCodeFix))]
public sealed class TokenTypeNotValidatedCodeFix() : TokenGuardCodeFix(isBulkSafe: false, RuleIds.TokenTypeNotValidated)
{
    private protected override IEnumerable<TokenFix> FixesOf(FixSite site)
    {
        if (ValidationParametersEdits.Set(site, "ValidTypes", ValidationParametersEdits.ListOf("\"at+jwt\"", site)) is { } edit)
        {
            yield return new TokenFix("Accept tokens of the type at+jwt only", nameof(TokenTypeNotValidatedCodeFix), edit);
        }
    }
}
