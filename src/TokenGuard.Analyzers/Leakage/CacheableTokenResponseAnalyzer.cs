using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace TokenGuard.Analyzers.Leakage;

/// <summary>TKG5006: a response with a token may be kept by caches.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class CacheableTokenResponseAnalyzer() : TokenGuardAnalyzer(CachedResponseSinks.Rule)
{
    private protected override void Register(RuleContext context) => context.OnSinks(CachedResponseSinks.Instance);
}
