using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace TokenGuard.Analyzers.Transport;

/// <summary>TKG4005: a refresh token is sent to somebody other than the authorization server.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class RefreshTokenToResourceServerAnalyzer() : TokenGuardAnalyzer(RequestSinks.Rule)
{
    private protected override void Register(RuleContext context) => context.OnSinks(RequestSinks.Instance);
}
