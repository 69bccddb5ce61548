namespace TokenGuard.RefreshTokens.Tests.Infrastructure;

/// <summary>A store, on a server where it needs one.</summary>
public enum StoreKind
{
    Memory,
    Sqlite,
    PostgreSql,
    Redis,

    /// <summary>Redis as a cluster, which refuses a script whose keys lie in different slots.</summary>
    RedisCluster,
}
