using System.Diagnostics;
using Npgsql;

namespace TokenGuard.RefreshTokens.Tests.Infrastructure;

/// <summary>A PostgreSQL of our own. It does not run as root, so that root starts it as the user of Debian's package.</summary>
internal sealed class PostgreSqlServer : IDisposable
{
    private const string Program = "postgres";
    private const string User = "postgres";

    private readonly string folder;
    private readonly int port = Programs.FreePort();
    private Process? process;

    /// <param name="onDisk">Whether it has to keep its data on a disk.</param>
    public PostgreSqlServer(bool onDisk = false)
    {
        folder = Programs.NewFolder(onDisk);
        if (Environment.UserName == "root")
        {
            Programs.Run("chown", User, folder);
        }

        var (initialize, arguments) = Command("initdb", "--auth=trust", "--username=" + User, "--encoding=UTF8", "--no-instructions", "-D", Data);
        Programs.Run(initialize, arguments);
        Start();
    }

    public static bool IsInstalled => Programs.Find(Program) is not null;

    public string ConnectionString => $"Host=127.0.0.1;Port={port};Username={User};Database=postgres;Maximum Pool Size=50;Timeout=5";

    private string Data => Path.Combine(folder, "data");

    /// <summary>Kills the server and all that it has started.</summary>
    public void Kill()
    {
        process?.Kill(entireProcessTree: true);
        Forget();
    }

    public void Start()
    {
        // Memory that its processes share lies in its folder, or a kill would leave it on the machine. After a kill the disk is synchronized at once, not file by file.
        var (program, arguments) = Command(Program, "-D", Data, "-p", $"{port}", "-k", folder, "-h", "127.0.0.1", "-c", "max_connections=200", "-c", "dynamic_shared_memory_type=mmap", "-c", "recovery_init_sync_method=syncfs");

        // One that was killed leaves memory that its children still hold for a moment: it then refuses to start.
        for (var attempt = 0; ; attempt++)
        {
            process = Programs.Start(program, arguments);
            try
            {
                Wait.For(Ask, (NpgsqlException _) => !process.HasExited);
                return;
            }
            catch (NpgsqlException) when (process.HasExited && attempt < 20)
            {
                Forget();
                Thread.Sleep(200);
            }
        }
    }

    public void Dispose()
    {
        Kill();
        NpgsqlConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    private static (string Program, string[] Arguments) Command(string name, params string[] arguments)
    {
        var program = Programs.Find(name) ?? throw new InvalidOperationException($"{name} is not installed");
        return Environment.UserName == "root" ? ("setpriv", ["--reuid", User, "--regid", User, "--clear-groups", "--", program, .. arguments]) : (program, arguments);
    }

    private void Forget()
    {
        process?.WaitForExit();
        process?.Dispose();
        process = null;
    }

    private bool Ask()
    {
        using var connection = new NpgsqlConnection(ConnectionString + ";Pooling=false");
        connection.Open();
        return true;
    }
}
