using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;
using TokenGuard.RefreshTokens.Tests.Infrastructure;

namespace TokenGuard.Benchmarks.Refreshing;

/// <summary>A new database, with the settings that EF Core and its provider have: SQLite writes ahead (<c>journal_mode=WAL</c>).</summary>
internal sealed class Database
{
    private readonly string bytes;
    private readonly string compact;

    private Database(string name, Action<DbContextOptionsBuilder> use, string bytes, string compact) => (Name, Use, this.bytes, this.compact) = (name, use, bytes, compact);

    public string Name { get; }

    /// <summary>Has a context use it.</summary>
    public Action<DbContextOptionsBuilder> Use { get; }

    public static Database Sqlite(string folder, bool isDurable)
    {
        var connection = $"Data Source={Path.Combine(folder, NewName())}.db";
        return new(
            "SQLite",
            options => (isDurable ? options : options.AddInterceptors(new WithoutSync())).UseSqlite(connection),
            "SELECT page_count * page_size AS Value FROM pragma_page_count(), pragma_page_size()",
            "VACUUM");
    }

    public static Database PostgreSql(PostgreSqlServer server, bool isDurable)
    {
        var connection = new NpgsqlConnectionStringBuilder(server.ConnectionString) { Database = NewName(), Options = isDurable ? null : "-c synchronous_commit=off" }.ToString();
        return new(
            "PostgreSQL",
            options => options.UseNpgsql(connection),
            """SELECT sum(pg_total_relation_size(relid))::bigint AS "Value" FROM pg_stat_user_tables""",
            "VACUUM FULL");
    }

    /// <summary>The bytes of its tables and indexes, as they are.</summary>
    public async Task<long> BytesAsync()
    {
        await using var context = NewContext();
        return await context.Database.SqlQueryRaw<long>(bytes).SingleAsync();
    }

    /// <summary>Gives back what rows that were replaced have left.</summary>
    public async Task CompactAsync()
    {
        await using var context = NewContext();
        context.Database.SetCommandTimeout(TimeSpan.FromMinutes(5));
        await context.Database.ExecuteSqlRawAsync(compact);
    }

    private static string NewName() => Guid.NewGuid().ToString("N");

    private DbContext NewContext()
    {
        var options = new DbContextOptionsBuilder();
        Use(options);
        return new DbContext(options.Options);
    }

    private sealed class WithoutSync : DbConnectionInterceptor
    {
        public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA synchronous=OFF";
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }
}
