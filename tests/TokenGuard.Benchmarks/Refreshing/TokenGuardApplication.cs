using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using StackExchange.Redis;
using TokenGuard.RefreshTokens;
using TokenGuard.RefreshTokens.Tests.Infrastructure;

namespace TokenGuard.Benchmarks.Refreshing;

/// <summary>With the refresh tokens of TokenGuard.</summary>
internal sealed class TokenGuardApplication : RefreshApplication
{
    private const string Path = "/auth/refresh";

    private readonly IRefreshTokenService service;

    private TokenGuardApplication(WebApplication application, RoundTrips roundTrips)
        : base(application, roundTrips, Path) => service = application.Services.GetRequiredService<IRefreshTokenService>();

    public static Task<TokenGuardApplication> InMemoryAsync(Action<RefreshTokenOptions>? configure = null) =>
        StartAsync((_, _) => { }, configure);

    public static Task<TokenGuardApplication> OnRedisAsync(RedisServer server, Action<RefreshTokenOptions>? configure = null) =>
        StartAsync(
            (tokens, roundTrips) =>
            {
                var connection = ConnectionMultiplexer.Connect(server.ConnectionString);
                connection.RegisterProfiler(() => roundTrips.Redis);
                tokens.Services.AddSingleton<IConnectionMultiplexer>(_ => connection);
                tokens.UseRedis(services => services.GetRequiredService<IConnectionMultiplexer>());
            },
            configure);

    public static Task<TokenGuardApplication> OnAsync(Database database, Action<RefreshTokenOptions>? configure = null) =>
        StartAsync(
            (tokens, roundTrips) =>
            {
                tokens.Services.AddDbContext<Context>(options => database.Use(options.AddInterceptors(roundTrips)));
                tokens.UseEntityFrameworkCore<Context>();
            },
            configure,
            services => services.GetRequiredService<Context>().Database.EnsureCreatedAsync());

    public override async Task<string> SignInAsync() => (await service.IssueAsync(new(Guid.NewGuid().ToString()) { ClientId = ClientId })).Token!;

    /// <summary>Begins a session and rotates its token, without a request.</summary>
    public async Task SignInAndRotateAsync()
    {
        if (!(await service.RotateAsync(await SignInAsync(), new(ClientId))).Succeeded)
        {
            throw new InvalidOperationException("A new token was refused.");
        }
    }

    /// <summary>Erases what is over.</summary>
    public async Task PurgeAsync() => await Services.GetRequiredService<IRefreshTokenStore>().PurgeAsync(DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddDays(-1), CancellationToken.None);

    private static async Task<TokenGuardApplication> StartAsync(Action<RefreshTokensBuilder, RoundTrips> use, Action<RefreshTokenOptions>? configure, Func<IServiceProvider, Task>? create = null)
    {
        var roundTrips = new RoundTrips();
        var builder = NewBuilder();
        use(builder.Services.AddRefreshTokens(configure), roundTrips);
        var application = builder.Build();
        application.MapRefreshTokens((session, _) => new(AccessTokens.Create(session)));
        if (create is not null)
        {
            await using var scope = application.Services.CreateAsyncScope();
            await create(scope.ServiceProvider);
        }

        await application.StartAsync();
        return new(application, roundTrips);
    }

    private sealed class Context(DbContextOptions<Context> options) : DbContext(options)
    {
        protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.UseRefreshTokens();
    }
}
