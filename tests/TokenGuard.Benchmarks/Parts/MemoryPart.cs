using TokenGuard.Benchmarks.Measuring;
using TokenGuard.Benchmarks.Shapes;

namespace TokenGuard.Benchmarks.Parts;

/// <summary>What a compilation keeps alive because we have analyzed it; published, without a budget.</summary>
internal static class MemoryPart
{
    public static void Run()
    {
        var without = Memory.Retained(Projects.TokenHeavy, AnalyzerSet.Sdk);
        var with = Memory.Retained(Projects.TokenHeavy, AnalyzerSet.Sdk.And(AnalyzerSet.TokenGuard));
        Console.WriteLine("Memory, token-heavy project: retained while the compilation that was analyzed, and the results, are alive");
        var table = new Table("", "MB", "");
        table.Add(AnalyzerSet.Sdk.Name, Megabytes(without), Table.Times(1));
        table.Add($"{AnalyzerSet.Sdk.Name} and TokenGuard", Megabytes(with), Table.Times((double)with / without));
        table.Write();
    }

    private static string Megabytes(long bytes) => FormattableString.Invariant($"{bytes / 1e6:0.0}");
}
