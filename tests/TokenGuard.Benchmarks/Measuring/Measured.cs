using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace TokenGuard.Benchmarks.Measuring;

/// <summary>Compiles and analyzes sources. Nothing is kept between two runs but the metadata of references, as in a compiler server.</summary>
internal static class Measured
{
    private static readonly AnalyzerOptions Options = new([MemoryText.SonarLint(["S2092", "S3330", "S5659"])]);

    public static CSharpCompilation Compile(IEnumerable<string> files, AnalyzerSet analyzers, bool isConcurrent = false) =>
        CSharpCompilation.Create(
            "Measured",
            files.Append(ImplicitUsings.Source).Select((file, i) => CSharpSyntaxTree.ParseText(file, new CSharpParseOptions(LanguageVersion.Latest), $"/{i}.cs")),
            References.All,
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary,
                optimizationLevel: OptimizationLevel.Release,
                nullableContextOptions: NullableContextOptions.Enable,
                specificDiagnosticOptions: analyzers.Severities.Add("CS1701", ReportDiagnostic.Suppress), // As the SDK does.
                concurrentBuild: isConcurrent));

    public static CompilationWithAnalyzers With(this Compilation compilation, AnalyzerSet analyzers, bool isConcurrent = false, bool logsTime = false) =>
        compilation.WithAnalyzers(
            analyzers.Analyzers,
            new CompilationWithAnalyzersOptions(Options, (exception, analyzer, _) => throw new InvalidOperationException($"{analyzer} failed.", exception), isConcurrent, logsTime));

    /// <summary>The time that each analyzer itself takes on a fresh compilation, without that of the compiler, one after the other.</summary>
    public static async Task<AnalyzerTimes> RunAsync(ImmutableArray<string> files, AnalyzerSet analyzers)
    {
        GC.Collect();
        var result = await Compile(files, analyzers).With(analyzers, logsTime: true).GetAnalysisResultAsync(CancellationToken.None);
        return new AnalyzerTimes(
            result.AnalyzerTelemetryInfo.ToImmutableDictionary(entry => entry.Key.GetType().Name, entry => entry.Value.ExecutionTime),
            result.GetAllDiagnostics().Length);
    }

    /// <summary>Sources that do not compile would measure something else.</summary>
    public static void AssertCompiles(IEnumerable<string> files)
    {
        var errors = Compile(files, AnalyzerSet.TokenGuard).GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ToList();
        if (errors.Count > 0)
        {
            throw new InvalidOperationException($"The code under measurement has {errors.Count} errors: {errors[0]} in {errors[0].Location.SourceTree?.ToString().Split('\n')[errors[0].Location.GetLineSpan().StartLinePosition.Line]}");
        }
    }
}

/// <summary>What one run took.</summary>
/// <param name="ByAnalyzer">By the type of the analyzer.</param>
/// <param name="Findings">How much was reported.</param>
internal sealed record AnalyzerTimes(ImmutableDictionary<string, TimeSpan> ByAnalyzer, int Findings)
{
    public TimeSpan Total { get; } = TimeSpan.FromTicks(ByAnalyzer.Values.Sum(time => time.Ticks));
}
