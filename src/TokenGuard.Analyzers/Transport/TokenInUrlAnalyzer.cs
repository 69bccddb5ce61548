using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace TokenGuard.Analyzers.Transport;

/// <summary>TKG4003: a token is part of the URL of an outgoing request.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TokenInUrlAnalyzer() : TokenGuardAnalyzer(UrlSinks.Rule)
{
    private protected override void Register(RuleContext context) => context.OnSinks(UrlSinks.Instance);
}
