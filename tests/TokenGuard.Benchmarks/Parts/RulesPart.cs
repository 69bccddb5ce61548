using System.Collections.Immutable;
using TokenGuard.Benchmarks.Measuring;
using TokenGuard.Benchmarks.Shapes;

namespace TokenGuard.Benchmarks.Parts;

/// <summary>What each analyzer takes, beside analyzers of others that look at the same mistakes.</summary>
internal static class RulesPart
{
    private const int WarmUps = 3;
    private const int Runs = 7;

    // Two such times, each the best of several, differ by a tenth when nothing has changed.
    private const double Most = 1.15;

    public static async Task<ImmutableArray<Budget>> RunAsync()
    {
        AnalyzerSet[] sets = [AnalyzerSet.TokenGuard, AnalyzerSet.MicrosoftTokenRules, AnalyzerSet.SonarTokenRules];
        var best = new AnalyzerTimes[sets.Length];
        for (var run = -WarmUps; run < Runs; run++)
        {
            for (var i = 0; i < sets.Length; i++)
            {
                var times = await Measured.RunAsync(Projects.TokenHeavy, sets[i]);
                best[i] = run <= 0 || times.Total < best[i].Total ? times : best[i];
            }
        }

        Console.WriteLine("Rules, token-heavy project: time of the analyzers themselves, one after the other.");
        Console.WriteLine("One analyzer may hold several rules; what analyzers share counts for the first that asks.");
        var table = new Table("", "findings", "time");
        foreach (var (set, times) in sets.Zip(best))
        {
            table.Add($"{set.Name}, together", $"{times.Findings}", Table.Milliseconds(times.Total));
            foreach (var (analyzer, time) in times.ByAnalyzer.OrderByDescending(entry => entry.Value))
            {
                table.Add($"  {analyzer} ({RulesOf(set, analyzer)})", "", Table.Milliseconds(time));
            }
        }

        table.Write();
        Console.WriteLine(FormattableString.Invariant($"All TokenGuard rules together take {best[0].Total / best[1].Total:0.0} times what Microsoft's five take."));
        return [new Budget("time of a TokenGuard rule beside one of Microsoft's five", AverageOf(sets[0], best[0]) / AverageOf(sets[1], best[1]), Most)];
    }

    private static double AverageOf(AnalyzerSet set, AnalyzerTimes times) =>
        times.Total.TotalMilliseconds / set.Analyzers.SelectMany(analyzer => analyzer.SupportedDiagnostics).Select(rule => rule.Id).Where(set.IsOn).Distinct().Count();

    private static string RulesOf(AnalyzerSet set, string analyzer) => string.Join(
        ' ',
        set.Analyzers.Single(candidate => candidate.GetType().Name == analyzer).SupportedDiagnostics.Select(rule => rule.Id).Where(set.IsOn).Distinct());
}
