using System.Diagnostics;

namespace TokenGuard.Benchmarks.Measuring;

/// <summary>What one request costs.</summary>
/// <param name="Time">The time of one.</param>
/// <param name="Bytes">What is allocated for it, by whoever.</param>
internal sealed record RequestCost(TimeSpan Time, double Bytes)
{
    /// <summary>The same request to several applications, in turns, so that a change of the machine's speed hits all of them; the best of each.</summary>
    public static async Task<IReadOnlyList<RequestCost>> MeasureAsync(IReadOnlyList<Func<Task>> applications, int requests, int rounds)
    {
        var best = applications.Select(_ => new RequestCost(TimeSpan.MaxValue, double.MaxValue)).ToArray();
        for (var round = 0; round < rounds; round++)
        {
            for (var i = 0; i < applications.Count; i++)
            {
                var cost = await RunAsync(applications[i], requests);
                best[i] = new RequestCost(cost.Time < best[i].Time ? cost.Time : best[i].Time, Math.Min(cost.Bytes, best[i].Bytes));
            }
        }

        return best;
    }

    private static async Task<RequestCost> RunAsync(Func<Task> send, int requests)
    {
        var before = GC.GetTotalAllocatedBytes(precise: true);
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < requests; i++)
        {
            await send();
        }

        return new RequestCost(watch.Elapsed / requests, (double)(GC.GetTotalAllocatedBytes(precise: true) - before) / requests);
    }
}
