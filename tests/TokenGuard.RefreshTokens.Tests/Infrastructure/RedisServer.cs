using System.Diagnostics;
using StackExchange.Redis;

namespace TokenGuard.RefreshTokens.Tests.Infrastructure;

/// <summary>A Redis of our own, which loses nothing when it is killed.</summary>
internal sealed class RedisServer : IDisposable
{
    private const string Program = "redis-server";

    private readonly string folder = Programs.NewFolder();
    private readonly bool cluster;
    private readonly string[] more;
    private Process process;

    /// <param name="cluster">Whether it is a cluster, of one server.</param>
    /// <param name="more">Further settings.</param>
    public RedisServer(bool cluster = false, params string[] more)
    {
        (this.cluster, this.more) = (cluster, more);
        process = Start();
        using var connection = Connect(allowAdmin: true);
        if (cluster)
        {
            connection.GetDatabase().Execute("CLUSTER", "ADDSLOTSRANGE", "0", "16383");
            Wait.Until(() => connection.GetDatabase().Execute("CLUSTER", "INFO").ToString().Contains("cluster_state:ok", StringComparison.Ordinal));
        }
    }

    public static bool IsInstalled => Programs.Find(Program) is not null;

    public int Port { get; } = Programs.FreePort();

    // A busy disk takes its time, with appendfsync always.
    public string ConnectionString => $"127.0.0.1:{Port},syncTimeout=60000,asyncTimeout=60000";

    public void Kill()
    {
        process.Kill();
        process.WaitForExit();
        process.Dispose();
    }

    public void StartAgain()
    {
        process = Start();
        using var connection = Connect(allowAdmin: false);
    }

    public void Clear()
    {
        using var connection = Connect(allowAdmin: true);
        connection.GetServer($"127.0.0.1:{Port}").FlushAllDatabases();
    }

    public void Dispose()
    {
        Kill();
        Directory.Delete(folder, recursive: true);
    }

    private ConnectionMultiplexer Connect(bool allowAdmin) =>
        Wait.For(() => ConnectionMultiplexer.Connect($"{ConnectionString},allowAdmin={allowAdmin}"), (RedisConnectionException _) => true);

    private Process Start() =>
        Programs.Start(
            Programs.Find(Program) ?? throw new InvalidOperationException($"{Program} is not installed"),
            [
                "--port", $"{Port}", "--bind", "127.0.0.1", "--dir", folder, "--save", string.Empty,
                "--appendonly", "yes", "--appendfsync", "always", "--maxmemory-policy", "noeviction", "--cluster-enabled", cluster ? "yes" : "no", .. more,
            ]);
}
