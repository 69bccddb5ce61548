using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace TokenGuard.Analyzers.Storage;

/// <summary>TKG3008: a token is written to a file as it is.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TokenInPlainFileAnalyzer() : TokenGuardAnalyzer(PlainFileSinks.Rule)
{
    private protected override void Register(RuleContext context) => context.OnSinks(PlainFileSinks.Instance);
}
