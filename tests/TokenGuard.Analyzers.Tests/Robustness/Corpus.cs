using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace TokenGuard.Analyzers.Tests.Robustness;

/// <summary>Code in which the rules have something to do: the samples, and the code under test of every test here.</summary>
internal static partial class Corpus
{
    /// <summary>All analyzers of the package.</summary>
    public static ImmutableArray<DiagnosticAnalyzer> Analyzers { get; } =
        typeof(TokenGuardAnalyzer).Assembly.GetTypes()
            .Where(type => !type.IsAbstract && type.IsSubclassOf(typeof(TokenGuardAnalyzer)))
            .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!)
            .ToImmutableArray();

    public static ImmutableArray<string> Vulnerable { get; } = FilesOf("samples/Vulnerable").Select(File.ReadAllText).ToImmutableArray();

    public static ImmutableArray<string> Secure { get; } = FilesOf("samples/Secure").Select(File.ReadAllText).ToImmutableArray();

    public static ImmutableArray<string> Samples { get; } = Vulnerable.AddRange(Secure);

    public static ImmutableArray<string> CodeUnderTest { get; } =
        FilesOf("tests/TokenGuard.Analyzers.Tests").SelectMany(CodeIn).Distinct().ToImmutableArray();

    /// <summary>
    /// Compiles sources with the implicit usings of a web project. Nullability is off: the compiler's analysis of it does not survive all
    /// mutants, and what it leaves behind in its pools then fails other compilations of the process.
    /// </summary>
    public static CSharpCompilation Compile(IEnumerable<MetadataReference> references, params IEnumerable<string> sources) =>
        CSharpCompilation.Create(
            "Corpus",
            sources.Append(ImplicitUsings.Source).Select((source, i) => CSharpSyntaxTree.ParseText(source, new CSharpParseOptions(LanguageVersion.Latest), $"/{i}.cs")),
            references,
            new CSharpCompilationOptions(OutputKind.ConsoleApplication));

    private static IEnumerable<string> FilesOf(string folder) =>
        Directory.EnumerateFiles(Repository.PathOf(folder), "*.cs", SearchOption.AllDirectories)
            .Where(path => !path.Contains("/obj/", StringComparison.Ordinal) && !path.Contains("/bin/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);

    // The raw strings of a test are C#, with markup.
    private static IEnumerable<string> CodeIn(string path) =>
        CSharpSyntaxTree.ParseText(File.ReadAllText(path)).GetRoot().DescendantNodes().OfType<LiteralExpressionSyntax>()
            .Where(literal => literal.Token.IsKind(SyntaxKind.MultiLineRawStringLiteralToken))
            .Select(literal => Markup().Replace(literal.Token.ValueText, string.Empty))
            .Where(text => text.Contains(';', StringComparison.Ordinal));

    [GeneratedRegex(@"\{\|[^:|]*:|\|\}")]
    private static partial Regex Markup();
}
