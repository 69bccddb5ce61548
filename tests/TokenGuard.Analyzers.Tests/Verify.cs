using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;
using Microsoft.CodeAnalysis.Text;

namespace TokenGuard.Analyzers.Tests;

/// <summary>
/// Runs one analyzer, and its code fix, over C# with the implicit usings of a web project. Findings are marked <c>{|TKG1004:span|}</c>;
/// whatever is not marked must not be reported. Code with statements at the top is a program.
/// </summary>
internal static class Verify<TAnalyzer, TCodeFix>
    where TAnalyzer : DiagnosticAnalyzer, new()
    where TCodeFix : CodeFixProvider, new()
{
    /// <summary>The marked findings, and no others.</summary>
    public static Task Reports([StringSyntax("C#-test")] string source, params string[] stubs) => Create(source, stubs).RunAsync();

    /// <summary>Nothing is reported.</summary>
    public static Task Silent([StringSyntax("C#-test")] string source, params string[] stubs)
    {
        Assert.DoesNotContain("{|TKG", source, StringComparison.Ordinal);
        return Create(source, stubs).RunAsync();
    }

    /// <summary>The marked findings, with options such as <c>tokenguard.max_access_token_lifetime = 10m</c>, one a line.</summary>
    public static Task ReportsWith(string options, [StringSyntax("C#-test")] string source, params string[] stubs)
    {
        var test = Create(source, stubs);
        test.TestState.AnalyzerConfigFiles.Add(("/.globalconfig", $"is_global = true\n{options}\n"));
        return test.RunAsync();
    }

    /// <summary>The findings, with their messages: markup <c>{|#0:span|}</c> and <see cref="DiagnosticResult"/>s.</summary>
    public static Task ReportsMessages([StringSyntax("C#-test")] string source, params DiagnosticResult[] expected)
    {
        var test = Create(source, []);
        test.ExpectedDiagnostics.AddRange(expected);
        return test.RunAsync();
    }

    /// <summary>The marked findings in a file of settings beside an empty class, with options such as <c>tokenguard.excluded_settings = *</c>.</summary>
    public static Task ReportsInFile(string fileName, string text, string? options = null)
    {
        var test = Create("class C;", []);
        test.TestState.AdditionalFiles.Add((fileName, text));
        if (options is not null)
        {
            test.TestState.AnalyzerConfigFiles.Add(("/.globalconfig", $"is_global = true\n{options}\n"));
        }

        return test.RunAsync();
    }

    /// <summary>What is reported, without place, of a configuration file.</summary>
    public static Task ReportsProblemsOf(string configurationFile, params DiagnosticResult[] expected)
    {
        var test = Create("class C;", []);
        test.TestState.AnalyzerConfigFiles.Add((configurationFile.StartsWith("is_global", StringComparison.Ordinal) ? "/.globalconfig" : "/.editorconfig", configurationFile));
        test.ExpectedDiagnostics.AddRange(expected);
        return test.RunAsync();
    }

    /// <summary>
    /// The fix turns the source into the fixed one, which compiles; findings that remain are marked there.
    /// A bulk-safe fix is applied to all findings at once too.
    /// </summary>
    public static Task Fixes([StringSyntax("C#-test")] string source, [StringSyntax("C#-test")] string fixedSource, string? key = null, string? options = null, params string[] stubs)
    {
        var test = Create(source, stubs);
        test.ExpectFixed(fixedSource);
        test.CodeActionEquivalenceKey = key;
        test.CodeActionValidationMode = CodeActionValidationMode.None;
        test.FixedState.MarkupHandling = MarkupMode.Allow;
        if (options is not null)
        {
            test.TestState.AnalyzerConfigFiles.Add(("/.globalconfig", $"is_global = true\n{options}\n"));
        }

        return test.RunAsync();
    }

    /// <summary>The findings are reported, and no fix is offered.</summary>
    public static Task OffersNoFix([StringSyntax("C#-test")] string source, params string[] stubs)
    {
        var test = Create(source, stubs);
        test.ExpectFixed(source);
        return test.RunAsync();
    }

    private static Test Create(string source, string[] stubs) => new(source, stubs);

    private sealed class Test : CSharpCodeFixTest<TAnalyzer, TCodeFix, DefaultVerifier>
    {
        private readonly bool isProgram;
        private readonly List<(string Name, SourceText Text)> beside;

        public Test(string source, string[] stubs)
        {
            ReferenceAssemblies = new ReferenceAssemblies("net10.0");
            TestCode = source;
            TestState.AdditionalReferences.AddRange(References.All);
            beside = [("/GlobalUsings.cs", SourceText.From(ImplicitUsings.Source)), .. stubs.Select(stub => ($"/{stub}", SourceText.From(Stub(stub))))];
            TestState.Sources.AddRange(beside);
            TestFileMarkupParser.GetSpans(source, treatPositionIndicatorsAsCode: true, out var plainSource, out ImmutableDictionary<string, ImmutableArray<TextSpan>> _);
            isProgram = CSharpSyntaxTree.ParseText(plainSource).GetCompilationUnitRoot().Members.Any(SyntaxKind.GlobalStatement);
            TestState.OutputKind = isProgram ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary;
            TestBehaviors |= TestBehaviors.SkipGeneratedCodeCheck;
        }

        /// <summary>The code after the fix; the files beside it stay as they are.</summary>
        public void ExpectFixed(string source)
        {
            FixedCode = source;
            FixedState.Sources.AddRange(beside);
        }

        protected override ParseOptions CreateParseOptions() => new CSharpParseOptions(LanguageVersion.Latest, DocumentationMode.Parse);

        protected override CompilationOptions CreateCompilationOptions() =>
            ((CSharpCompilationOptions)base.CreateCompilationOptions()).WithNullableContextOptions(NullableContextOptions.Enable);

        private static string Stub(string name)
        {
            using var stream = typeof(Test).Assembly.GetManifestResourceStream(name) ?? throw new ArgumentException($"There is no stub {name} in the folder Stubs.");
            using var reader = new StreamReader(stream);
            return reader.ReadToEnd();
        }
    }
}

/// <summary>The same for a rule without code fix.</summary>
internal static class Verify<TAnalyzer>
    where TAnalyzer : DiagnosticAnalyzer, new()
{
    public static Task Reports([StringSyntax("C#-test")] string source, params string[] stubs) => Verify<TAnalyzer, EmptyCodeFixProvider>.Reports(source, stubs);

    public static Task Silent([StringSyntax("C#-test")] string source, params string[] stubs) => Verify<TAnalyzer, EmptyCodeFixProvider>.Silent(source, stubs);

    public static Task ReportsWith(string options, [StringSyntax("C#-test")] string source, params string[] stubs) => Verify<TAnalyzer, EmptyCodeFixProvider>.ReportsWith(options, source, stubs);
}
