using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace TokenGuard.RefreshTokens.Tests.Infrastructure;

/// <summary>The data of one test: a file, or all that is on a server.</summary>
internal sealed class StoreData(Servers? servers, StoreKind kind)
{
    private readonly string? folder = kind == StoreKind.Sqlite ? Programs.NewFolder() : null;

    public string Connection => kind switch
    {
        StoreKind.Sqlite => $"Data Source={folder}/shop.db;Default Timeout=5",
        StoreKind.PostgreSql => servers!.PostgreSql.ConnectionString,
        StoreKind.Redis => servers!.Redis.ConnectionString,
        StoreKind.RedisCluster => servers!.Cluster.ConnectionString,
        _ => string.Empty,
    };

    public void Create(IServiceProvider services)
    {
        switch (kind)
        {
            case StoreKind.Sqlite or StoreKind.PostgreSql:
                using (var scope = services.CreateScope())
                {
                    var context = scope.ServiceProvider.GetRequiredService<ShopContext>();
                    context.Database.EnsureCreated();
                    context.Families.ExecuteDelete();
                    context.Users.ExecuteDelete();
                    if (kind == StoreKind.Sqlite)
                    {
                        context.Database.ExecuteSqlRaw("PRAGMA journal_mode=WAL");
                    }
                }

                break;
            case StoreKind.Redis:
                servers!.Redis.Clear();
                break;
            case StoreKind.RedisCluster:
                servers!.Cluster.Clear();
                break;
        }
    }

    public void Delete()
    {
        if (folder is not null)
        {
            SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
    }
}
