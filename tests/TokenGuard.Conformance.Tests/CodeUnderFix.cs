using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace TokenGuard.Conformance.Tests;

/// <summary>A project in memory that all rules analyze and all fixes repair.</summary>
internal static class CodeUnderFix
{
    /// <summary>A web project of these documents, with these rules on that are off unless somebody enables them.</summary>
    public static Project Open(AdhocWorkspace workspace, IEnumerable<string> enabled, params IEnumerable<(string Name, string Source)> documents)
    {
        var isProgram = documents.Any(document => CSharpSyntaxTree.ParseText(document.Source).GetCompilationUnitRoot().Members.OfType<GlobalStatementSyntax>().Any());
        var project = workspace
            .AddProject("CodeUnderFix", LanguageNames.CSharp)
            .WithMetadataReferences(References.All)
            .WithParseOptions(new CSharpParseOptions(LanguageVersion.Latest))
            .WithCompilationOptions(new CSharpCompilationOptions(isProgram ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable)
                .WithSpecificDiagnosticOptions(enabled.Select(id => KeyValuePair.Create(id, ReportDiagnostic.Warn))))
            .AddDocument("GlobalUsings.cs", ImplicitUsings.Source).Project;
        return documents.Aggregate(project, (current, document) => current.AddDocument(document.Name, document.Source).Project);
    }

    /// <summary>What all rules report; the project must compile.</summary>
    public static async Task<ImmutableArray<Diagnostic>> AnalyzeAsync(Project project)
    {
        var compilation = (await project.GetCompilationAsync())!;
        var errors = compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        Assert.True(!errors.Any(), $"The code does not compile:\n{string.Join('\n', errors)}");
        return await compilation.WithAnalyzers(AllRules.Analyzers, project.AnalyzerOptions).GetAnalyzerDiagnosticsAsync();
    }

    /// <summary>The fixes that are offered for a finding, bulk-safe ones first.</summary>
    public static async Task<List<CodeAction>> ActionsOfAsync(Project project, Diagnostic finding)
    {
        var actions = new List<CodeAction>();
        foreach (var provider in AllRules.CodeFixes.Where(provider => provider.FixableDiagnosticIds.Contains(finding.Id)).OrderBy(provider => provider.GetFixAllProvider() is null))
        {
            await provider.RegisterCodeFixesAsync(new CodeFixContext(project.GetDocument(finding.Location.SourceTree)!, finding, (action, _) => actions.Add(action), CancellationToken.None));
        }

        return actions;
    }

    /// <summary>The project after a fix.</summary>
    public static async Task<Project> ApplyAsync(Project project, CodeAction action) =>
        Assert.Single((await action.GetOperationsAsync(CancellationToken.None)).OfType<ApplyChangesOperation>()).ChangedSolution.GetProject(project.Id)!;
}
