using System.Collections.Immutable;
using TokenGuard.Benchmarks.Measuring;
using TokenGuard.Benchmarks.Shapes;

namespace TokenGuard.Benchmarks.Parts;

/// <summary>How much longer a build takes.</summary>
internal static class BuildPart
{
    // Two measurements of the very same build differ by a percent or two even when each is the best of several.
    private const double LeastNoise = 0.02;

    public static async Task<ImmutableArray<Budget>> RunAsync()
    {
        using var compiler = new Compiler();
        return
        [
            await MeasureAsync(compiler, "token-heavy", Projects.TokenHeavy, 1.03),
            await MeasureAsync(compiler, "without tokens", Projects.WithoutTokens, 1),
        ];
    }

    private static async Task<Budget> MeasureAsync(Compiler compiler, string name, ImmutableArray<string> files, double budget)
    {
        var times = await BuildTime.MeasureAsync(compiler, name, files);
        Console.WriteLine($"Build, {name}: {files.Length} files, {Projects.LinesOf(files)} lines, by the compiler server of the SDK");
        var table = new Table("", "wall", "", "processor", "");
        Add(table, "SDK analyzers", times.Sdk, times.Sdk);
        Add(table, "SDK analyzers and TokenGuard", times.SdkAndTokenGuard, times.Sdk);
        Add(table, "SDK analyzers, once more (noise)", times.SdkAgain, times.Sdk);
        Add(table, "no analyzers", times.None, times.None);
        Add(table, "TokenGuard alone", times.TokenGuard, times.None);
        table.Write();

        // Processor time: on a busy machine the wall time is that of the others. What we do counts in full, though it may run beside the compiler.
        var noise = Math.Max(LeastNoise, Math.Abs(Ratio(times.SdkAgain, times.Sdk) - 1));
        return new Budget($"processor time of the build with TokenGuard, {name}", Ratio(times.SdkAndTokenGuard, times.Sdk), budget + noise);
    }

    private static double Ratio(BuildCost cost, BuildCost without) => cost.Processor / without.Processor;

    private static void Add(Table table, string name, BuildCost cost, BuildCost without) =>
        table.Add(name, Table.Milliseconds(cost.Wall), Table.Times(cost.Wall / without.Wall), Table.Milliseconds(cost.Processor), Table.Times(Ratio(cost, without)));
}
