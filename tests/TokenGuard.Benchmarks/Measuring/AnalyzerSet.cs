using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using TokenGuard.Analyzers;

namespace TokenGuard.Benchmarks.Measuring;

/// <summary>Analyzers that are measured together, and which of their rules are on.</summary>
/// <param name="Name">What the tables call it.</param>
/// <param name="Analyzers">The analyzers; one type may hold several rules.</param>
/// <param name="Severities">What is set for rules, whatever their default.</param>
internal sealed record AnalyzerSet(string Name, ImmutableArray<DiagnosticAnalyzer> Analyzers, ImmutableDictionary<string, ReportDiagnostic> Severities)
{
    /// <summary>All analyzers of the package, as a build has them that sets nothing.</summary>
    public static AnalyzerSet TokenGuard { get; } =
        new("TokenGuard", AllOf(typeof(TokenGuardAnalyzer).Assembly), ImmutableDictionary<string, ReportDiagnostic>.Empty);

    /// <summary>The severities that the SDK sets for <c>AnalysisLevel</c> 10.</summary>
    public static string SdkConfiguration { get; } = Path.Combine(Locations.Of("SdkAnalyzers"), "build", "config", "analysislevel_10_default.globalconfig");

    /// <summary>What the SDK brings into every build, with its severities.</summary>
    public static AnalyzerSet Sdk { get; } = new("SDK analyzers", AllOf(SdkAssemblies), SdkDefaults());

    /// <summary>Microsoft's rules about tokens and cookies.</summary>
    public static AnalyzerSet MicrosoftTokenRules { get; } = Only(SdkAssemblies, "CA5382", "CA5383", "CA5396", "CA5404", "CA5405");

    /// <summary>All of Microsoft's, with the severities that the SDK sets.</summary>
    public static AnalyzerSet Microsoft { get; } = Sdk with { Name = "NetAnalyzers" };

    /// <summary>All of Sonar's.</summary>
    public static AnalyzerSet Sonar { get; } = new("SonarAnalyzer.CSharp", AllOf(SonarAssembly), ImmutableDictionary<string, ReportDiagnostic>.Empty);

    /// <summary>The rule of dotnet/roslyn-analyzers#7849.</summary>
    public static AnalyzerSet HardCodedKeys { get; } = Only(SdkAssemblies, "CA5390");

    /// <summary>Sonar's rules about tokens and cookies.</summary>
    public static AnalyzerSet SonarTokenRules { get; } = Only([SonarAssembly], "S2092", "S3330", "S5659");

    private static Assembly SonarAssembly => Load("SonarAnalyzers", "SonarAnalyzer.CSharp.dll");

    private static Assembly[] SdkAssemblies => [Load("SdkAnalyzers", "Microsoft.CodeAnalysis.NetAnalyzers.dll"), Load("SdkAnalyzers", "Microsoft.CodeAnalysis.CSharp.NetAnalyzers.dll")];

    public AnalyzerSet And(AnalyzerSet other) => new($"{Name} and {other.Name}", Analyzers.AddRange(other.Analyzers), Severities.SetItems(other.Severities));

    /// <summary>Its rules.</summary>
    public ImmutableArray<DiagnosticDescriptor> Rules => [.. Analyzers.SelectMany(analyzer => analyzer.SupportedDiagnostics).DistinctBy(rule => rule.Id)];

    /// <summary>The same with every rule on.</summary>
    public AnalyzerSet AllOn => this with { Severities = Rules.ToImmutableDictionary(rule => rule.Id, _ => ReportDiagnostic.Warn) };

    /// <summary>Whether a rule is not suppressed.</summary>
    public bool IsOn(string id) => Severities.GetValueOrDefault(id) != ReportDiagnostic.Suppress;

    // An analyzer that holds other rules too is left to run for these only.
    private static AnalyzerSet Only(IEnumerable<Assembly> assemblies, params string[] ids)
    {
        var analyzers = AllOf(assemblies).Where(analyzer => analyzer.SupportedDiagnostics.Any(rule => ids.Contains(rule.Id))).ToImmutableArray();
        return new(
            string.Join(' ', ids),
            analyzers,
            analyzers.SelectMany(analyzer => analyzer.SupportedDiagnostics).Select(rule => rule.Id).Distinct()
                .ToImmutableDictionary(id => id, id => ids.Contains(id) ? ReportDiagnostic.Warn : ReportDiagnostic.Suppress));
    }

    private static ImmutableArray<DiagnosticAnalyzer> AllOf(params IEnumerable<Assembly> assemblies) =>
    [
        .. assemblies.SelectMany(assembly => assembly.GetTypes())
            .Where(type => !type.IsAbstract && type.GetCustomAttribute<DiagnosticAnalyzerAttribute>() is { } analyzer && analyzer.Languages.Contains(LanguageNames.CSharp))
            .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!),
    ];

    private static ImmutableDictionary<string, ReportDiagnostic> SdkDefaults() =>
        AnalyzerConfigSet.Create(ImmutableArray.Create(AnalyzerConfig.Parse(File.ReadAllText(SdkConfiguration), SdkConfiguration))).GlobalConfigOptions.TreeOptions;

    private static Assembly Load(string folder, string file) => Assembly.LoadFrom(Path.Combine(Locations.Of(folder), file));
}
