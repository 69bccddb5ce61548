using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace TokenGuard.Analyzers.Storage;

/// <summary>TKG3006: a token is put into the storage of the browser.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TokenInBrowserStorageAnalyzer() : TokenGuardAnalyzer(BrowserStorageSinks.Rule)
{
    private protected override void Register(RuleContext context) => context.OnSinks(BrowserStorageSinks.Instance);
}
