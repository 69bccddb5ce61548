using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TokenGuard.Rules;

namespace TokenGuard.CodeFixes.Storage;

/// <summary>TKG3010: protects what is put into the cache. One at a time: what reads it has to unprotect it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(TokenInSharedCacheCodeFix))]
public sealed class TokenInSharedCacheCodeFix() : TokenGuardCodeFix(isBulkSafe: false, RuleIds.TokenInSharedCache)
{
    private protected override IEnumerable<TokenFix> FixesOf(FixSite site)
    {
        // The whole entry, not the token in it: what reads the cache unprotects it at once.
        if (site.Node.AncestorsAndSelf().OfType<ArgumentSyntax>().LastOrDefault(argument => argument.Parent?.Parent is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "SetString" or "SetStringAsync" or "Set" or "SetAsync" or "StringSet" or "StringSetAsync" } }) is { Expression: var entry }
            && DataProtection.Protect(entry, site) is { } safe)
        {
            yield return new TokenFix("Protect what is cached; reading has to unprotect it", nameof(TokenInSharedCacheCodeFix), editor => editor.ReplaceNode(entry, safe));
        }
    }
}
