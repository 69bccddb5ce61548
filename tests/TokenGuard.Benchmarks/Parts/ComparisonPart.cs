using System.Collections.Immutable;
using TokenGuard.Benchmarks.Comparing;
using TokenGuard.Benchmarks.Measuring;

namespace TokenGuard.Benchmarks.Parts;

/// <summary>What other analyzers say about the mistakes of our samples, and about the same done right.</summary>
internal static class ComparisonPart
{
    public static async Task RunAsync()
    {
        var (vulnerable, secure) = (Sample.Open("Vulnerable"), Sample.Open("Secure"));
        AnalyzerSet[] sets = [AnalyzerSet.TokenGuard, AnalyzerSet.Microsoft, AnalyzerSet.Sonar];
        var table = new Table("", "by default", "all rules on", "flagged in Secure");
        var details = new List<string>();
        foreach (var set in sets)
        {
            var (byDefault, all) = (await vulnerable.AnalyzeAsync(set, isConfigured: false), await vulnerable.AnalyzeAsync(set.AllOn, isConfigured: true));
            var wrong = await secure.AnalyzeAsync(set.AllOn, isConfigured: true);
            table.Add(set.Name, $"{Caught(vulnerable, byDefault).Count}", $"{Caught(vulnerable, all).Count}", $"{wrong.Length}");
            if (set != AnalyzerSet.TokenGuard)
            {
                details.AddRange(Caught(vulnerable, all).Select(caught => $"  {caught.Mistake}  {string.Join(' ', caught.By)}").Prepend($"What {set.Name} says of them:"));
            }

            details.AddRange(wrong.Select(finding => $"  {finding}").Prepend($"What {set.Name} says of samples/Secure:"));
        }

        Console.WriteLine($"Of the {vulnerable.Mistakes.Length} mistakes in samples/Vulnerable, rules about security report, on a line of the mistake:");
        table.Write();
        details.ForEach(Console.WriteLine);
        Console.WriteLine();
    }

    private static List<(Mistake Mistake, ImmutableArray<string> By)> Caught(Sample sample, ImmutableArray<SampleFinding> findings) =>
    [
        .. sample.Mistakes
            .Select(mistake => (mistake, By: findings.Where(finding => finding.Covers(mistake)).Select(finding => finding.Rule).Distinct().Order(StringComparer.Ordinal).ToImmutableArray()))
            .Where(caught => !caught.By.IsEmpty),
    ];
}
