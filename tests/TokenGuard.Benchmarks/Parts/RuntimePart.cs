using System.Collections.Immutable;
using Microsoft.AspNetCore.Builder;
using TokenGuard.Benchmarks.Measuring;

namespace TokenGuard.Benchmarks.Parts;

/// <summary>What the runtime adds to a request in which nothing is wrong, beside the cookie policy of ASP.NET Core.</summary>
internal static class RuntimePart
{
    private const int Rounds = 12;

    // A request in memory costs so little that a hundredth of it is noise; ours may cost what the framework's own policy does, and as much again.
    private const double Most = 2;

    public static async Task<ImmutableArray<Budget>> RunAsync()
    {
        var inMemory = await CompareAsync("A request in memory", onKestrel: false, Applications.InMemory, requests: 4000);
        await CompareAsync("A request over Kestrel", onKestrel: true, Applications.OverKestrel, requests: 1500);
        await CompareAsync("An outgoing request", onKestrel: false, Applications.Outgoing, requests: 8000);
        var (bare, ours, policy) = (inMemory[0], inMemory[1], inMemory[2]);
        return [new Budget("bytes of TokenGuard beside those of the cookie policy, a request in memory", (ours.Bytes - bare.Bytes) / (policy.Bytes - bare.Bytes), Most)];
    }

    private static async Task<IReadOnlyList<RequestCost>> CompareAsync(string name, bool onKestrel, Func<WebApplication, Func<Task>> client, int requests)
    {
        await using var bare = await Applications.BareAsync(onKestrel);
        await using var guarded = await Applications.WithTokenGuardAsync(onKestrel);
        await using var policy = await Applications.WithCookiePolicyAsync(onKestrel);
        var costs = await RequestCost.MeasureAsync([client(bare), client(guarded), client(policy)], requests, Rounds);
        Console.WriteLine($"{name}, with an access token, the response with a cookie: nothing is wrong");
        var table = new Table("", "time", "", "bytes", "");
        foreach (var (application, cost) in new[] { "bare", "with TokenGuard", "with the cookie policy of ASP.NET Core" }.Zip(costs))
        {
            table.Add(
                application,
                FormattableString.Invariant($"{cost.Time.TotalMicroseconds:0.00} µs"),
                Table.Times(cost.Time / costs[0].Time),
                FormattableString.Invariant($"{cost.Bytes:0}"),
                FormattableString.Invariant($"{cost.Bytes - costs[0].Bytes:+0;-0;0}"));
        }

        table.Write();
        return costs;
    }
}
