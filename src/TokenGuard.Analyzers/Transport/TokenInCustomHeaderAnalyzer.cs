using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace TokenGuard.Analyzers.Transport;

/// <summary>TKG4006: a token is sent in a header of its own.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TokenInCustomHeaderAnalyzer() : TokenGuardAnalyzer(CustomHeaderSinks.Rule)
{
    private protected override void Register(RuleContext context) => context.OnSinks(CustomHeaderSinks.Instance);
}
