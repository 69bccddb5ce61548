using Microsoft.Data.Sqlite;
using TokenGuard.RefreshTokens.Tests.Infrastructure;

namespace TokenGuard.Benchmarks.Refreshing;

/// <summary>The files and servers of a run. A server that is not installed is left out.</summary>
/// <param name="isDurable">Whether a change is on the disk before it is answered; where bytes are counted and not time, nobody waits for that.</param>
internal sealed class Stores(bool isDurable) : IDisposable
{
    private readonly string folder = Programs.NewFolder(onDisk: true);
    private readonly PostgreSqlServer? postgreSql = PostgreSqlServer.IsInstalled ? new(onDisk: true) : null;

    public RedisServer? Redis { get; } = !RedisServer.IsInstalled ? null : new(onDisk: true, more: isDurable ? [] : ["--appendfsync", "no"]);

    public Database NewSqlite() => Database.Sqlite(folder, isDurable);

    public Database? NewPostgreSql() => postgreSql is null ? null : Database.PostgreSql(postgreSql, isDurable);

    public void Dispose()
    {
        Redis?.Dispose();
        postgreSql?.Dispose();
        SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }
}
