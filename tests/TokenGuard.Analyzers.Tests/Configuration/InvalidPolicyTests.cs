using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;
using TokenGuard.Analyzers.Configuration;

namespace TokenGuard.Analyzers.Tests.Configuration;

public class InvalidPolicyTests
{
    [Fact]
    public Task Valid_options_are_silent() =>
        Reports(
            """
            is_global = true
            tokenguard.max_access_token_lifetime = 10m
            tokenguard.sensitive_claims = tax_id, salary
            tokenguard.confidence = low
            tokenguard.trusted_front_proxy = true
            """);

    [Fact]
    public Task Other_options_are_not_ours() => Reports("is_global = true\ntokenguardian.max = 1\ndotnet_diagnostic.TKG1003.severity = error");

    [Fact]
    public Task A_value_that_cannot_be_read_is_reported_with_what_is_allowed() =>
        Reports(
            "is_global = true\ntokenguard.max_access_token_lifetime = 1 hour",
            "Option 'tokenguard.max_access_token_lifetime' has the value '1 hour', which cannot be used; write a whole number followed by s, m, h or d (for example 15m), or hh:mm:ss under 24 hours; more than zero");

    [Fact]
    public Task An_unknown_option_is_reported_with_those_there_are() =>
        Reports(
            "is_global = true\ntokenguard.max_acess_token_lifetime = 1h",
            $"There is no option 'tokenguard.max_acess_token_lifetime'; the options are {string.Join(", ", Rules.TokenPolicy.Default.Keys.Select(key => $"tokenguard.{key}"))}");

    [Fact]
    public Task An_editorconfig_section_is_read_and_reported_once_for_all_its_files() =>
        Reports(
            "root = true\n[*.cs]\ntokenguard.trusted_front_proxy = yes",
            "Option 'tokenguard.trusted_front_proxy' has the value 'yes', which cannot be used; write true or false");

    [Fact]
    public Task An_empty_item_of_a_list_is_reported() =>
        Reports(
            "is_global = true\ntokenguard.sensitive_claims = salary,",
            "Option 'tokenguard.sensitive_claims' has the value 'salary,', which cannot be used; write words separated by ',' (a ';' starts a comment), none of them empty");

    [Fact]
    public Task A_settings_file_that_cannot_be_read_is_reported_once_at_its_place() =>
        Verify<InvalidPolicyAnalyzer, EmptyCodeFixProvider>.ReportsInFile("/appsettings.Development.json", "{\n  \"Jwt\": {|TKG0001:|}yes,\n  \"Other\": no\n}");

    [Theory]
    [InlineData("/appsettings.json", "{ /* a comment */ \"Jwt\": { \"Key\": \"\", }, }")]
    [InlineData("/other.json", "no JSON at all")]
    public Task A_settings_file_that_can_be_read_and_other_files_are_silent(string file, string text) =>
        Verify<InvalidPolicyAnalyzer, EmptyCodeFixProvider>.ReportsInFile(file, text);

    [Fact]
    public async Task A_host_that_cannot_list_its_keys_still_gets_bad_values_reported()
    {
        var compilation = CSharpCompilation.Create("C", [CSharpSyntaxTree.ParseText("class C;")], References.WithoutLibraries, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        var options = new AnalyzerOptions([], new HostWithoutKeys());
        var diagnostics = await compilation.WithAnalyzers([new InvalidPolicyAnalyzer()], options).GetAnalyzerDiagnosticsAsync();
        Assert.Equal("TKG0001", Assert.Single(diagnostics).Id);
    }

    private sealed class HostWithoutKeys : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Values();

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;

        // Leaves out Keys, whose default throws.
        private sealed class Values : AnalyzerConfigOptions
        {
            public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value) =>
                (value = key == "tokenguard.confidence" ? "medium" : null) is not null;
        }
    }

    private static Task Reports(string options, params string[] messages) =>
        Verify<InvalidPolicyAnalyzer, EmptyCodeFixProvider>.ReportsProblemsOf(
            options,
            messages.Select(message => new DiagnosticResult("TKG0001", DiagnosticSeverity.Warning).WithMessage(message)).ToArray());
}
