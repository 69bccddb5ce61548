using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Time.Testing;
using TokenGuard.RefreshTokens.Stores;

namespace TokenGuard.RefreshTokens.Tests.Infrastructure;

/// <summary>An application with refresh tokens on a store, whose clock a test sets, and which tells what it was told.</summary>
internal sealed class Application : IAsyncDisposable
{
    private readonly ServiceProvider services;
    private readonly StoreData data;
    private readonly bool isOwner;

    private Application(ServiceCollection collection, FakeTimeProvider time, StoreData data, bool isOwner)
    {
        (Time, this.data, this.isOwner) = (time, data, isOwner);
        services = collection.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
    }

    public FakeTimeProvider Time { get; }

    public List<(string Name, RefreshTokenEvent Event)> Events { get; } = [];

    public IRefreshTokenService Service => services.GetRequiredService<IRefreshTokenService>();

    public IRefreshTokenStore Store => services.GetRequiredService<IRefreshTokenStore>();

    public IServiceProvider Services => services;

    public string Connection => data.Connection;

    /// <param name="servers">The servers, or null for a store that needs none.</param>
    /// <param name="kind">The store.</param>
    /// <param name="configure">Sets options.</param>
    /// <param name="build">Adds to the application.</param>
    /// <param name="of">An application whose store and clock this one shares, as a second process would.</param>
    public static Application Start(Servers? servers, StoreKind kind, Action<RefreshTokenOptions>? configure = null, Action<RefreshTokensBuilder>? build = null, Application? of = null)
    {
        var collection = new ServiceCollection();
        var time = of?.Time ?? new FakeTimeProvider(new DateTimeOffset(2026, 11, 26, 12, 0, 0, TimeSpan.Zero));
        collection.AddSingleton<TimeProvider>(time);
        collection.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        collection.AddSingleton<IHostEnvironment>(new HostingEnvironment { ApplicationName = "Shop", EnvironmentName = Environments.Production });
        Application? application = null;
        var builder = collection.AddRefreshTokens(options =>
        {
            options.Events.OnReuseDetected = Record("reuse");
            options.Events.OnRotated = Record("rotated");
            options.Events.OnRevoked = Record("revoked");
            options.Events.OnExpired = Record("expired");
            configure?.Invoke(options);
        });
        var data = of?.data ?? new StoreData(servers, kind);
        UseStore(builder, kind, data.Connection);
        build?.Invoke(builder);
        application = new Application(collection, time, data, isOwner: of is null);
        if (of is null)
        {
            data.Create(application.services);
        }

        return application;

        Func<RefreshTokenEvent, Task> Record(string name) => item =>
        {
            lock (application!.Events)
            {
                application.Events.Add((name, item));
            }

            return Task.CompletedTask;
        };
    }

    public Task PurgeAsync() => services.GetServices<IHostedService>().OfType<RefreshTokenPurge>().Single().PurgeAsync(CancellationToken.None);

    /// <summary>The token of a new session.</summary>
    public async Task<string> SignInAsync(string subject = "ada", string? clientId = null, string? keyThumbprint = null)
    {
        var result = await Service.IssueAsync(new(subject) { ClientId = clientId, KeyThumbprint = keyThumbprint });
        Assert.True(result.Succeeded);
        return result.Token;
    }

    /// <summary>The successor of a token that is accepted.</summary>
    public async Task<string> RotateAsync(string token, RefreshTokenPresenter presenter = default)
    {
        var result = await Service.RotateAsync(token, presenter);
        Assert.True(result.Succeeded, $"{result}");
        return result.Token;
    }

    public async Task<RefreshTokenFailure?> RefusedAsync(string? token, RefreshTokenPresenter presenter = default)
    {
        var result = await Service.RotateAsync(token, presenter);
        Assert.Null(result.Token);
        return result.Failure;
    }

    public int Told(string name)
    {
        lock (Events)
        {
            return Events.Count(item => item.Name == name);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        if (isOwner)
        {
            data.Delete();
        }
    }

    private static void UseStore(RefreshTokensBuilder builder, StoreKind kind, string connection)
    {
        switch (kind)
        {
            case StoreKind.Sqlite:
                builder.Services.AddDbContext<ShopContext>(options => options.UseSqlite(connection));
                builder.UseEntityFrameworkCore<ShopContext>();
                break;
            case StoreKind.PostgreSql:
                builder.Services.AddDbContext<ShopContext>(options => options.UseNpgsql(connection));
                builder.UseEntityFrameworkCore<ShopContext>();
                break;
            case StoreKind.Redis or StoreKind.RedisCluster:
                builder.UseRedis(connection);
                break;
        }
    }
}
