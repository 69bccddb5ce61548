using System.Diagnostics;
using Npgsql;

namespace TokenGuard.RefreshTokens.Tests.Infrastructure;

/// <summary>A PostgreSQL of our own. It does not run as root, so that root starts it as the user of Debian's package.</summary>
internal sealed class PostgreSqlServer : IDisposable
{
    private const string Program = "postgres";
    private const string User = "postgres";

    private readonly string folder = Programs.NewFolder();
    private readonly int port = Programs.FreePort();
    private Process process;

    public PostgreSqlServer()
    {
        if (Environment.UserName == "root")
        {
            Programs.Run("chown", User, folder);
        }

        var (initialize, arguments) = Command("initdb", "--auth=trust", "--username=" + User, "--encoding=UTF8", "--no-instructions", "-D", Data);
        Programs.Run(initialize, arguments);
        process = Start();
    }

    public static bool IsInstalled => Programs.Find(Program) is not null;

    public string ConnectionString => $"Host=127.0.0.1;Port={port};Username={User};Database=postgres;Maximum Pool Size=50;Timeout=5";

    private string Data => Path.Combine(folder, "data");

    /// <summary>Kills the server and all that it has started, as a power cut would.</summary>
    public void Kill()
    {
        process.Kill(entireProcessTree: true);
        process.WaitForExit();
        process.Dispose();
    }

    public void StartAgain() => process = Start();

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

    private Process Start()
    {
        var (program, arguments) = Command(Program, "-D", Data, "-p", $"{port}", "-k", folder, "-h", "127.0.0.1", "-c", "max_connections=200");

        // One that was killed leaves memory that its children still hold for a moment: it then refuses to start.
        for (var attempt = 0; ; attempt++)
        {
            var started = Programs.Start(program, arguments);
            try
            {
                Wait.For(Ask, (NpgsqlException _) => !started.HasExited);
                return started;
            }
            catch (NpgsqlException) when (started.HasExited && attempt < 20)
            {
                started.Dispose();
                Thread.Sleep(200);
            }
        }
    }

    private bool Ask()
    {
        using var connection = new NpgsqlConnection(ConnectionString + ";Pooling=false");
        connection.Open();
        return true;
    }
}
