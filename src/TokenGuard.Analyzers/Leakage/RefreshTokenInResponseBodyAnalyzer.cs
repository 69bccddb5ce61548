using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace TokenGuard.Analyzers.Leakage;

/// <summary>TKG5005: an endpoint answers with a refresh token.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class RefreshTokenInResponseBodyAnalyzer() : TokenGuardAnalyzer(RefreshTokenResponseSinks.Rule)
{
    private protected override void Register(RuleContext context) => context.OnSinks(RefreshTokenResponseSinks.Instance);
}
