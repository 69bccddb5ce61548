using System.Collections.Immutable;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Order;
using Microsoft.CodeAnalysis.Diagnostics;
using TokenGuard.Benchmarks.Measuring;
using TokenGuard.Benchmarks.Shapes;

namespace TokenGuard.Benchmarks;

/// <summary>
/// The same projects for BenchmarkDotNet, which shows distributions and allocations: compiled in this process, with the analyzers that it is to run.
/// In-process, because the measured code finds its references and the analyzers of others where this program was built.
/// </summary>
[InProcess]
[MemoryDiagnoser]
[Orderer(SummaryOrderPolicy.Declared)]
public class BuildBenchmarks
{
    private ImmutableArray<string> files;

    /// <summary>The project that is analyzed.</summary>
    [Params("token-heavy", "without tokens", "one long file")]
    public string Project { get; set; } = "";

    /// <summary>Takes the files of the project.</summary>
    [GlobalSetup]
    public void Setup() => files = Project switch
    {
        "token-heavy" => Projects.TokenHeavy,
        "without tokens" => Projects.WithoutTokens,
        _ => Projects.OneLongFile.FilesOf(Projects.OneLongFile.Sizes[^1]),
    };

    /// <summary>With what every build has.</summary>
    [Benchmark(Baseline = true)]
    public Task<AnalysisResult> SdkAnalyzers() => AnalyzeAsync(AnalyzerSet.Sdk);

    /// <summary>With TokenGuard, too.</summary>
    [Benchmark]
    public Task<AnalysisResult> SdkAnalyzersAndTokenGuard() => AnalyzeAsync(AnalyzerSet.Sdk.And(AnalyzerSet.TokenGuard));

    /// <summary>With TokenGuard only.</summary>
    [Benchmark]
    public Task<AnalysisResult> TokenGuardAlone() => AnalyzeAsync(AnalyzerSet.TokenGuard);

    private Task<AnalysisResult> AnalyzeAsync(AnalyzerSet analyzers) =>
        Measured.Compile(files, analyzers, isConcurrent: true).With(analyzers, isConcurrent: true).GetAnalysisResultAsync(CancellationToken.None);
}
