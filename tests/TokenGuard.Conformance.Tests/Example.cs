using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace TokenGuard.Conformance.Tests;

/// <summary>An example of rules.md.</summary>
internal static class Example
{
    /// <summary>What is reported of an example of a rule, which is on even where it is off by default; the others are as they are by default.</summary>
    public static async Task<ImmutableArray<Diagnostic>> AnalyzeAsync(string source, string id)
    {
        using var workspace = new AdhocWorkspace();
        return await CodeUnderFix.AnalyzeAsync(CodeUnderFix.Open(workspace, [id], ("Example.cs", source)));
    }

    /// <summary>What is reported of a file beside an empty project.</summary>
    public static async Task<ImmutableArray<Diagnostic>> AnalyzeFileAsync(string fileName, string text, string id)
    {
        using var workspace = new AdhocWorkspace();
        var project = CodeUnderFix.Open(workspace, [id], ("Example.cs", "class Example;"));
        return await CodeUnderFix.AnalyzeAsync(project.AddAdditionalDocument(fileName, text, filePath: $"/{fileName}").Project);
    }

    /// <summary>The example after the first fix of the first finding of a rule.</summary>
    public static async Task<string> FixAsync(string source, string id)
    {
        using var workspace = new AdhocWorkspace();
        var project = CodeUnderFix.Open(workspace, [id], ("Example.cs", source));
        var finding = (await CodeUnderFix.AnalyzeAsync(project)).First(diagnostic => diagnostic.Id == id);
        var actions = await CodeUnderFix.ActionsOfAsync(project, finding);
        Assert.True(actions.Count > 0, $"No fix is offered for {finding}.");
        var changed = await CodeUnderFix.ApplyAsync(project, actions[0]);
        return (await changed.Documents.Last().GetTextAsync()).ToString();
    }
}
