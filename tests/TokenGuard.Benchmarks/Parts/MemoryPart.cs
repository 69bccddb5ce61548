using System.Collections.Immutable;
using TokenGuard.Benchmarks.Measuring;
using TokenGuard.Benchmarks.Shapes;

namespace TokenGuard.Benchmarks.Parts;

/// <summary>What a compilation keeps alive because we have analyzed it.</summary>
internal static class MemoryPart
{
    // There is no budget in bytes: this only notices when we begin to keep much more alive than the compiler and the other analyzers do.
    private const double Most = 1.5;

    public static async Task<ImmutableArray<Budget>> RunAsync()
    {
        var without = await Memory.RetainedAsync(Projects.TokenHeavy, AnalyzerSet.Sdk);
        var with = await Memory.RetainedAsync(Projects.TokenHeavy, AnalyzerSet.Sdk.And(AnalyzerSet.TokenGuard));
        Console.WriteLine("Memory, token-heavy project: retained while the compilation and its results are alive");
        var table = new Table("", "MB", "");
        table.Add(AnalyzerSet.Sdk.Name, Megabytes(without), Table.Times(1));
        table.Add($"{AnalyzerSet.Sdk.Name} and TokenGuard", Megabytes(with), Table.Times((double)with / without));
        table.Write();
        return [new Budget("memory retained with TokenGuard", (double)with / without, Most)];
    }

    private static string Megabytes(long bytes) => FormattableString.Invariant($"{bytes / 1e6:0.0}");
}
