namespace TokenGuard.Package.Tests;

/// <summary>The packed package and the settings files of a project: found without being asked for, told once, and left out in the ways the README shows.</summary>
[Collection(PackageTests.Name)]
public class AppSettingsTests(AppSettingsTests.Project project) : IClassFixture<AppSettingsTests.Project>
{
    private const string Settings =
        """
        {
          // a comment
          "Jwt": {
            "Key": "k3Xw9Qm2Vt7Rz4Lb8Nc1Hs6Yd5Jf0Pg3", // TKG7002
          },
        }
        """;

    private static readonly string[] Secret = ["TKG7002 appsettings.json 4"];

    [Fact]
    public async Task A_finding_stands_at_its_line_in_the_file()
    {
        project.Reset();
        var (run, findings) = await project.Consumer.BuildAsync();
        run.MustSucceed();
        Assert.Equal(Secret, findings.Select(finding => finding.ToString()));
    }

    [Fact]
    public async Task A_project_of_several_target_frameworks_tells_it_once()
    {
        project.Reset();
        var lines = project.ProjectText.Split('\n').Where(line => !line.Contains("JwtBearer", StringComparison.Ordinal)); // of this version, for .NET 10 only
        project.Consumer.Write(
            Project.File,
            string.Join('\n', lines).Replace("<TargetFramework>net10.0</TargetFramework>", "<TargetFrameworks>net10.0;net8.0</TargetFrameworks>", StringComparison.Ordinal));
        (await project.Consumer.RunAsync("restore")).MustSucceed();
        var run = await project.Consumer.RunAsync("build", "--no-restore", "--no-incremental", "-nologo"); // without log: both builds would write it
        run.MustSucceed();
        Assert.Equal(["TKG7002"], run.Warnings.Where(warning => warning.Id.StartsWith("TKG", StringComparison.Ordinal)).Select(warning => warning.Id));
        project.Reset();
        (await project.Consumer.RunAsync("restore")).MustSucceed();
    }

    [Theory]
    [InlineData(".editorconfig", "root = true\n\n[appsettings.json]\ntokenguard.excluded_settings = Jwt:Key\n")]
    [InlineData(".globalconfig", "is_global = true\ndotnet_diagnostic.TKG7002.severity = none\n")]
    public async Task A_configuration_file_leaves_it_out(string file, string text)
    {
        project.Reset();
        project.Consumer.Write(file, text);
        var (run, findings) = await project.Consumer.BuildAsync();
        run.MustSucceed();
        Assert.Empty(findings);
    }

    // What README tells users to set: severities of .editorconfig do not reach additional files.
    [Theory]
    [InlineData("-p:NoWarn=TKG7002")]
    [InlineData("-p:TokenGuardAppSettings=false")]
    public async Task A_property_leaves_it_out(string option)
    {
        project.Reset();
        var (run, findings) = await project.Consumer.BuildAsync(option);
        run.MustSucceed();
        Assert.Empty(findings);
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_is_told_at_its_line()
    {
        project.Reset();
        project.Consumer.Write("appsettings.json", "{\n  \"Jwt\": oops\n}\n");
        var (run, findings) = await project.Consumer.BuildAsync();
        run.MustSucceed();
        Assert.Equal(["TKG0001 appsettings.json 2"], findings.Select(finding => finding.ToString()));
    }

    public sealed class Project : IAsyncLifetime
    {
        internal const string File = "Settings.csproj";

        internal Consumer Consumer { get; private set; } = null!;

        internal string ProjectText { get; private set; } = string.Empty;

        public async Task InitializeAsync()
        {
            Consumer = await Consumer.CreateAsync("Settings", ("Program.cs", "WebApplication.CreateBuilder(args).Build().Run();\n"), ("appsettings.json", Settings));
            ProjectText = await System.IO.File.ReadAllTextAsync(Path.Combine(Consumer.Folder, File));
        }

        public Task DisposeAsync() => Task.CompletedTask;

        /// <summary>The project as it was before any test.</summary>
        internal void Reset()
        {
            Consumer.Write(File, ProjectText);
            Consumer.Write("appsettings.json", Settings);
            Consumer.Write(".editorconfig", "root = true\n");
            Consumer.Write(".globalconfig", "is_global = true\n");
        }
    }
}
