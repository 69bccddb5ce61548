using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace TokenGuard.Analyzers.Leakage;

/// <summary>TKG5004: a token is part of telemetry.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TokenInTelemetryAnalyzer() : TokenGuardAnalyzer(TelemetrySinks.Rule)
{
    private protected override void Register(RuleContext context) => context.OnSinks(TelemetrySinks.Instance);
}
