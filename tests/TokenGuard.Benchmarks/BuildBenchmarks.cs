using System.Collections.Immutable;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Order;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Microsoft.CodeAnalysis.Diagnostics;
using TokenGuard.Benchmarks.Measuring;
using TokenGuard.Benchmarks.Shapes;

namespace TokenGuard.Benchmarks;

/// <summary>
/// The same projects for BenchmarkDotNet, which shows distributions and allocations: compiled in this process, with all of the analyzers.
/// </summary>
[Config(typeof(Short))]
[MemoryDiagnoser]
[Orderer(SummaryOrderPolicy.Declared)]
public class BuildBenchmarks
{
    private ImmutableArray<string> files = [];

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

    // In-process, because references and the analyzers of others are found where this program was built; with time for a busy machine.
    private sealed class Short : ManualConfig
    {
        public Short()
        {
            AddJob(Job.ShortRun.WithToolchain(new InProcessEmitToolchain(TimeSpan.FromHours(1), logOutput: true)));
            ArtifactsPath = Path.Combine("artifacts", "benchmarks");
        }
    }
}
