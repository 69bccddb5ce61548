using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace TokenGuard.RefreshTokens.Tests.Infrastructure;

/// <summary>Programs of this machine.</summary>
internal static class Programs
{
    private const string Memory = "/dev/shm";
    private const long RoomForServers = 2L << 30;

    /// <summary>Where a program is; that of PostgreSQL lies outside of PATH in Debian.</summary>
    public static string? Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator)
            .Concat(Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql").Select(version => Path.Combine(version, "bin")) : [])
            .Select(folder => Path.Combine(folder, program))
            .FirstOrDefault(File.Exists);

    public static Process Start(string program, params string[] arguments)
    {
        // Nobody reads what servers say; they write it into their folder.
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetTempPath() };
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    public static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetTempPath() })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: {output.Result}{errors}");
        }
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>A folder for what a store keeps: in memory where there is room, because a program that is killed loses no file there either, and nobody waits for a disk.</summary>
    public static string NewFolder(bool onDisk = false)
    {
        if (onDisk || OperatingSystem.IsWindows() || !Directory.Exists(Memory) || new DriveInfo(Memory).AvailableFreeSpace < RoomForServers)
        {
            return Directory.CreateTempSubdirectory("tokenguard-").FullName;
        }

        return Directory.CreateDirectory(Path.Combine(Memory, $"tokenguard-{Guid.NewGuid():N}"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute).FullName;
    }
}
