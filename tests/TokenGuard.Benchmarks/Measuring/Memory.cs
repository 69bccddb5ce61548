using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace TokenGuard.Benchmarks.Measuring;

/// <summary>What stays in memory as long as a compilation and the results of its analysis do, as in an editor.</summary>
internal static class Memory
{
    private const int Runs = 5;

    /// <summary>The smallest number of bytes: what other threads of the process hold only ever adds.</summary>
    public static async Task<long> RetainedAsync(ImmutableArray<string> files, AnalyzerSet analyzers)
    {
        var best = long.MaxValue;
        for (var run = 0; run <= Runs; run++)
        {
            var retained = await RetainedOnceAsync(files, analyzers);

            // The first run also fills what lives as long as the process.
            best = run == 0 ? best : Math.Min(best, retained);
        }

        return best;
    }

    // Nothing of one run may be alive in the next: the method is a frame of its own.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<long> RetainedOnceAsync(ImmutableArray<string> files, AnalyzerSet analyzers)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var compilation = Measured.Compile(files, analyzers).With(analyzers);
        var result = await compilation.GetAnalysisResultAsync(CancellationToken.None);
        var after = GC.GetTotalMemory(forceFullCollection: true);
        GC.KeepAlive(compilation);
        GC.KeepAlive(result);
        return after - before;
    }
}
