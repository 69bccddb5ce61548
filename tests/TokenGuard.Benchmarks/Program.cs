using TokenGuard.Benchmarks.Measuring;
using TokenGuard.Benchmarks.Shapes;

foreach (var series in Series.All.Where(series => args.Length == 0 || series.Name.Contains(args[0], StringComparison.Ordinal)))
{
    foreach (var set in new[] { AnalyzerSet.TokenGuard, AnalyzerSet.HardCodedKeys })
    {
        var times = await Growth.MeasureAsync(series, set);
        Console.WriteLine($"{series.Name,-50} {set.Name,-12} {string.Join("  ", times.Select((time, i) => $"{time.Total.TotalMilliseconds,8:0.0} {(i == 0 ? "" : $"x{time.Total / times[i - 1].Total:0.0}"),5}"))}   {times[^1].Findings} findings, {times[^1].ByAnalyzer.MaxBy(pair => pair.Value)}");
    }
}
