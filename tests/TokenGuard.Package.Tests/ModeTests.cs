namespace TokenGuard.Package.Tests;

/// <summary>The packed package on a copy of samples/Vulnerable, in every <c>TokenGuardMode</c>.</summary>
[Collection(PackageTests.Name)]
public class ModeTests(ModeTests.Copy copy) : IClassFixture<ModeTests.Copy>
{
    [Fact]
    public async Task Without_a_mode_the_package_reports_what_the_sources_report()
    {
        copy.Run.MustSucceed();
        Assert.Equal((await SampleTests.Vulnerable.Value).Findings, copy.Findings);
    }

    [Fact]
    public async Task Recommended_is_the_default()
    {
        var (run, findings) = await copy.Consumer.BuildAsync("-p:TokenGuardMode=Recommended");
        run.MustSucceed();
        Assert.Equal(copy.Findings, findings);
    }

    [Fact]
    public async Task Minimal_leaves_the_warnings()
    {
        var (run, findings) = await copy.Consumer.BuildAsync("-p:TokenGuardMode=Minimal");
        run.MustSucceed();
        Assert.Contains(copy.Findings, finding => finding.Level == "note");
        Assert.Equal(copy.Findings.Where(finding => finding.Level == "warning"), findings);
    }

    [Fact]
    public async Task Strict_makes_warnings_errors_and_everything_else_a_warning()
    {
        var (run, findings) = await copy.Consumer.BuildAsync("-p:TokenGuardMode=strict");
        Assert.False(run.Succeeded);
        Assert.Equal((await SampleTests.VulnerableStrict.Value).Findings, findings);
        var errors = copy.Findings.Where(finding => finding.Level == "warning").Select(finding => finding.Id).ToHashSet();
        Assert.Equal(findings.Select(finding => errors.Contains(finding.Id) ? "error" : "warning"), findings.Select(finding => finding.Level));
    }

    [Fact]
    public async Task None_is_silent()
    {
        var (run, findings) = await copy.Consumer.BuildAsync("-p:TokenGuardMode=None");
        run.MustSucceed();
        Assert.Empty(findings);
    }

    [Fact]
    public async Task A_mode_that_does_not_exist_breaks_the_build()
    {
        var (run, _) = await copy.Consumer.BuildAsync("-p:TokenGuardMode=Paranoid");
        Assert.False(run.Succeeded);
        var error = Assert.Single(run.Warnings, line => line.Kind == "error");
        Assert.Equal("TKG0001", error.Id);
        Assert.All(["'Paranoid'", "Minimal", "Recommended", "Strict", "None"], word => Assert.Contains(word, error.Message, StringComparison.Ordinal));
    }

    /// <summary>One copy for all modes; the tests of a class run one after the other.</summary>
    public sealed class Copy : IAsyncLifetime
    {
        internal Consumer Consumer { get; private set; } = null!;

        internal DotnetRun Run { get; private set; } = null!;

        internal IReadOnlyList<Finding> Findings { get; private set; } = [];

        public async Task InitializeAsync()
        {
            Consumer = await Consumer.CopyOfAsync("Vulnerable", "Modes");
            (Run, Findings) = await Consumer.BuildAsync();
        }

        public Task DisposeAsync() => Task.CompletedTask;
    }
}
