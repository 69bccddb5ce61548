using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using TokenGuard.Benchmarks.Measuring;

namespace TokenGuard.Benchmarks.Comparing;

/// <summary>A sample of this repository, compiled in memory.</summary>
/// <param name="Folder">Where it lies.</param>
/// <param name="Mistakes">What its <c>expected.txt</c> lists.</param>
internal sealed record Sample(string Folder, ImmutableArray<Mistake> Mistakes)
{
    public static Sample Open(string name)
    {
        var folder = Path.Combine(Locations.Of("Samples"), name);
        var list = Path.Combine(folder, "expected.txt");
        return new Sample(folder, File.Exists(list) ? [.. File.ReadLines(list).Select(Mistake.Parse).OfType<Mistake>()] : []);
    }

    /// <summary>What the rules of a set that are about security report.</summary>
    /// <param name="analyzers">The rules.</param>
    /// <param name="isConfigured">Whether their own configuration names them, too: Sonar's rules of security are on only then.</param>
    public async Task<ImmutableArray<SampleFinding>> AnalyzeAsync(AnalyzerSet analyzers, bool isConfigured)
    {
        var compilation = CSharpCompilation.Create(
            Path.GetFileName(Folder),
            Files("*.cs").Select(path => CSharpSyntaxTree.ParseText(File.ReadAllText(path), new CSharpParseOptions(LanguageVersion.Latest), path))
                .Append(CSharpSyntaxTree.ParseText(ImplicitUsings.Source, new CSharpParseOptions(LanguageVersion.Latest), "GlobalUsings.g.cs")),
            References.All,
            new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable, specificDiagnosticOptions: analyzers.Severities));
        if (compilation.GetDiagnostics().FirstOrDefault(diagnostic => diagnostic.DefaultSeverity == DiagnosticSeverity.Error) is { } error)
        {
            throw new InvalidOperationException($"The sample does not compile: {error}");
        }

        var settings = Files("appsettings*.json").Select(path => (AdditionalText)new MemoryText(path, File.ReadAllText(path)));
        var options = new AnalyzerOptions([.. settings, .. isConfigured ? new[] { MemoryText.SonarLint(analyzers.Rules.Select(rule => rule.Id)) } : []]);
        var diagnostics = await compilation.WithAnalyzers(analyzers.Analyzers, options).GetAnalyzerDiagnosticsAsync();
        return
        [
            .. diagnostics.Where(diagnostic => IsAboutSecurity(diagnostic.Descriptor) && diagnostic.Location.GetLineSpan().Path.Length > 0 && !diagnostic.IsSuppressed)
                .Select(diagnostic => SampleFinding.Of(diagnostic, Folder)).Distinct().OrderBy(finding => finding.ToString(), StringComparer.Ordinal),
        ];
    }

    // Microsoft: Security; Sonar: Major Vulnerability, Minor Security Hotspot; ours: all but those about the policy are.
    private static bool IsAboutSecurity(DiagnosticDescriptor rule) =>
        rule.Category.Contains("Security", StringComparison.Ordinal) || rule.Category.Contains("Vulnerability", StringComparison.Ordinal) || rule.Category.Contains("Hotspot", StringComparison.Ordinal);

    private IEnumerable<string> Files(string pattern) =>
        Directory.EnumerateFiles(Folder, pattern, SearchOption.AllDirectories)
            .Where(path => Path.GetRelativePath(Folder, path).Split(Path.DirectorySeparatorChar)[0] is not ("obj" or "bin"))
            .Order(StringComparer.Ordinal);
}

/// <summary>A mistake that is in a sample on purpose.</summary>
/// <param name="Rule">The rule of ours about it.</param>
/// <param name="File">The file, from the sample's folder.</param>
/// <param name="Line">The line, from 1.</param>
internal sealed record Mistake(string Rule, string File, int Line)
{
    public override string ToString() => $"{Rule} {File}:{Line}";

    /// <summary>A line of <c>expected.txt</c>, also of a rule that is off by default; null when it is about no place.</summary>
    public static Mistake? Parse(string line) =>
        line.Split(' ') is [.., var rule, var file, var number] && file != "-" ? new Mistake(rule, file, int.Parse(number, System.Globalization.CultureInfo.InvariantCulture)) : null;
}

/// <summary>What an analyzer says of a sample.</summary>
/// <param name="Rule">Its id.</param>
/// <param name="File">The file, from the sample's folder.</param>
/// <param name="First">The first line.</param>
/// <param name="Last">The last line.</param>
internal sealed record SampleFinding(string Rule, string File, int First, int Last)
{
    public static SampleFinding Of(Diagnostic diagnostic, string folder)
    {
        var place = diagnostic.Location.GetLineSpan();
        return new SampleFinding(
            diagnostic.Id,
            Path.GetRelativePath(folder, place.Path).Replace(Path.DirectorySeparatorChar, '/'),
            place.StartLinePosition.Line + 1,
            place.EndLinePosition.Line + 1);
    }

    /// <summary>Whether the mistake stands on one of its lines: whoever marks a whole statement has found what is in it.</summary>
    public bool Covers(Mistake mistake) => mistake.File == File && mistake.Line >= First && mistake.Line <= Last;

    public override string ToString() => $"{Rule} {File}:{First}";
}
