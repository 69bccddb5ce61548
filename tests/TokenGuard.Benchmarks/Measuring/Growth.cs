using System.Collections.Immutable;
using System.Diagnostics;
using TokenGuard.Benchmarks.Shapes;

namespace TokenGuard.Benchmarks.Measuring;

/// <summary>How the time of analyzers grows with the size of a shape.</summary>
internal static class Growth
{
    private const int Runs = 5;

    /// <summary>After this time a size is run no more, and no larger size is: what is this slow is told apart without a minute for each run.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>The best times, by size; fewer than there are sizes when patience ended.</summary>
    public static async Task<ImmutableArray<AnalyzerTimes>> MeasureAsync(Series series, AnalyzerSet analyzers)
    {
        Measured.AssertCompiles(series.FilesOf(series.Sizes[0]));
        for (var i = 0; i < Runs; i++)
        {
            await Measured.RunAsync(series.FilesOf(series.Sizes[0]), analyzers);
        }

        var best = ImmutableArray.CreateBuilder<AnalyzerTimes>();
        var watch = new Stopwatch();
        foreach (var size in series.Sizes.TakeWhile(_ => best.Count == 0 || best[^1].Total < Patience))
        {
            watch.Restart();
            best.Add(await BestAsync(series.FilesOf(size), analyzers, watch));
        }

        return best.ToImmutable();
    }

    private static async Task<AnalyzerTimes> BestAsync(ImmutableArray<string> files, AnalyzerSet analyzers, Stopwatch watch)
    {
        var best = await Measured.RunAsync(files, analyzers);
        for (var i = 1; i < Runs && watch.Elapsed < Patience; i++)
        {
            var next = await Measured.RunAsync(files, analyzers);
            best = next.Total < best.Total ? next : best;
        }

        return best;
    }
}
