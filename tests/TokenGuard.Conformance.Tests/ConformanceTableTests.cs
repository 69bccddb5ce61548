using System.Text.RegularExpressions;
using TokenGuard.Rules;
using Xunit.Abstractions;

namespace TokenGuard.Conformance.Tests;

/// <summary>All rules and what belongs to each, at one glance: <c>dotnet test --logger "console;verbosity=detailed"</c> prints it.</summary>
public partial class ConformanceTableTests(ITestOutputHelper output)
{
    [Fact]
    public void Every_rule_has_all_that_belongs_to_it()
    {
        var (documents, sample) = (Repository.Read("rules.md"), Repository.Read("samples/Vulnerable/expected.txt").Split('\n'));
        var rows = AllRules.Definitions.Select(rule => Row(rule, documents, sample)).ToList();
        Print(["Id", "Stem", "Severity", "Analyzer", "Fix", "Examples", "Test methods", "Sample"], rows);
        Assert.DoesNotContain(rows.SelectMany(row => row), cell => cell is "" or "0");
    }

    private static string[] Row(Rule rule, string documents, IEnumerable<string> sample)
    {
        var definition = rule.Definition;
        var section = Section(definition.Id).Match(documents).Value;
        var tests = Repository.Read($"tests/TokenGuard.Analyzers.Tests/{rule.Topic}/{rule.Stem}Tests.cs");
        return
        [
            definition.Id,
            rule.Stem,
            definition.Severity.ToString(),
            string.Join(' ', AllRules.Analyzers.Where(analyzer => analyzer.SupportedDiagnostics.Any(descriptor => descriptor.Id == definition.Id)).Select(analyzer => analyzer.GetType().Name)),
            definition.Fix == FixKind.None ? definition.NoFixReason is null ? "" : "none, for a reason" : definition.Fix.ToString(),
            $"{Examples().Count(section)}",
            $"{TestMethods().Count(tests)}",
            $"{sample.Count(line => line.Contains(definition.Id, StringComparison.Ordinal))}",
        ];
    }

    private void Print(string[] header, IEnumerable<string[]> rows)
    {
        var all = rows.Prepend(header).ToList();
        var widths = header.Select((_, column) => all.Max(row => row[column].Length)).ToArray();
        all.ForEach(row => output.WriteLine(string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd()));
    }

    private static Regex Section(string id) => new($"^## {id}: .*?(?=^## |\\z)", RegexOptions.Multiline | RegexOptions.Singleline);

    [GeneratedRegex("^```(csharp|json|ini|razor) (non)?compliant", RegexOptions.Multiline)]
    private static partial Regex Examples();

    [GeneratedRegex(@"^\s*\[(Fact|Theory)\]", RegexOptions.Multiline)]
    private static partial Regex TestMethods();
}
