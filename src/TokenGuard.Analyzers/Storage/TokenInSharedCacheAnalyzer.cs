using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace TokenGuard.Analyzers.Storage;

/// <summary>TKG3010: a token is put into a cache that others read too.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TokenInSharedCacheAnalyzer() : TokenGuardAnalyzer(SharedCacheSinks.Rule)
{
    private protected override void Register(RuleContext context) => context.OnSinks(SharedCacheSinks.Instance);
}
