using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace TokenGuard.Package.Tests;

/// <summary>Runs the real <c>dotnet</c>.</summary>
internal static partial class Dotnet
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(10);

    // What the dotnet that runs these tests has set for itself, and another one must not inherit.
    private static readonly string[] NotInherited =
        ["MSBUILD_EXE_PATH", "MSBuildExtensionsPath", "MSBuildSDKsPath", "MSBuildLoadMicrosoftTargetsReadOnly"];

    /// <summary>The command, with its exit code and what it printed. Fails when an analyzer threw or was not loaded, whatever the exit code.</summary>
    public static async Task<DotnetRun> RunAsync(string folder, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        using var process = new Process { StartInfo = StartInfo(folder, environment, arguments) };
        var output = new StringBuilder();
        process.OutputDataReceived += (_, line) => Append(line.Data);
        process.ErrorDataReceived += (_, line) => Append(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var timeout = new CancellationTokenSource(Timeout);
        try
        {
            await process.WaitForExitAsync(timeout.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"dotnet {string.Join(' ', arguments)} did not end:\n{output}");
        }

        var run = new DotnetRun($"dotnet {string.Join(' ', arguments)}", process.ExitCode, output.ToString());
        Assert.False(AnalyzerFailure().IsMatch(run.Output), run.ToString());
        return run;

        void Append(string? line)
        {
            lock (output)
            {
                output.Append(line).Append('\n');
            }
        }
    }

    public static ProcessStartInfo StartInfo(string folder, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in NotInherited)
        {
            start.Environment.Remove(name);
        }

        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1"; // a node that stays would keep our pipes open
        start.Environment["MSBUILDTERMINALLOGGER"] = "off";
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return start;
    }

    // An analyzer that threw, could not be loaded, or was built for a newer compiler: the build would be green without it.
    [GeneratedRegex("AD0001|CS8032|CS9057")]
    private static partial Regex AnalyzerFailure();
}

/// <summary>A command that has ended.</summary>
internal sealed partial record DotnetRun(string Command, int ExitCode, string Output)
{
    public bool Succeeded => ExitCode == 0;

    /// <summary>The warnings and errors as the console shows them, each once.</summary>
    public IEnumerable<ConsoleLine> Warnings =>
        Line().Matches(Output)
            .Select(match => new ConsoleLine(match.Groups["file"].Value, int.TryParse(match.Groups["line"].Value, out var line) ? line : 0, match.Groups["kind"].Value, match.Groups["id"].Value, match.Groups["message"].Value))
            .Distinct();

    public DotnetRun MustSucceed()
    {
        Assert.True(Succeeded, ToString());
        return this;
    }

    public override string ToString() => $"{Command}\nexit code {ExitCode}\n{Output}";

    [GeneratedRegex(@"^\s*(?<file>\S.*?)\s*(\((?<line>\d+),[\d,]+\))?\s*: (?<kind>warning|error) (?<id>\w+): (?<message>.*)$", RegexOptions.Multiline)]
    private static partial Regex Line();
}

/// <summary>A warning or an error on the console; line 0 when it has no place.</summary>
internal sealed record ConsoleLine(string File, int Line, string Kind, string Id, string Message);
