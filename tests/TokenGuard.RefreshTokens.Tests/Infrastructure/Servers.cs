namespace TokenGuard.RefreshTokens.Tests.Infrastructure;

/// <summary>The servers that all tests of <see cref="Name"/> share, one test after the other; each is started when it is asked for.</summary>
public sealed class Servers : IDisposable
{
    public const string Name = "servers";

    private readonly Lazy<PostgreSqlServer> postgreSql = new(() => new PostgreSqlServer());
    private readonly Lazy<RedisServer> redis = new(() => new RedisServer());
    private readonly Lazy<RedisServer> cluster = new(() => new RedisServer(cluster: true));

    internal PostgreSqlServer PostgreSql => postgreSql.Value;

    internal RedisServer Redis => redis.Value;

    internal RedisServer Cluster => cluster.Value;

    public void Dispose()
    {
        Dispose(postgreSql);
        Dispose(redis);
        Dispose(cluster);
    }

    private static void Dispose<T>(Lazy<T> server)
        where T : IDisposable
    {
        if (server.IsValueCreated)
        {
            server.Value.Dispose();
        }
    }
}

[CollectionDefinition(Servers.Name)]
public sealed class SharedServers : ICollectionFixture<Servers>;
