using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace TokenGuard.Analyzers.Leakage;

/// <summary>TKG5010: a token is written into a page.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TokenInPageAnalyzer() : TokenGuardAnalyzer(PageSinks.Rule)
{
    private protected override void Register(RuleContext context) => context.OnSinks(PageSinks.Instance);
}
