using System.Globalization;
using TokenGuard.Rules;
using Xunit.Abstractions;

namespace TokenGuard.Conformance.Tests;

/// <summary>
/// What the rules said of public repositories that nobody here wrote, judged by hand: <c>real-code.tsv</c>. A rule that has become
/// better or worse since then has its findings judged anew.
/// </summary>
public class RealCodeTests(ITestOutputHelper output)
{
    private static readonly string[] Header = ["repository", "commit", "path", "line", "id", "verdict"];

    private static readonly List<(string Id, bool IsRight)> Findings = Read();

    [Fact]
    public void Of_twenty_warnings_nineteen_are_right()
    {
        var rows = Findings.GroupBy(finding => finding.Id).OrderBy(rule => rule.Key, StringComparer.Ordinal).Select(rule => (Id: rule.Key, All: rule.Count(), Right: rule.Count(finding => finding.IsRight))).ToList();
        output.WriteLine("Id       findings  right");
        rows.ForEach(row => output.WriteLine($"{row.Id}  {row.All,8}  {row.Right,5}"));
        var warnings = rows.Where(row => RuleTests.RuleOf(row.Id).Definition.Severity == RuleSeverity.Warning).ToList();
        Assert.True(warnings.Sum(row => row.Right) >= 0.95 * warnings.Sum(row => row.All));
        Assert.All(warnings.Where(row => row.All >= 20), row => Assert.True(row.Right >= 0.9 * row.All, row.Id));
    }

    private static List<(string Id, bool IsRight)> Read()
    {
        var lines = Repository.Read("tests/TokenGuard.Conformance.Tests/real-code.tsv").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('\t')).ToList();
        Assert.Equal(Header, lines[0]);
        Assert.All(lines.Skip(1), line =>
        {
            Assert.Equal(Header.Length, line.Length);
            Assert.Equal(40, line[1].Length);
            Assert.True(int.Parse(line[3], CultureInfo.InvariantCulture) > 0);
            Assert.Contains(line[5], (string[])["right", "wrong"]);
        });
        return lines.Skip(1).Select(line => (line[4], line[5] == "right")).ToList();
    }
}
