using System.Text;
using System.Text.RegularExpressions;

namespace TokenGuard.Package.Tests;

/// <summary><c>dotnet format</c> with the packed package on a copy of samples/Vulnerable: everything that is safe in bulk, and nothing else.</summary>
[Collection(PackageTests.Name)]
public partial class FormatTests
{
    /// <summary>The rules whose fixes may be applied everywhere at once, as the documentation says.</summary>
    private static readonly string[] BulkSafe =
        [.. BulkSafeSections().Matches(Repository.Read("rules.md")).Select(section => section.Groups[1].Value)];

    [Fact]
    public async Task Format_applies_the_bulk_safe_fixes_and_nothing_else()
    {
        var consumer = await Consumer.CopyOfAsync("Vulnerable", "Format");
        var before = consumer.Sources();

        (await FormatAsync(consumer)).MustSucceed();
        var repaired = consumer.Sources();
        var (run, findings) = await consumer.BuildAsync();

        run.MustSucceed();
        Assert.DoesNotContain(findings, finding => BulkSafe.Contains(finding.Id));
        Assert.Equal(
            (await SampleTests.Vulnerable.Value).Findings.Where(finding => !BulkSafe.Contains(finding.Id)).Select(WithoutLine),
            findings.Select(WithoutLine));
        Repository.AssertGenerated("tests/TokenGuard.Package.Tests/repaired.diff", Diff(before, repaired));

        (await FormatAsync(consumer)).MustSucceed();
        Assert.Equal(repaired, consumer.Sources());
    }

    private static Task<DotnetRun> FormatAsync(Consumer consumer) =>
        consumer.RunAsync(["format", "analyzers", "--no-restore", "--diagnostics", .. BulkSafe, "--severity", "info"]);

    // Repairs move what comes after them.
    private static Finding WithoutLine(Finding finding) => finding with { Line = 0 };

    private static string Diff(SortedDictionary<string, string> before, SortedDictionary<string, string> after)
    {
        Assert.Equal(before.Keys, after.Keys);
        var diff = new StringBuilder();
        foreach (var path in before.Keys.Where(path => before[path] != after[path]))
        {
            diff.Append(path).Append('\n');
            foreach (var line in DiffLines(before[path].Split('\n'), after[path].Split('\n')))
            {
                diff.Append(line.TrimEnd()).Append('\n');
            }
        }

        return diff.ToString();
    }

    // The lines that are gone and those that are new, by the longest common subsequence.
    private static IEnumerable<string> DiffLines(string[] before, string[] after)
    {
        var common = new int[before.Length + 1, after.Length + 1];
        for (var i = before.Length - 1; i >= 0; i--)
        {
            for (var j = after.Length - 1; j >= 0; j--)
            {
                common[i, j] = before[i] == after[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
            }
        }

        for (var (i, j) = (0, 0); i < before.Length || j < after.Length;)
        {
            if (i < before.Length && j < after.Length && before[i] == after[j])
            {
                (i, j) = (i + 1, j + 1);
            }
            else if (j == after.Length || (i < before.Length && common[i + 1, j] >= common[i, j + 1]))
            {
                yield return $"- {before[i++]}";
            }
            else
            {
                yield return $"+ {after[j++]}";
            }
        }
    }

    [GeneratedRegex(@"^## (TKG\d{4}): \w+\n\n\| \| \|\n\|-\|-\|\n\| Severity \| .+ \|\n\| Code fix \| yes, also everywhere at once \|$", RegexOptions.Multiline)]
    private static partial Regex BulkSafeSections();
}
