using System.Collections.Concurrent;
using System.Diagnostics;

namespace TokenGuard.Package.Tests;

/// <summary>A web application in a process of its own, on a port of its own, in the environment Production.</summary>
internal sealed class RunningApplication : IAsyncDisposable
{
    private const string Listening = "Now listening on: ";

    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(2);

    private readonly Process process;
    private readonly ConcurrentQueue<string> lines = new();
    private readonly TaskCompletionSource<Uri?> address = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private RunningApplication(Process process) => this.process = process;

    /// <summary>Where it answers; null when it has ended instead.</summary>
    public Uri? Address => address.Task.Result;

    /// <summary>What it has printed.</summary>
    public string Output => string.Join('\n', lines);

    public static async Task<RunningApplication> StartAsync(string folder, string assembly, (string Name, string Value)[] environment)
    {
        var variables = environment.Prepend(("ASPNETCORE_URLS", "http://127.0.0.1:0")).ToDictionary(item => item.Item1, item => item.Item2);
        var application = new RunningApplication(new Process { StartInfo = Dotnet.StartInfo(folder, variables, assembly), EnableRaisingEvents = true });
        await application.StartAsync();
        return application;
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }

        process.Dispose();
    }

    private async Task StartAsync()
    {
        process.OutputDataReceived += (_, line) => Read(line.Data);
        process.ErrorDataReceived += (_, line) => Read(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var ended = process.WaitForExitAsync();
        var first = await Task.WhenAny(address.Task, ended, Task.Delay(Timeout));
        Assert.True(first == address.Task || first == ended, $"The application neither answers nor ends:\n{Output}");
        address.TrySetResult(null);
    }

    private void Read(string? line)
    {
        if (line is null)
        {
            return;
        }

        lines.Enqueue(line);
        if (line.IndexOf(Listening, StringComparison.Ordinal) is var at and >= 0)
        {
            address.TrySetResult(new Uri(line[(at + Listening.Length)..]));
        }
    }
}
