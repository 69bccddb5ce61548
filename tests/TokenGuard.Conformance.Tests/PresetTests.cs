using System.Text;
using TokenGuard.Rules;

namespace TokenGuard.Conformance.Tests;

/// <summary>The presets of the package follow from the rules. The mode Recommended needs none: it is what the rules say of themselves.</summary>
public class PresetTests
{
    [Theory]
    [InlineData("Minimal")]
    [InlineData("Strict")]
    [InlineData("None")]
    public void A_preset_is_generated(string mode)
    {
        var preset = new StringBuilder($"# TokenGuardMode {mode}, generated from the definitions of the rules.\nis_global = true\nglobal_level = -50\n");
        foreach (var rule in AllRules.Definitions)
        {
            if (SeverityIn(mode, rule.Definition) is { } severity)
            {
                preset.Append($"\n# {rule.Stem}\ndotnet_diagnostic.{rule.Definition.Id}.severity = {severity}\n");
            }
        }

        Repository.AssertGenerated($"src/TokenGuard.Package/presets/{mode}.globalconfig", preset.ToString());
    }

    [Fact]
    public void There_are_no_other_presets() =>
        Assert.Equal(
            ["Minimal.globalconfig", "None.globalconfig", "Strict.globalconfig"],
            Directory.EnumerateFiles(Repository.PathOf("src/TokenGuard.Package/presets")).Select(Path.GetFileName).Order(StringComparer.Ordinal));

    // Null where the rule stays as it is without a preset.
    private static string? SeverityIn(string mode, RuleDefinition definition) =>
        (mode, definition.Severity) switch
        {
            ("None", _) => "none",
            ("Minimal", RuleSeverity.Info) => "none",
            ("Strict", RuleSeverity.Warning) => "error",
            ("Strict", _) => "warning",
            _ => null,
        };
}
