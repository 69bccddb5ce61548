using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace TokenGuard.Analyzers.Transport;

/// <summary>TKG4001: a token is sent without TLS.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TokenOverHttpAnalyzer() : TokenGuardAnalyzer(PlainHttpSinks.Rule)
{
    private protected override void Register(RuleContext context) => context.OnSinks(PlainHttpSinks.Instance);
}
