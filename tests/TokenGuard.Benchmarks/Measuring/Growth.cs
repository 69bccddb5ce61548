using System.Collections.Immutable;
using System.Diagnostics;
using TokenGuard.Benchmarks.Shapes;

namespace TokenGuard.Benchmarks.Measuring;

/// <summary>How the time of analyzers grows with the size of a shape.</summary>
internal static class Growth
{
    private const int Runs = 5;

    /// <summary>Rules that are slow are told apart without five runs of a minute each: a step ends after this time, and the series with it.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

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
        foreach (var size in series.Sizes.TakeWhile(_ => watch.Elapsed < Patience))
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
