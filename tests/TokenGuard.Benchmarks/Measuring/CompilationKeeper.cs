using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace TokenGuard.Benchmarks.Measuring;

/// <summary>Keeps the compilation that analyzers were given, which is not the one that was handed in: what they remember hangs on it.</summary>
#pragma warning disable RS1001, RS2008 // No compiler loads it, and no rule of it is released; without a rule it would not run.
internal sealed class CompilationKeeper : DiagnosticAnalyzer
{
    private static readonly DiagnosticDescriptor Never = new("KEEP", "Never reported", "Never reported", "Measuring", DiagnosticSeverity.Warning, isEnabledByDefault: true);

    public Compilation? Kept { get; private set; }

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Never];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationAction(end => Kept = end.Compilation);
    }
}
