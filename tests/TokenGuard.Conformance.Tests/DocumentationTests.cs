using System.Text;
using System.Text.RegularExpressions;
using TokenGuard.Rules;

namespace TokenGuard.Conformance.Tests;

/// <summary>rules.md and README.md say what the code does; their examples are compiled, reported and repaired.</summary>
public partial class DocumentationTests
{
    private static readonly string[] Headings =
        ["Cause", "Rule description", "How to fix violations", "When to suppress warnings", "Example", "Run-time enforcement", "References"];

    public static TheoryData<string> Ids => RuleTests.Ids;

    [Fact]
    public void Rules_md_has_a_section_a_rule_in_order() =>
        Assert.Equal(
            AllRules.Definitions.Select(rule => $"<a id=\"{rule.Definition.Id.ToLowerInvariant()}\"></a>\n## {rule.Definition.Id}: {rule.Stem}"),
            SectionHead().Matches(Repository.Read("rules.md")).Select(match => match.Value));

    [Fact]
    public void The_index_of_rules_md_is_generated() => Repository.AssertGeneratedPart("rules.md", "index", RuleTable("#"));

    [Fact]
    public void The_rule_table_of_the_readme_is_generated() => Repository.AssertGeneratedPart("README.md", "rules", RuleTable("rules.md#"));

    [Fact]
    public void The_list_of_rules_of_the_build_alone_is_generated() =>
        Repository.AssertGeneratedPart(
            "rules.md",
            "build only",
            string.Concat(AllRules.Definitions
                .Where(rule => rule.Definition.Runtime == RuntimeKind.BuildOnly && rule.Definition.Id != RuleIds.InvalidPolicy)
                .Select(rule => $"* [{rule.Definition.Id}](#{rule.Definition.Id.ToLowerInvariant()}) {rule.Stem}: {rule.Definition.AtRunTime}\n")));

    [Fact]
    public void What_is_said_of_run_time_is_generated() =>
        Repository.AssertGenerated("rules.md", AllRules.Definitions.Aggregate(Repository.Read("rules.md"), (text, rule) =>
            Regex.Replace(text, $"(## {rule.Definition.Id}: .*?### Run-time enforcement\n\n).*?(\n\n### References)", match => match.Groups[1].Value + AtRunTime(rule.Definition) + match.Groups[2].Value, RegexOptions.Singleline)));

    [Fact]
    public void The_readme_names_every_option() =>
        Assert.All(TokenPolicy.Default.Keys, key => Assert.Contains($"`{TokenPolicy.Prefix}{key}`", Repository.Read("README.md"), StringComparison.Ordinal));

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_section_has_the_headings_of_all_sections_and_the_facts_of_its_rule(string id)
    {
        var section = SectionOf(id);
        var definition = RuleTests.RuleOf(id).Definition;
        Assert.Equal(Headings, Regex.Matches(section, "^### (.+)$", RegexOptions.Multiline).Select(match => match.Groups[1].Value));
        Assert.Contains($"| Severity | {SeverityOf(definition)} |", section, StringComparison.Ordinal);
        Assert.Contains($"| Code fix | {FixOf(definition)} |", section, StringComparison.Ordinal);
        Assert.DoesNotContain("to be written", section, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task The_noncompliant_example_is_reported_and_its_fix_gives_the_compliant_one(string id)
    {
        if (id == RuleIds.InvalidPolicy)
        {
            return; // its examples are configuration files; the package tests show it
        }

        if (SectionOf(id).Contains("```json noncompliant", StringComparison.Ordinal))
        {
            Assert.Equal([id], (await Example.AnalyzeFileAsync("appsettings.json", ExampleOf(id, "noncompliant", "json"), id)).Select(diagnostic => diagnostic.Id).Distinct());
            Assert.Empty(await Example.AnalyzeFileAsync("appsettings.json", ExampleOf(id, "compliant", "json"), id));
            Assert.Equal(FixKind.None, RuleTests.RuleOf(id).Definition.Fix);
            return;
        }

        var (noncompliant, compliant) = (ExampleOf(id, "noncompliant"), ExampleOf(id, "compliant"));
        Assert.Equal([id], (await Example.AnalyzeAsync(noncompliant, id)).Select(diagnostic => diagnostic.Id).Distinct());
        Assert.Empty(await Example.AnalyzeAsync(compliant, id));
        if (RuleTests.RuleOf(id).Definition.Fix != FixKind.None)
        {
            Assert.Equal(compliant, await Example.FixAsync(noncompliant, id));
        }
    }

    private static string RuleTable(string linkRoot)
    {
        var table = new StringBuilder("| Rule | What is wrong | Severity | Fix |\n|-|-|-|-|\n");
        foreach (var rule in AllRules.Definitions)
        {
            var (id, definition) = (rule.Definition.Id, rule.Definition);
            table.Append($"| [{id}]({linkRoot}{id.ToLowerInvariant()}) {rule.Stem} | {definition.Title} | {SeverityOf(definition)} | {FixOf(definition)} |\n");
        }

        return table.ToString();
    }

    private static string AtRunTime(RuleDefinition definition)
    {
        Assert.NotEmpty(definition.AtRunTime);
        return definition.Id == RuleIds.InvalidPolicy
            ? $"`TokenGuard.AspNetCore`: {definition.AtRunTime}."
            : definition.Runtime switch
            {
                RuntimeKind.BuildOnly => $"None: {definition.AtRunTime}.",
                RuntimeKind.OptIn => $"`TokenGuard.AspNetCore` looks at {definition.AtRunTime}. It is off by default; set the rule to `Report` or `Block`.",
                RuntimeKind.Report => $"`TokenGuard.AspNetCore` looks at {definition.AtRunTime}. It is reported by default.",
                _ => $"`TokenGuard.AspNetCore` looks at {definition.AtRunTime}. It is enforced by default.",
            };
    }

    private static string SeverityOf(RuleDefinition definition) =>
        definition.Severity switch { RuleSeverity.OptIn => "off", RuleSeverity.Info => "Info", _ => "Warning" };

    private static string FixOf(RuleDefinition definition) =>
        definition.Fix switch { FixKind.None => "no", FixKind.Guided => "yes, one at a time", _ => "yes, also everywhere at once" };

    private static string SectionOf(string id)
    {
        var text = Repository.Read("rules.md");
        var begin = text.IndexOf($"## {id}:", StringComparison.Ordinal);
        Assert.True(begin >= 0, $"rules.md has no section {id}.");
        var end = text.IndexOf("\n<a id=", begin, StringComparison.Ordinal);
        return end < 0 ? text[begin..] : text[begin..end];
    }

    private static string ExampleOf(string id, string kind, string language = "csharp")
    {
        var match = Regex.Match(SectionOf(id), $"```{language} {kind}\n(.*?)```", RegexOptions.Singleline);
        Assert.True(match.Success, $"The section {id} of rules.md has no {kind} example.");
        return match.Groups[1].Value;
    }

    [GeneratedRegex("""^<a id="tkg\d{4}"></a>\n## TKG\d{4}: \w+$""", RegexOptions.Multiline)]
    private static partial Regex SectionHead();
}
