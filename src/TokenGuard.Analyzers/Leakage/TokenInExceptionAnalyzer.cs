using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace TokenGuard.Analyzers.Leakage;

/// <summary>TKG5002: a token is part of an exception.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TokenInExceptionAnalyzer() : TokenGuardAnalyzer(ExceptionSinks.Rule)
{
    private protected override void Register(RuleContext context) => context.OnSinks(ExceptionSinks.Instance);
}
