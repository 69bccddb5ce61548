using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;
using TokenGuard.RefreshTokens.Stores;

namespace TokenGuard.RefreshTokens.Tests.Options;

[Collection(Servers.Name)]
public class StoreSetupTests(Servers servers)
{
    [Fact]
    public async Task A_model_without_refresh_tokens_is_named_at_the_start()
    {
        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => StartAsync(builder =>
        {
            builder.Services.AddDbContext<EmptyContext>(options => options.UseSqlite("Data Source=:memory:"));
            builder.UseEntityFrameworkCore<EmptyContext>();
        }));
        Assert.Equal("The model of EmptyContext has no refresh tokens: call modelBuilder.UseRefreshTokens() in its OnModelCreating", exception.Message);
    }

    [Fact]
    public void A_migration_makes_one_table()
    {
        using var context = new ShopContext(new DbContextOptionsBuilder<ShopContext>().UseSqlite("Data Source=:memory:").Options);
        var script = context.Database.GenerateCreateScript();
        var table = script[script.IndexOf("CREATE TABLE \"RefreshTokenFamilies\"", StringComparison.Ordinal)..];
        Assert.Contains("\"IssuedAt\" INTEGER NOT NULL", table, StringComparison.Ordinal);
        Assert.Contains("\"TokenHash\" BLOB NOT NULL", table, StringComparison.Ordinal);
        Assert.Contains("\"RevokedAt\" INTEGER NULL", table, StringComparison.Ordinal);
    }

    [Fact]
    public void Conventions_of_the_application_change_no_column()
    {
        using var plain = new PlainContext(new DbContextOptionsBuilder<PlainContext>().UseSqlite("Data Source=:memory:").Options);
        using var other = new OtherContext(new DbContextOptionsBuilder<OtherContext>().UseSqlite("Data Source=:memory:").Options);
        Assert.Equal(plain.Database.GenerateCreateScript(), other.Database.GenerateCreateScript());
        Assert.All(
            other.Model.FindEntityType(typeof(RefreshTokenFamily))!.GetProperties().Where(property => property.Name.EndsWith("At", StringComparison.Ordinal)),
            property => Assert.Equal(typeof(long), property.GetTypeMapping().Converter?.ProviderClrType));
    }

    [ServerFact("redis-server")]
    public async Task A_Redis_that_may_drop_keys_keeps_the_application_from_starting()
    {
        using var server = new RedisServer(more: ["--maxmemory-policy", "allkeys-lru"]);
        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => StartAsync(builder => builder.UseRedis(server.ConnectionString)));
        Assert.Equal("Redis has maxmemory-policy 'allkeys-lru', under which it may drop the list of a user's sessions, and revoking them would miss one: set it to 'noeviction'", exception.Message);
    }

    [ServerFact("redis-server")]
    public async Task A_Redis_that_forgets_in_a_crash_is_warned_of()
    {
        using var server = new RedisServer(more: ["--appendonly", "no"]);
        var log = await StartAsync(builder => builder.UseRedis(server.ConnectionString));
        Assert.Contains("Redis keeps no append-only file", log, StringComparison.Ordinal);
        Assert.DoesNotContain("append-only", await StartAsync(builder => builder.UseRedis(servers.Redis.ConnectionString)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_Redis_that_is_not_there_yet_does_not_keep_it_from_starting() =>
        Assert.Contains("Redis could not be asked", await StartAsync(builder => builder.UseRedis($"127.0.0.1:{Programs.FreePort()},connectTimeout=200,connectRetry=1")), StringComparison.Ordinal);

    [ServerFact("redis-server")]
    public async Task A_connection_that_fails_is_made_anew()
    {
        var isDown = true;
        await using var application = Application.Start(null, StoreKind.Memory, build: builder =>
        {
            builder.Services.AddSingleton<IConnectionMultiplexer>(_ => isDown ? throw new TimeoutException() : ConnectionMultiplexer.Connect(servers.Redis.ConnectionString));
            builder.UseRedis(services => services.GetRequiredService<IConnectionMultiplexer>());
        });
        await Assert.ThrowsAsync<RefreshTokenStoreException>(() => application.SignInAsync());
        isDown = false;
        await application.RotateAsync(await application.SignInAsync());
    }

    [ServerFact("redis-server")]
    public async Task Applications_with_other_prefixes_share_nothing()
    {
        await using var shop = Application.Start(servers, StoreKind.Redis, build: builder => builder.UseRedis(servers.Redis.ConnectionString, "shop:"));
        await using var forum = Application.Start(servers, StoreKind.Redis, build: builder => builder.UseRedis(servers.Redis.ConnectionString, "forum:"));
        var token = await shop.SignInAsync("1");
        Assert.Equal(RefreshTokenFailure.Unknown, await forum.RefusedAsync(token));
        Assert.Equal(0, await forum.Service.RevokeSubjectAsync("1"));
        await shop.RotateAsync(token);
    }

    [Fact]
    public async Task An_application_without_Identity_is_told_at_the_start()
    {
        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => StartAsync(builder =>
        {
            builder.Services.AddIdentityCore<IdentityUser>();
            builder.UseIdentity<IdentityUser>();
        }));
        Assert.Equal("UseIdentity<IdentityUser>() needs a SignInManager<IdentityUser>: call AddIdentity, or AddSignInManager after AddIdentityCore", exception.Message);
    }

    [Fact]
    public async Task Who_hangs_up_is_no_store_that_is_down()
    {
        using var hangUp = new CancellationTokenSource();
        var calls = new StoreCalls(new InMemoryRefreshTokenStore());
        await Assert.ThrowsAsync<OperationCanceledException>(() => calls.RunAsync<bool>(
            _ =>
            {
                hangUp.Cancel();
                throw new IOException("Operation cancelled by user");
            },
            hangUp.Token).AsTask());
    }

    [Fact]
    public async Task No_host_is_needed()
    {
        var services = new ServiceCollection();
        services.AddRefreshTokens();
        await using var provider = services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
        var service = provider.GetRequiredService<IRefreshTokenService>();
        Assert.True((await service.RotateAsync((await service.IssueAsync(new("ada"))).Token)).Succeeded);
    }

    [Fact]
    public async Task Memory_is_warned_of() => Assert.Contains("in the memory of this process", await StartAsync(_ => { }), StringComparison.Ordinal);

    [Fact]
    public async Task A_key_prefix_has_no_braces()
    {
        var exception = await Assert.ThrowsAsync<ArgumentException>(() => StartAsync(builder => builder.UseRedis(_ => null!, "{shop}:")));
        Assert.StartsWith("Braces tell a cluster where a key lies", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_happens_is_counted()
    {
        await using var application = Application.Start(null, StoreKind.Memory);
        var counts = new Dictionary<string, long>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, own) =>
        {
            if (instrument.Meter.Name == "TokenGuard.RefreshTokens" && instrument.Meter.Scope == application.Services.GetRequiredService<IMeterFactory>())
            {
                own.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
        {
            var key = instrument.Name["tokenguard.refresh_tokens.".Length..] + (tags.Length == 0 ? string.Empty : ":" + tags[0].Value);
            counts[key] = counts.GetValueOrDefault(key) + value;
        });
        listener.Start();
        var first = await application.SignInAsync();
        var second = await application.RotateAsync(first);
        await application.RotateAsync(first);
        await application.RotateAsync(second);
        await application.RefusedAsync(first);
        await application.RefusedAsync("made up");
        Assert.Equal(
            "issued=1 presented:malformed=1 presented:retried=1 presented:reused=1 presented:rotated=2 revoked=1",
            string.Join(' ', counts.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}")));
    }

    private static async Task<string> StartAsync(Action<RefreshTokensBuilder> build)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new() { EnvironmentName = Environments.Production });
        var log = new Messages();
        builder.Logging.AddProvider(log);
        build(builder.Services.AddRefreshTokens());
        using var host = builder.Build();
        await host.StartAsync();
        await host.StopAsync();
        return string.Join(Environment.NewLine, log.All);
    }

    private sealed class EmptyContext(DbContextOptions<EmptyContext> options) : DbContext(options);

    private sealed class PlainContext(DbContextOptions<PlainContext> options) : DbContext(options)
    {
        protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.UseRefreshTokens();
    }

    private sealed class OtherContext(DbContextOptions<OtherContext> options) : DbContext(options)
    {
        protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
        {
            configurationBuilder.Properties<DateTimeOffset>().HaveConversion<string>().HaveColumnType("TEXT").HavePrecision(3);
            configurationBuilder.Properties<string>().HaveMaxLength(100).AreUnicode(false);
        }

        protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.UseRefreshTokens().UseRefreshTokens();
    }

    private sealed class Messages : ILoggerProvider, ILogger
    {
        public List<string> All { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (All)
            {
                All.Add(formatter(state, exception));
            }
        }

        public void Dispose()
        {
        }
    }
}
