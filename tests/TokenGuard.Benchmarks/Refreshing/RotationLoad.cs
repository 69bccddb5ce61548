using System.Diagnostics;

namespace TokenGuard.Benchmarks.Refreshing;

/// <summary>What rotations cost under a number of callers, each of which refreshes a session of its own as fast as it is answered.</summary>
/// <param name="PerSecond">Rotations in a second, of all callers.</param>
/// <param name="Median">The time that half of them take at most.</param>
/// <param name="Percentile99">The time that all but one in a hundred take at most.</param>
/// <param name="RoundTrips">What one sends to the store.</param>
internal sealed record RotationLoad(double PerSecond, TimeSpan Median, TimeSpan Percentile99, double RoundTrips)
{
    public static RotationLoad Worst { get; } = new(0, TimeSpan.MaxValue, TimeSpan.MaxValue, double.MaxValue);

    /// <summary>The best of each: whatever else runs on the machine only ever adds.</summary>
    public RotationLoad BestOf(RotationLoad other) =>
        new(
            Math.Max(PerSecond, other.PerSecond),
            Median < other.Median ? Median : other.Median,
            Percentile99 < other.Percentile99 ? Percentile99 : other.Percentile99,
            Math.Min(RoundTrips, other.RoundTrips));

    public static async Task<RotationLoad> MeasureAsync(RefreshApplication application, int callers, TimeSpan duration)
    {
        var tokens = await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => application.SignInAsync()));
        application.RoundTrips.Take();
        var watch = Stopwatch.StartNew();
        var times = (await Task.WhenAll(tokens.Select(token => Task.Run(() => CallAsync(application, token, watch, duration))))).SelectMany(times => times).Order().ToList();
        var elapsed = watch.Elapsed;
        return new(times.Count / elapsed.TotalSeconds, times[times.Count / 2], times[times.Count * 99 / 100], (double)application.RoundTrips.Take() / times.Count);
    }

    private static async Task<List<TimeSpan>> CallAsync(RefreshApplication application, string token, Stopwatch watch, TimeSpan duration)
    {
        var times = new List<TimeSpan>();
        while (watch.Elapsed < duration)
        {
            var start = watch.Elapsed;
            token = await application.RefreshAsync(token);
            times.Add(watch.Elapsed - start);
        }

        return times;
    }
}
