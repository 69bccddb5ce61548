using Microsoft.CodeAnalysis;
using TokenGuard.Rules;

namespace TokenGuard.Conformance.Tests;

/// <summary>Every fix that is offered in samples/Vulnerable, applied alone: the sample compiles, and the finding is gone.</summary>
public class SampleFixTests
{
    [Fact]
    public async Task Every_offered_fix_compiles_and_removes_its_finding()
    {
        using var workspace = new AdhocWorkspace();
        var project = CodeUnderFix.Open(workspace, AllRules.OptIn, Sample());
        var findings = await CodeUnderFix.AnalyzeAsync(project);
        var repaired = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var finding in findings)
        {
            foreach (var action in await CodeUnderFix.ActionsOfAsync(project, finding))
            {
                var left = await CodeUnderFix.AnalyzeAsync(await CodeUnderFix.ApplyAsync(project, action));
                Assert.True(left.Count(other => other.Id == finding.Id) < findings.Count(other => other.Id == finding.Id), $"'{action.Title}' leaves {finding}.");
                repaired.Add(finding.Id);
            }
        }

        // A rule may have no fix for some finding; one that repairs nothing here breaks its promise.
        Assert.Equal(AllRules.Definitions.Where(rule => rule.Definition.Fix != FixKind.None).Select(rule => rule.Definition.Id), repaired);
    }

    private static IEnumerable<(string Name, string Source)> Sample()
    {
        var folder = Repository.PathOf("samples/Vulnerable");
        return Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(folder, path))
            .Where(path => path.Split(Path.DirectorySeparatorChar)[0] is not ("obj" or "bin"))
            .Order(StringComparer.Ordinal)
            .Select(path => (path, File.ReadAllText(Path.Combine(folder, path))));
    }
}
