using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using TokenGuard.Rules;

namespace TokenGuard.Conformance.Tests;

/// <summary>A rule is one stem: nothing of it is forgotten, and nothing says otherwise than its definition.</summary>
public partial class RuleTests
{
    public static TheoryData<string> Ids => new(AllRules.Definitions.Select(rule => rule.Definition.Id));

    [Fact]
    public void Every_id_has_one_definition_of_its_name()
    {
        var ids = typeof(RuleIds).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => $"{field.GetRawConstantValue()} {field.Name}");
        Assert.Equal(ids.Order(StringComparer.Ordinal), AllRules.Definitions.Select(rule => rule.ToString()));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Exactly_one_analyzer_reports_a_rule_as_it_is_defined(string id)
    {
        var rule = RuleOf(id);
        var descriptor = Assert.Single(AllRules.Analyzers.SelectMany(analyzer => analyzer.SupportedDiagnostics), descriptor => descriptor.Id == id);
        Assert.Equal(rule.Definition.Title, descriptor.Title.ToString());
        Assert.Equal(rule.Definition.Message, descriptor.MessageFormat.ToString());
        Assert.Equal(rule.Definition.Severity != RuleSeverity.OptIn, descriptor.IsEnabledByDefault);
        Assert.Equal(rule.Definition.Severity == RuleSeverity.Info ? DiagnosticSeverity.Info : DiagnosticSeverity.Warning, descriptor.DefaultSeverity);
        Assert.Equal(RuleDefinition.Category, descriptor.Category);
        Assert.EndsWith($"/blob/v{VersionOfTheProject()}/rules.md#{id.ToLowerInvariant()}", descriptor.HelpLinkUri, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_rule_says_what_it_is_in_the_form_of_all_rules(string id)
    {
        var definition = RuleOf(id).Definition;
        Assert.False(definition.Title.EndsWith('.'), "A title has no full stop.");
        Assert.False(definition.Message.EndsWith('.'), "A message has no full stop.");
        Assert.EndsWith(".", definition.Description, StringComparison.Ordinal);
        Assert.NotEmpty(definition.Standards);
        Assert.Equal(definition.Fix == FixKind.None, definition.NoFixReason is not null);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_rule_has_the_code_fix_that_it_promises(string id)
    {
        var fixes = AllRules.CodeFixes.Where(fix => fix.FixableDiagnosticIds.Contains(id)).ToList();
        var definition = RuleOf(id).Definition;
        Assert.Equal(definition.Fix != FixKind.None, fixes.Count > 0);
        Assert.Equal(definition.Fix == FixKind.BulkSafe, fixes.Exists(fix => fix.GetFixAllProvider() is not null));
    }

    [Fact]
    public void Code_fixes_are_exported_under_their_own_name()
    {
        foreach (var type in AllRules.CodeFixes.Select(fix => fix.GetType()))
        {
            var export = type.GetCustomAttribute<ExportCodeFixProviderAttribute>();
            Assert.NotNull(export);
            Assert.Equal(type.Name, export.Name);
            Assert.Equal([LanguageNames.CSharp], export.Languages);
        }
    }

    [Fact]
    public void Release_tracking_lists_every_rule_with_its_severity()
    {
        var tracked = new[] { "Shipped", "Unshipped" }
            .SelectMany(part => ReleaseRow().Matches(Repository.Read($"src/TokenGuard.Analyzers/AnalyzerReleases.{part}.md")))
            .Select(row => string.Join(' ', row.Groups.Values.Skip(1).Select(group => group.Value)));
        var expected = AllRules.Definitions.Select(rule => $"{rule.Definition.Id} {RuleDefinition.Category} {SeverityOf(rule.Definition)} {rule.Stem}");
        Assert.Equal(expected, tracked.Order(StringComparer.Ordinal));

        static string SeverityOf(RuleDefinition definition) =>
            definition.Severity switch { RuleSeverity.OptIn => "Disabled", RuleSeverity.Info => "Info", _ => "Warning" };
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_files_of_a_rule_lie_in_its_topic_under_its_stem(string id)
    {
        var rule = RuleOf(id);
        Assert.True(File.Exists(Repository.PathOf($"src/Shared/{rule.Topic}/{rule.Stem}.cs")), "definition");
        Assert.True(File.Exists(Repository.PathOf($"tests/TokenGuard.Analyzers.Tests/{rule.Topic}/{rule.Stem}Tests.cs")), "tests");
        var analyzer = AllRules.Analyzers.Single(analyzer => analyzer.SupportedDiagnostics.Any(descriptor => descriptor.Id == id)).GetType();
        Assert.Equal($"TokenGuard.Analyzers.{rule.Topic}", analyzer.Namespace);
        Assert.All(
            AllRules.CodeFixes.Where(fix => fix.FixableDiagnosticIds.Contains(id)),
            fix => Assert.Equal($"TokenGuard.CodeFixes.{rule.Topic}", fix.GetType().Namespace));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_vulnerable_sample_shows_every_rule(string id) =>
        Assert.Contains(Repository.Read("samples/Vulnerable/expected.txt").Split('\n'), line => line.Replace("strict ", string.Empty, StringComparison.Ordinal).StartsWith(id, StringComparison.Ordinal));

    internal static Rule RuleOf(string id) => AllRules.Definitions.Single(rule => rule.Definition.Id == id);

    private static string VersionOfTheProject() =>
        Regex.Match(Repository.Read("Directory.Build.props"), "<Version>(.+)</Version>").Groups[1].Value;

    [GeneratedRegex(@"^(TKG\d{4})\s*\|\s*(\w+)\s*\|\s*(\w+)\s*\|\s*(\w+)", RegexOptions.Multiline)]
    private static partial Regex ReleaseRow();
}
