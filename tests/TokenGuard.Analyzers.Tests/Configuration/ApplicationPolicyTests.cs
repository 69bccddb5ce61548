using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using TokenGuard.Analyzers.Configuration;

namespace TokenGuard.Analyzers.Tests.Configuration;

/// <summary>The policy of the entry point's file is written into the application, and another one elsewhere is told.</summary>
public class ApplicationPolicyTests
{
    private const string Runtime = """
        namespace TokenGuard.AspNetCore
        {
            [System.AttributeUsage(System.AttributeTargets.Assembly, AllowMultiple = true)]
            public sealed class TokenGuardPolicyAttribute(string key, string value) : System.Attribute
            {
                public string Key => key;
                public string Value => value;
            }
        }
        """;

    private static readonly Dictionary<string, string> TenMinutes = new() { ["tokenguard.max_access_token_lifetime"] = "10m" };

    [Fact]
    public void What_is_set_for_the_file_of_the_entry_point_is_written()
    {
        var (sources, application) = Generate(new() { ["Program.cs"] = TenMinutes }, ("Program.cs", "System.Console.WriteLine();"), ("Runtime.cs", Runtime));
        var attribute = Assert.Single(application.Assembly.GetAttributes(), attribute => attribute.AttributeClass?.Name == "TokenGuardPolicyAttribute");
        Assert.Equal(["max_access_token_lifetime", "10m"], attribute.ConstructorArguments.Select(argument => argument.Value));
        Assert.Single(sources);
        Assert.Empty(application.GetDiagnostics().Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning));
    }

    [Fact]
    public void Text_that_needs_escaping_arrives_as_it_is()
    {
        const string Words = "a\"b, \\c\n";
        var (_, application) = Generate(new() { ["Program.cs"] = new() { ["tokenguard.sensitive_claims"] = Words } }, ("Program.cs", "class P { static void Main() { } }"), ("Runtime.cs", Runtime));
        Assert.Equal(Words, application.Assembly.GetAttributes().Single(attribute => attribute.AttributeClass?.Name == "TokenGuardPolicyAttribute").ConstructorArguments[1].Value);
    }

    [Fact]
    public void Options_of_the_build_alone_and_unknown_ones_are_left_out() =>
        Assert.Empty(Generate(
            new() { ["Program.cs"] = new() { ["tokenguard.confidence"] = "low", ["tokenguard.excluded_settings"] = "*", ["tokenguard.unknown"] = "1", ["other"] = "2" } },
            ("Program.cs", "System.Console.WriteLine();"),
            ("Runtime.cs", Runtime)).Sources);

    [Fact]
    public void Without_the_runtime_nothing_is_written() =>
        Assert.Empty(Generate(new() { ["Program.cs"] = TenMinutes }, ("Program.cs", "System.Console.WriteLine();")).Sources);

    [Fact]
    public void Where_nothing_is_set_nothing_is_written() =>
        Assert.Empty(Generate(new() { ["Other.cs"] = TenMinutes }, ("Program.cs", "System.Console.WriteLine();"), ("Other.cs", "class C;"), ("Runtime.cs", Runtime)).Sources);

    [Fact]
    public void A_library_has_no_policy_of_its_own() =>
        Assert.Empty(Generate(new() { ["C.cs"] = TenMinutes }, OutputKind.DynamicallyLinkedLibrary, ("C.cs", "class C;"), ("Runtime.cs", Runtime)).Sources);

    [Fact]
    public async Task Another_limit_for_another_file_is_reported() =>
        Assert.Equal(
            ["Option 'tokenguard.max_access_token_lifetime' is '10m' for 'Other.cs' and '20m' for 'Program.cs', by which the running application goes; set it once for the whole project"],
            await ProblemsAsync(new() { ["Program.cs"] = new() { ["tokenguard.max_access_token_lifetime"] = "20m" }, ["Other.cs"] = TenMinutes }, ("Program.cs", "System.Console.WriteLine();"), ("Other.cs", "class C;"), ("Runtime.cs", Runtime)));

    [Fact]
    public async Task A_limit_that_the_entry_point_does_not_have_is_reported() =>
        Assert.Equal(
            ["Option 'tokenguard.max_access_token_lifetime' is '10m' for 'Other.cs' and not set for 'Program.cs', by which the running application goes; set it once for the whole project"],
            await ProblemsAsync(new() { ["Other.cs"] = TenMinutes }, ("Program.cs", "System.Console.WriteLine();"), ("Other.cs", "class C;"), ("Runtime.cs", Runtime)));

    [Fact]
    public async Task Options_of_the_build_alone_may_differ() =>
        Assert.Empty(await ProblemsAsync(new() { ["Other.cs"] = new() { ["tokenguard.confidence"] = "low" } }, ("Program.cs", "System.Console.WriteLine();"), ("Other.cs", "class C;"), ("Runtime.cs", Runtime)));

    [Fact]
    public async Task Where_no_runtime_is_used_files_may_differ() =>
        Assert.Empty(await ProblemsAsync(new() { ["Other.cs"] = TenMinutes }, ("Program.cs", "System.Console.WriteLine();"), ("Other.cs", "class C;")));

    [Fact]
    public async Task One_policy_for_all_files_is_silent() =>
        Assert.Empty(await ProblemsAsync(new() { ["Program.cs"] = TenMinutes, ["Other.cs"] = TenMinutes }, ("Program.cs", "System.Console.WriteLine();"), ("Other.cs", "class C;"), ("Runtime.cs", Runtime)));

    private static (string[] Sources, Compilation Application) Generate(Dictionary<string, Dictionary<string, string>> options, params (string Name, string Text)[] files) =>
        Generate(options, OutputKind.ConsoleApplication, files);

    private static (string[] Sources, Compilation Application) Generate(Dictionary<string, Dictionary<string, string>> options, OutputKind kind, params (string Name, string Text)[] files)
    {
        var driver = CSharpGeneratorDriver.Create([new ApplicationPolicyGenerator().AsSourceGenerator()], [], CSharpParseOptions.Default, new Options(options))
            .RunGeneratorsAndUpdateCompilation(Compile(kind, files), out var application, out var problems);
        Assert.Empty(problems);
        return (driver.GetRunResult().GeneratedTrees.Select(tree => tree.ToString()).ToArray(), application);
    }

    private static async Task<string[]> ProblemsAsync(Dictionary<string, Dictionary<string, string>> options, params (string Name, string Text)[] files)
    {
        var diagnostics = await Compile(OutputKind.ConsoleApplication, files)
            .WithAnalyzers([new InvalidPolicyAnalyzer()], new AnalyzerOptions([], new Options(options)))
            .GetAnalyzerDiagnosticsAsync();
        return diagnostics.Select(diagnostic => diagnostic.GetMessage(CultureInfo.InvariantCulture)).ToArray();
    }

    private static CSharpCompilation Compile(OutputKind kind, (string Name, string Text)[] files) =>
        CSharpCompilation.Create("Application", files.Select(file => CSharpSyntaxTree.ParseText(file.Text, path: $"/app/{file.Name}")), References.WithoutLibraries, new CSharpCompilationOptions(kind));

    private sealed class Options(Dictionary<string, Dictionary<string, string>> byFile) : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Values([]);

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) =>
            byFile.TryGetValue(Path.GetFileName(tree.FilePath), out var values) ? new Values(values) : GlobalOptions;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;
    }

    private sealed class Values(Dictionary<string, string> values) : AnalyzerConfigOptions
    {
        public override IEnumerable<string> Keys => values.Keys;

        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value) => values.TryGetValue(key, out value);
    }
}
