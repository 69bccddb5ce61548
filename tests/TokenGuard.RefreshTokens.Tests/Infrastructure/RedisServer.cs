using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using StackExchange.Redis;

namespace TokenGuard.RefreshTokens.Tests.Infrastructure;

/// <summary>A Redis of our own, which loses nothing when it is killed.</summary>
internal sealed class RedisServer : IDisposable
{
    private const string Program = "redis-server";

    private readonly string folder;
    private readonly bool cluster;
    private readonly string[] more;
    private readonly int port = Programs.FreePort();
    private Process? process;

    /// <param name="cluster">Whether it is a cluster, of one server.</param>
    /// <param name="onDisk">Whether it has to keep its data on a disk.</param>
    /// <param name="more">Further settings.</param>
    public RedisServer(bool cluster = false, bool onDisk = false, params string[] more)
    {
        (this.cluster, this.more, folder) = (cluster, more, Programs.NewFolder(onDisk));
        Start();
        if (cluster)
        {
            using var connection = Connect();
            connection.GetDatabase().Execute("CLUSTER", "ADDSLOTSRANGE", "0", "16383");
            Wait.Until(() => connection.GetDatabase().Execute("CLUSTER", "INFO").ToString().Contains("cluster_state:ok", StringComparison.Ordinal));
        }
    }

    public static bool IsInstalled => Programs.Find(Program) is not null;

    public string Address => $"127.0.0.1:{port}";

    // A busy disk takes its time, with appendfsync always. The time to connect is the longest of the others unless it is set.
    public string ConnectionString => $"{Address},syncTimeout=60000,asyncTimeout=60000,connectTimeout=5000";

    public void Kill()
    {
        process?.Kill();
        process?.WaitForExit();
        process?.Dispose();
        process = null;
    }

    public void Start()
    {
        process = Programs.Start(
            Programs.Find(Program) ?? throw new InvalidOperationException($"{Program} is not installed"),
            [
                "--port", $"{port}", "--bind", "127.0.0.1", "--dir", folder, "--save", string.Empty,
                "--appendonly", "yes", "--appendfsync", "always", "--maxmemory-policy", "noeviction", "--cluster-enabled", cluster ? "yes" : "no", .. more,
            ]);
        Wait.For(Ask, (IOException _) => true);
    }

    public void Clear()
    {
        using var connection = Connect();
        connection.GetServer(Address).FlushAllDatabases();
    }

    public void Dispose()
    {
        Kill();
        Directory.Delete(folder, recursive: true);
    }

    private ConnectionMultiplexer Connect() => ConnectionMultiplexer.Connect($"{ConnectionString},allowAdmin=true");

    // By hand: the client waits long for a server that does not listen yet, or still reads its file.
    private bool Ask()
    {
        using var client = new TcpClient();
        try
        {
            client.Connect(IPAddress.Loopback, port);
        }
        catch (SocketException exception)
        {
            throw new IOException("It does not listen", exception);
        }

        client.GetStream().Write("PING\r\n"u8);
        using var reader = new StreamReader(client.GetStream());
        return reader.ReadLine() is "+PONG" ? true : throw new IOException("It is not ready");
    }
}
