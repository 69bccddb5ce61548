using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace TokenGuard.Analyzers.Transport;

/// <summary>TKG4004: a redirect carries a token.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TokenInRedirectAnalyzer() : TokenGuardAnalyzer(RedirectSinks.Rule)
{
    private protected override void Register(RuleContext context) => context.OnSinks(RedirectSinks.Instance);
}
