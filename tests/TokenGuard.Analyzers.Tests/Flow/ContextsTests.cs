using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;

namespace TokenGuard.Analyzers.Tests.Flow;

/// <summary>What runs in development only is not reported, however the guard is written; its twin is.</summary>
public class ContextsTests
{
    private const string Mistake = "Probe.Kind(accessToken);";

    [Theory]
    [InlineData("Shop.IntegrationTests", true)]
    [InlineData("Shop.Tests.Clients", true)]
    [InlineData("ConformanceTests", true)]
    [InlineData("Shop.Api", false)]
    [InlineData("SpeedTest", false)]
    [InlineData("Contests.Api", false)]
    [InlineData(null, false)]
    public void Projects_of_tests_are_known_by_their_name(string? assembly, bool expected) =>
        Assert.Equal(expected, Analyzers.Flow.Contexts.IsTestProject(CSharpCompilation.Create(assembly), Options.Instance));

    private sealed class Options : AnalyzerConfigOptions
    {
        public static readonly Options Instance = new();

        public override bool TryGetValue(string key, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out string? value) => (value = null) is not null;
    }

    [Theory]
    [InlineData("if (env.IsDevelopment()) { @ }")]
    [InlineData("if (debugging && env.IsDevelopment()) { @ }")]
    [InlineData("if (!env.IsDevelopment()) { } else { @ }")]
    [InlineData("var isDev = env.IsDevelopment(); if (isDev) { @ }")]
    [InlineData("if (isDevelopment) { @ }")]
    [InlineData("""if (env.EnvironmentName == "Development") { @ }""")]
    [InlineData("if (env.EnvironmentName == Environments.Development) { @ }")]
    [InlineData("""if (env.EnvironmentName is "Development" or "Local") { @ }""")]
    [InlineData("""var name = env.EnvironmentName; if (name == "Development") { @ }""")]
    [InlineData("""switch (env.EnvironmentName) { case "Development": @ break; }""")]
    [InlineData("""switch (env.EnvironmentName) { case "Development": case "Test" when debugging: { @ } break; default: break; }""")]
    [InlineData("""Action run = env.EnvironmentName switch { "Development" or "Local" => () => { @ }, _ => () => { } };""")]
    [InlineData("if (!env.IsDevelopment()) { return; } @")]
    [InlineData("if (!env.IsDevelopment()) throw new Exception(); @")]
    [InlineData("if (env.IsProduction()) { return; } @")]
    [InlineData("\n#if DEBUG\n@\n#endif\n")]
    public Task Development_only_code_is_silent(string body) => Tells(body);

    [Theory]
    [InlineData("if (!env.IsDevelopment()) { @ }")]
    [InlineData("if (debugging || env.IsDevelopment()) { @ }")]
    [InlineData("if (env.IsDevelopment()) { } else { @ }")]
    [InlineData("var isDev = env.IsDevelopment() || debugging; if (isDev) { @ }")]
    [InlineData("if (debugging) { @ }")]
    [InlineData("""if (env.EnvironmentName != "Development") { @ }""")]
    [InlineData("""switch (env.EnvironmentName) { case "Development": break; default: @ break; }""")]
    [InlineData("""switch (env.EnvironmentName) { case "Development": case "Staging": @ break; }""")]
    [InlineData("""switch (env.ApplicationName) { case "Development": @ break; }""")]
    [InlineData("""Action run = env.EnvironmentName switch { "Development" => () => { }, _ => () => { @ } };""")]
    [InlineData("""Action run = env.EnvironmentName switch { "Development" or "Staging" => () => { @ }, _ => () => { } };""")]
    [InlineData("if (env.IsDevelopment()) { return; } @")]
    [InlineData("if (!env.IsDevelopment()) { debugging = false; } @")]
    [InlineData("\n#if TRACE\n#else\n@\n#endif\n")]
    [InlineData("\n#if DEBUG\n#endif\n@")]
    public Task Other_code_is_reported(string body) =>
        Tells(body, new DiagnosticResult(FlowProbe.Id, DiagnosticSeverity.Warning).WithLocation(0).WithArguments("Access Medium 'accessToken'"));

    private static Task Tells(string body, params DiagnosticResult[] expected) =>
        Verify<FlowProbe, EmptyCodeFixProvider>.ReportsMessages(
            $$"""
            #define DEBUG
            public class C(IHostEnvironment env)
            {
                private readonly bool isDevelopment = env.IsDevelopment();

                public void M(string accessToken, bool debugging)
                {
                    {{body.Replace("@", expected.Length == 0 ? Mistake : $"{{|#0:{Mistake.TrimEnd(';')}|}};", StringComparison.Ordinal)}}
                }
            }
            {{FlowProbe.Functions}}
            """,
            expected);
}
