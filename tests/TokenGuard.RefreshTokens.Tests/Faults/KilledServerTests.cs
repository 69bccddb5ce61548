using Microsoft.Extensions.DependencyInjection;
using StackExchange.Redis;

namespace TokenGuard.RefreshTokens.Tests.Faults;

/// <summary>The server is killed in the middle of a load of rotations and revocations, again and again.</summary>
[Collection(Servers.Name)]
public class KilledServerTests
{
    private const int Kills = 20;
    private const int Callers = 8;

    public static TheoryData<StoreKind> ServerKinds => StoreKinds.Servers;

    [Theory]
    [MemberData(nameof(ServerKinds))]
    public async Task Every_session_is_in_a_legal_state(StoreKind kind)
    {
        using var servers = new Servers();
        await using var application = Start(servers, kind, TimeSpan.FromSeconds(30));
        var (kill, startAgain) = kind == StoreKind.Redis ? ((Action)servers.Redis.Kill, (Action)servers.Redis.Start) : (servers.PostgreSql.Kill, servers.PostgreSql.Start);
        var random = new Random(11);
        var (rotated, inDoubt, revoked) = (0, 0, 0);
        for (var round = 0; round < Kills; round++)
        {
            var callers = new List<Caller>();
            for (var i = 0; i < Callers; i++)
            {
                callers.Add(new(application, await RetriedAsync(() => application.SignInAsync($"user {round} {i}")), revokesAfter: i % 4 == 3 ? random.Next(1, 40) : int.MaxValue));
            }

            var (load, rotations) = (callers.ConvertAll(caller => Task.Run(caller.RunAsync)), random.Next(1, 100));
            await Wait.UntilAsync(() => callers.Sum(caller => caller.Rotations) >= rotations);
            kill();
            await Task.WhenAll(load);
            startAgain();

            foreach (var caller in callers)
            {
                rotated += caller.Rotations;
                inDoubt += caller.IsInDoubt ? 1 : 0;
                revoked += caller.IsRevoked ? 1 : 0;
            }

            await Task.WhenAll(callers.Select(caller => AssertLegalAsync(application, caller)));
        }

        // Otherwise nothing was tested.
        Assert.True(rotated > Kills * Callers && inDoubt > 0 && revoked > 0, $"{rotated} rotations, {inDoubt} in doubt, {revoked} revoked");
    }

    [Theory]
    [MemberData(nameof(ServerKinds))]
    public async Task A_store_that_is_down_lets_nothing_in_and_is_named(StoreKind kind)
    {
        using var servers = new Servers();
        await using var application = Start(servers, kind, TimeSpan.FromSeconds(10));
        var token = await application.SignInAsync();
        (kind == StoreKind.Redis ? (Action)servers.Redis.Kill : servers.PostgreSql.Kill)();
        var name = kind == StoreKind.Redis ? "Redis" : "EF Core, ShopContext";
        foreach (var call in new Func<Task>[]
        {
            () => application.Service.RotateAsync(token).AsTask(),
            () => application.Service.IssueAsync(new("ada")).AsTask(),
            () => application.Service.RevokeAsync(token).AsTask(),
            () => application.Service.RevokeSubjectAsync("ada").AsTask(),
            () => application.Service.ListSessionsAsync("ada").AsTask(),
        })
        {
            var exception = await Assert.ThrowsAsync<RefreshTokenStoreException>(call);
            Assert.Equal(name, exception.StoreName);
            Assert.Contains($"'{name}' cannot answer", exception.Message, StringComparison.Ordinal);
            Assert.DoesNotContain(token, exception.ToString(), StringComparison.Ordinal);
        }

        await application.PurgeAsync();
        (kind == StoreKind.Redis ? (Action)servers.Redis.Start : servers.PostgreSql.Start)();
        await RetriedAsync(() => application.RotateAsync(token));
    }

    // Redis keeps a successor for the leeway by its own clock: by then the client has to be connected again, and nothing may wait for a server that is gone.
    private static Application Start(Servers servers, StoreKind kind, TimeSpan leeway) =>
        Application.Start(
            servers,
            kind,
            options => options.RetryLeeway = leeway,
            builder =>
            {
                if (kind == StoreKind.Redis)
                {
                    builder.Services.AddSingleton<IConnectionMultiplexer>(_ => ConnectionMultiplexer.Connect(
                        servers.Redis.ConnectionString,
                        options => (options.BacklogPolicy, options.ReconnectRetryPolicy, options.HeartbeatInterval) = (BacklogPolicy.FailFast, new LinearRetry(100), TimeSpan.FromMilliseconds(200))));
                    builder.UseRedis(services => services.GetRequiredService<IConnectionMultiplexer>());
                }
            });

    private static async Task AssertLegalAsync(Application application, Caller caller)
    {
        if (caller.IsRevoked)
        {
            Assert.Equal(RefreshTokenFailure.Revoked, await RetriedAsync(() => application.RefusedAsync(caller.Token)));
            return;
        }

        if (caller.WasRevoking)
        {
            // Nobody was told that it is revoked; it is, or is not, and then can be.
            await RetriedAsync(() => application.Service.RevokeAsync(caller.Token).AsTask());
            Assert.Equal(RefreshTokenFailure.Revoked, await application.RefusedAsync(caller.Token));
            return;
        }

        // The token that the caller has, or has presented without an answer, leads to one successor.
        var successor = await RetriedAsync(() => application.RotateAsync(caller.Token));
        Assert.Equal(successor, await application.RotateAsync(caller.Token));
        var last = await application.RotateAsync(successor);
        Assert.Equal(RefreshTokenFailure.Reused, await application.RefusedAsync(caller.Token));
        Assert.Equal(RefreshTokenFailure.Revoked, await application.RefusedAsync(last));
    }

    private static async Task<T> RetriedAsync<T>(Func<Task<T>> call)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return await call();
            }
            catch (RefreshTokenStoreException) when (attempt < 300)
            {
                await Task.Delay(100);
            }
        }
    }

    /// <summary>A client that rotates its token until the store is gone.</summary>
    private sealed class Caller(Application application, string token, int revokesAfter)
    {
        public string Token { get; private set; } = token;

        public int Rotations { get; private set; }

        public bool IsInDoubt { get; private set; }

        public bool WasRevoking { get; private set; }

        public bool IsRevoked { get; private set; }

        public async Task RunAsync()
        {
            try
            {
                while (true)
                {
                    if (Rotations == revokesAfter)
                    {
                        WasRevoking = true;
                        IsRevoked = await application.Service.RevokeAsync(Token);
                        return;
                    }

                    IsInDoubt = true;
                    Token = await application.RotateAsync(Token);
                    IsInDoubt = false;
                    Rotations++;
                }
            }
            catch (RefreshTokenStoreException)
            {
                // Killed.
            }
        }
    }
}
