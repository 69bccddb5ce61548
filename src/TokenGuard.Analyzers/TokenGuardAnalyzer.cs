using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace TokenGuard.Analyzers;

/// <summary>What all TokenGuard analyzers have in common: a rule only says which operations it looks at, and what it reports.</summary>
public abstract class TokenGuardAnalyzer : DiagnosticAnalyzer
{
    private protected TokenGuardAnalyzer(params DiagnosticDescriptor[] rules) =>
        SupportedDiagnostics = ImmutableArray.Create(rules);

    /// <inheritdoc/>
    public sealed override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; }

    /// <inheritdoc/>
    public sealed override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();

        // Razor files are compiled as generated code; RuleContext leaves out all other generated code.
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.RegisterCompilationStartAction(start => Register(new RuleContext(start)));
    }

    /// <summary>Registers what the rule looks at; nothing when the libraries that it is about are not referenced.</summary>
    private protected abstract void Register(RuleContext context);
}
