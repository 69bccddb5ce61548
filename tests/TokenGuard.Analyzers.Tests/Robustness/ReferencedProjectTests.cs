using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Emit;

namespace TokenGuard.Analyzers.Tests.Robustness;

/// <summary>Types in another project: an editor knows that one by its code, a build by its assembly. Both must report the same.</summary>
public class ReferencedProjectTests
{
    private const string Visible = """[assembly: System.Runtime.CompilerServices.InternalsVisibleTo("App")]""";

    [Fact]
    public async Task Editors_and_builds_report_the_same_where_types_are_in_another_project()
    {
        var differences = new ConcurrentQueue<string>();
        var (compared, found) = (0, 0);
        await Parallel.ForEachAsync(FilesOf(Corpus.Vulnerable).Concat(FilesOf(Corpus.Secure)).Concat(CodeUnderTest()), async (projects, cancellation) =>
        {
            var library = Compile("Library", [], [Visible, .. projects.Library]);
            using var assembly = new MemoryStream();
            if (!library.Emit(assembly, options: new EmitOptions(metadataOnly: true, tolerateErrors: true), cancellationToken: cancellation).Success)
            {
                return;
            }

            assembly.Position = 0;
            var inEditor = await ReportAsync(Compile("App", [library.ToMetadataReference()], [projects.App]));
            var inBuild = await ReportAsync(Compile("App", [MetadataReference.CreateFromStream(assembly)], [projects.App]));
            Interlocked.Increment(ref compared);
            Interlocked.Add(ref found, inBuild.Length);
            if (!inEditor.SequenceEqual(inBuild))
            {
                differences.Enqueue($"only in the editor: {string.Join(", ", inEditor.Except(inBuild))}\nonly in the build: {string.Join(", ", inBuild.Except(inEditor))}\n{projects.App}");
            }
        });
        Assert.True(differences.IsEmpty, $"{differences.Count} differences, the first: {differences.FirstOrDefault()}");
        Assert.True(compared > 100 && found > 50, $"Only {compared} compared, with {found} findings.");
    }

    // Each file of a sample, with all others in the other project.
    private static IEnumerable<(string App, IEnumerable<string> Library)> FilesOf(ImmutableArray<string> sample) =>
        sample.Select(app => (app, sample.Where(other => other != app && CSharpSyntaxTree.ParseText(other).GetCompilationUnitRoot().Members.All(member => member is not GlobalStatementSyntax))));

    // Every other type, in a file with the same usings.
    private static IEnumerable<(string App, IEnumerable<string> Library)> CodeUnderTest()
    {
        foreach (var source in Corpus.CodeUnderTest)
        {
            var root = CSharpSyntaxTree.ParseText(source, new CSharpParseOptions(LanguageVersion.Latest)).GetCompilationUnitRoot();
            for (var first = 0; first < 2; first++)
            {
                var moved = root.Members.OfType<BaseTypeDeclarationSyntax>().Where((_, i) => i % 2 == first).ToList();
                if (moved.Count > 0)
                {
                    yield return (root.WithMembers([.. root.Members.Where(member => !moved.Contains(member))]).ToFullString(), [root.WithMembers([.. moved]).ToFullString()]);
                }
            }
        }
    }

    private static CSharpCompilation Compile(string name, IEnumerable<MetadataReference> others, IEnumerable<string> sources) =>
        CSharpCompilation.Create(
            name,
            sources.Append(ImplicitUsings.Source).Select((text, i) => CSharpSyntaxTree.ParseText(text, new CSharpParseOptions(LanguageVersion.Latest), $"/{name}{i}.cs")),
            [.. References.All, .. others],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));

    private static async Task<ImmutableArray<string>> ReportAsync(CSharpCompilation compilation)
    {
        var failures = new ConcurrentQueue<string>();
        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([]), (exception, analyzer, _) => failures.Enqueue($"{analyzer.GetType().Name}: {exception}"), concurrentAnalysis: false, logAnalyzerExecutionTime: false);
        var found = await compilation.WithAnalyzers(Corpus.Analyzers, options).GetAnalyzerDiagnosticsAsync();
        return [.. found.Select(diagnostic => $"{diagnostic.Id} {diagnostic.Location.SourceSpan} {diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}").Concat(failures).Order(StringComparer.Ordinal)];
    }
}
