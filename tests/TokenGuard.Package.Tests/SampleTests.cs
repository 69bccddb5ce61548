namespace TokenGuard.Package.Tests;

/// <summary><c>dotnet build samples/...</c> in this repository.</summary>
[Collection(PackageTests.Name)]
public class SampleTests
{
    internal static Lazy<Task<(DotnetRun Run, IReadOnlyList<Finding> Findings)>> Vulnerable { get; } = new(() => BuildAsync("Vulnerable"));

    internal static Lazy<Task<(DotnetRun Run, IReadOnlyList<Finding> Findings)>> VulnerableStrict { get; } = new(() => BuildAsync("Vulnerable", "-p:TokenGuardMode=Strict"));

    [Fact]
    public async Task The_vulnerable_sample_is_reported_as_expected_txt_says()
    {
        var (_, findings) = await Vulnerable.Value;
        var (_, strict) = await VulnerableStrict.Value;
        Repository.AssertGenerated("samples/Vulnerable/expected.txt", ExpectedText(findings, strict));
    }

    [Fact]
    public async Task The_console_shows_the_warnings_and_no_others()
    {
        var (run, findings) = await Vulnerable.Value;
        run.MustSucceed();
        Assert.All(findings, finding => Assert.StartsWith("TKG", finding.Id, StringComparison.Ordinal));
        Assert.Equal(
            findings.Where(finding => finding.Level == "warning").Select(finding => finding.ToString()).Distinct().Order(StringComparer.Ordinal),
            run.Warnings.Select(line => $"{line.Id} {(line.Line == 0 ? "-" : Path.GetRelativePath(Repository.PathOf("samples/Vulnerable"), line.File).Replace('\\', '/'))} {line.Line}").Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_secure_sample_is_silent_even_when_everything_is_asked_for()
    {
        var (run, findings) = await BuildAsync("Secure", "-p:TokenGuardMode=Strict");
        run.MustSucceed();
        Assert.Empty(findings);
        Assert.Empty(run.Warnings);
    }

    internal static async Task<(DotnetRun Run, IReadOnlyList<Finding> Findings)> BuildAsync(string sample, params string[] options)
    {
        var package = await PackedPackage.GetAsync();
        var sarif = Path.Combine(package.Folder, $"{sample}.sarif");
        File.Delete(sarif);

        // As in a fresh clone, but without building the analyzers again.
        var intermediate = Directory.CreateDirectory(Path.Combine(package.Artifacts, "obj", sample));
        intermediate.Delete(recursive: true);

        var run = await Dotnet.RunAsync(
            Repository.Root,
            new Dictionary<string, string>(),
            ["build", $"samples/{sample}", "-c", "Release", "--artifacts-path", package.Artifacts, "-nologo", $"-p:SarifLog={sarif}", .. options]);
        Assert.True(File.Exists(sarif), run.ToString());
        return (run, Sarif.Read(sarif, Repository.PathOf($"samples/{sample}")));
    }

    /// <summary>The sample, built and answering, in development.</summary>
    internal static async Task<RunningApplication> StartAsync(string sample, params (string Name, string Value)[] environment)
    {
        var (run, _) = await BuildAsync(sample);
        run.MustSucceed();
        var assembly = Path.Combine((await PackedPackage.GetAsync()).Artifacts, "bin", sample, "release", $"{sample}.dll");
        var application = await RunningApplication.StartAsync(Repository.PathOf($"samples/{sample}"), assembly, [("ASPNETCORE_ENVIRONMENT", "Development"), .. environment]);
        Assert.True(application.Address is not null, application.Output);
        return application;
    }

    // A line a finding; those that only the mode Strict gives begin with "strict".
    private static string ExpectedText(IEnumerable<Finding> findings, IEnumerable<Finding> strict)
    {
        var lines = findings.Select(finding => finding.ToString()).ToList();
        var strictOnly = strict.Select(finding => finding.ToString()).ToList();
        foreach (var line in lines)
        {
            Assert.True(strictOnly.Remove(line), $"The mode Strict does not report {line}.");
        }

        return string.Concat(lines.Concat(strictOnly.Select(line => $"strict {line}")).Select(line => line + "\n"));
    }
}
