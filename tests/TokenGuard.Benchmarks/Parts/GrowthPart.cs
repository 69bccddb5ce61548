using System.Collections.Immutable;
using TokenGuard.Benchmarks.Measuring;
using TokenGuard.Benchmarks.Shapes;

namespace TokenGuard.Benchmarks.Parts;

/// <summary>How the time grows with the code, beside that of a rule that was reported to grow faster.</summary>
internal static class GrowthPart
{
    // Linear code doubles; caches that no longer fit and collections of a bigger heap add up to a quarter. Quadratic code takes four times as much.
    private const double MostPerDoubling = 2.5;

    /// <summary>Below it a collection or a switch to another process is as long as what is measured.</summary>
    private static readonly TimeSpan Measurable = TimeSpan.FromMilliseconds(20);

    /// <param name="filter">A part of the names of the series.</param>
    public static async Task<ImmutableArray<Budget>> RunAsync(string filter)
    {
        Console.WriteLine("Growth: time of the analyzers by size, and against the size before");
        var budgets = ImmutableArray.CreateBuilder<Budget>();
        foreach (var series in Series.All.Where(series => series.Name.Contains(filter, StringComparison.Ordinal)))
        {
            var ours = await Growth.MeasureAsync(series, AnalyzerSet.TokenGuard);
            var table = new Table([series.Name.PadRight(50), .. series.Sizes.Select(size => $"{size}"), "findings", "slowest analyzer"]);
            Add(table, AnalyzerSet.TokenGuard, series, ours);
            Add(table, AnalyzerSet.HardCodedKeys, series, await Growth.MeasureAsync(series, AnalyzerSet.HardCodedKeys));
            table.Write();
            budgets.Add(new Budget($"growth of {series.Name}", LastStep(series, ours), MostPerDoubling));
        }

        return budgets.ToImmutable();
    }

    /// <summary>What the last doubling costs; a series that patience ended has not kept any limit.</summary>
    private static double LastStep(Series series, ImmutableArray<AnalyzerTimes> times) =>
        times.Length < series.Sizes.Length ? double.PositiveInfinity
        : times[^1].Total < Measurable ? 0
        : times[^1].Total / times[^2].Total;

    private static void Add(Table table, AnalyzerSet set, Series series, ImmutableArray<AnalyzerTimes> times) => table.Add(
    [
        $"  {set.Name}",
        .. series.Sizes.Select((_, i) => i >= times.Length ? "not run" : $"{Table.Milliseconds(times[i].Total)} {(i == 0 ? "" : Table.Times(times[i].Total / times[i - 1].Total))}"),
        $"{times[^1].Findings}",
        times[^1].ByAnalyzer.MaxBy(entry => entry.Value).Key,
    ]);
}
