using System.Diagnostics;
using TokenGuard.Tests;

namespace TokenGuard.Benchmarks.Measuring;

/// <summary>
/// The compiler of the SDK in its server, as <c>dotnet build</c> uses it: it leaves out analyzers that a build would not show anything of,
/// and analyzes while it compiles. A compilation with analyzers in this process would do neither.
/// </summary>
internal sealed class Compiler : IDisposable
{
    private static readonly string Folder = Locations.Of("Compiler");

    private readonly string pipe = "tokenguard-" + Guid.NewGuid().ToString("N")[..8];
    private readonly DirectoryInfo work = Directory.CreateTempSubdirectory("tokenguard-benchmarks-");
    private readonly Process server;

    public Compiler()
    {
        server = Start("VBCSCompiler.dll", $"-pipename:{pipe}");
        File.WriteAllLines(PathOf("references.rsp"), References.All.Select(reference => $"-r:\"{reference.Display}\""));
    }

    /// <summary>Writes the files of a project and gives the folder that they lie in.</summary>
    public string Write(string project, IEnumerable<string> files)
    {
        var folder = work.CreateSubdirectory(project).FullName;
        foreach (var (i, file) in files.Append(ImplicitUsings.Source).Index())
        {
            File.WriteAllText(Path.Combine(folder, $"{i}.cs"), file);
        }

        return folder;
    }

    /// <summary>Builds a project: reads the files, analyzes, emits and writes the assembly.</summary>
    /// <param name="folder">The folder of the project.</param>
    /// <param name="options">More options of the compiler, among them the analyzers.</param>
    public async Task<BuildCost> BuildAsync(string folder, string options)
    {
        var before = ProcessorTime();
        var watch = Stopwatch.StartNew();
        using var client = Start(
            "csc.dll",
            $"-shared:{pipe} -nologo -noconfig -nostdlib+ -nowarn:1701,1702 -nullable:enable -langversion:latest -optimize+ -debug:portable -deterministic+ -t:library -out:\"{PathOf("measured.dll")}\" @\"{PathOf("references.rsp")}\" {options} -recurse:\"{Path.Combine(folder, "*.cs")}\"");
        var output = await client.StandardOutput.ReadToEndAsync();
        await client.WaitForExitAsync();
        var wall = watch.Elapsed;
        return client.ExitCode == 0
            ? new BuildCost(wall, ProcessorTime() - before)
            : throw new InvalidOperationException($"The code under measurement does not compile: {output}");
    }

    public void Dispose()
    {
        server.Kill();
        server.WaitForExit();
        server.Dispose();
        work.Delete(recursive: true);
    }

    private string PathOf(string file) => Path.Combine(work.FullName, file);

    private TimeSpan ProcessorTime()
    {
        server.Refresh();
        return server.HasExited ? throw new InvalidOperationException("The compiler server has ended.") : server.TotalProcessorTime;
    }

    private static Process Start(string assembly, string arguments) =>
        Process.Start(new ProcessStartInfo("dotnet", $"exec \"{Path.Combine(Folder, assembly)}\" {arguments}") { RedirectStandardOutput = true, UseShellExecute = false })!;
}

/// <summary>What one build took.</summary>
/// <param name="Wall">As a user waits for it, with some 0.1 s for the start of the client.</param>
/// <param name="Processor">The time of the server on all processors: other processes do not add to it.</param>
internal readonly record struct BuildCost(TimeSpan Wall, TimeSpan Processor)
{
    /// <summary>The best of each: whatever else runs on the machine only ever adds.</summary>
    public BuildCost BestOf(BuildCost other) => new(Wall < other.Wall ? Wall : other.Wall, Processor < other.Processor ? Processor : other.Processor);
}
