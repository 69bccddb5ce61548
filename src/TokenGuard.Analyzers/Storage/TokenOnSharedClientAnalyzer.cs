using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace TokenGuard.Analyzers.Storage;

/// <summary>TKG3011: the token of one user is set on an HTTP client that serves all.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TokenOnSharedClientAnalyzer() : TokenGuardAnalyzer(SharedClientSinks.Rule)
{
    private protected override void Register(RuleContext context)
    {
        if (UserTokens.IsServer(context.Types))
        {
            context.OnSinks(SharedClientSinks.Instance);
        }
    }
}
