using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace TokenGuard.Analyzers.Leakage;

/// <summary>TKG5008: a token is put into a claim.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TokenInClaimAnalyzer() : TokenGuardAnalyzer(TokenClaimSinks.Rule)
{
    private protected override void Register(RuleContext context) => context.OnSinks(TokenClaimSinks.Instance);
}
