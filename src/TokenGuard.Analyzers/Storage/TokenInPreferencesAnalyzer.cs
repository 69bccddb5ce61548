using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace TokenGuard.Analyzers.Storage;

/// <summary>TKG3007: a token is put into the preferences of an application.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TokenInPreferencesAnalyzer() : TokenGuardAnalyzer(PreferenceSinks.Rule)
{
    private protected override void Register(RuleContext context) => context.OnSinks(PreferenceSinks.Instance);
}
