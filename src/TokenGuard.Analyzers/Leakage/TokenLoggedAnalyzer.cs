using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace TokenGuard.Analyzers.Leakage;

/// <summary>TKG5001: a token is written to a log.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TokenLoggedAnalyzer() : TokenGuardAnalyzer(LogSinks.Rule)
{
    private protected override void Register(RuleContext context) => context.OnSinks(LogSinks.Instance);
}
