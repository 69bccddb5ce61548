using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace TokenGuard.Benchmarks.Measuring;

/// <summary>What stays in memory as long as a compilation and the results of its analysis do, as in an editor.</summary>
internal static class Memory
{
    private const int Runs = 3;

    /// <summary>The smallest number of bytes: what other threads of the process hold only ever adds.</summary>
    public static long Retained(ImmutableArray<string> files, AnalyzerSet analyzers)
    {
        // What lives as long as the process is there from now on.
        RetainedOnce(files, analyzers);
        return Enumerable.Range(0, Runs).Min(_ => RetainedOnce(files, analyzers));
    }

    // Nothing of one run may be alive in the next: it has a frame of its own, and no continuation that would hold on to it.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static long RetainedOnce(ImmutableArray<string> files, AnalyzerSet analyzers)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var keeper = new CompilationKeeper();
        var compilation = Measured.Compile(files, analyzers).With(analyzers with { Analyzers = analyzers.Analyzers.Add(keeper) });
        var result = compilation.GetAnalysisResultAsync(CancellationToken.None).GetAwaiter().GetResult();
        var after = GC.GetTotalMemory(forceFullCollection: true);
        GC.KeepAlive(keeper);
        GC.KeepAlive(result);
        return keeper.Kept is not null ? after - before : throw new InvalidOperationException("No analyzer was given the compilation.");
    }
}
