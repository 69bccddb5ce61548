using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace TokenGuard.Conformance.Tests;

/// <summary>Compiles an example, analyzes it with all rules, and repairs it.</summary>
internal static class Example
{
    public static async Task<ImmutableArray<Diagnostic>> AnalyzeAsync(string source)
    {
        using var workspace = new AdhocWorkspace();
        return await AnalyzeAsync(AddDocument(workspace, source));
    }

    /// <summary>The example after the first fix of the first finding of a rule; that finding's diagnostic is gone.</summary>
    public static async Task<string> FixAsync(string source, string id)
    {
        using var workspace = new AdhocWorkspace();
        var document = AddDocument(workspace, source);
        var diagnostic = (await AnalyzeAsync(document)).First(diagnostic => diagnostic.Id == id);
        var actions = new List<CodeAction>();
        foreach (var provider in AllRules.CodeFixes.Where(provider => provider.FixableDiagnosticIds.Contains(id)).OrderBy(provider => provider.GetFixAllProvider() is null))
        {
            await provider.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => actions.Add(action), CancellationToken.None));
        }

        Assert.True(actions.Count > 0, $"No fix is offered for {diagnostic}.");
        var operation = (await actions[0].GetOperationsAsync(CancellationToken.None)).OfType<ApplyChangesOperation>().Single();
        var changed = operation.ChangedSolution.GetDocument(document.Id)!;
        return (await changed.GetTextAsync()).ToString();
    }

    private static async Task<ImmutableArray<Diagnostic>> AnalyzeAsync(Document document)
    {
        var compilation = (await document.Project.GetCompilationAsync())!;
        var errors = compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        Assert.True(!errors.Any(), $"The example does not compile:\n{string.Join('\n', errors)}");
        return await compilation.WithAnalyzers(AllRules.Analyzers).GetAnalyzerDiagnosticsAsync();
    }

    private static Document AddDocument(AdhocWorkspace workspace, string source)
    {
        var isProgram = CSharpSyntaxTree.ParseText(source).GetCompilationUnitRoot().Members.OfType<GlobalStatementSyntax>().Any();
        return workspace
            .AddProject("Example", LanguageNames.CSharp)
            .WithMetadataReferences(References.All)
            .WithParseOptions(new CSharpParseOptions(LanguageVersion.Latest))
            .WithCompilationOptions(new CSharpCompilationOptions(isProgram ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable))
            .AddDocument("GlobalUsings.cs", ImplicitUsings.Source).Project
            .AddDocument("Example.cs", source);
    }
}
