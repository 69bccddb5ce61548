using System.Globalization;
using StackExchange.Redis;
using TokenGuard.RefreshTokens;
using TokenGuard.RefreshTokens.Tests.Infrastructure;

namespace TokenGuard.Benchmarks.Refreshing;

/// <summary>What a session takes that was begun and refreshed once, each of another user, all of one client.</summary>
/// <param name="Bytes">For one session.</param>
/// <param name="Compacted">The same after the database has given back what rows that were replaced have left; null for what is no database.</param>
internal sealed record SessionBytes(double Bytes, double? Compacted)
{
    private const int Callers = 4;

    public static async Task<SessionBytes> InMemoryAsync(int sessions)
    {
        await using var application = await TokenGuardApplication.InMemoryAsync(AfterLeeway);
        return new(await DifferenceAsync(application, () => Task.FromResult(GC.GetTotalMemory(forceFullCollection: true)), sessions), Compacted: null);
    }

    public static async Task<SessionBytes> OnRedisAsync(RedisServer server, int sessions)
    {
        await using var application = await TokenGuardApplication.OnRedisAsync(server, AfterLeeway);
        await using var administration = await ConnectionMultiplexer.ConnectAsync($"{server.ConnectionString},allowAdmin=true");
        return new(await DifferenceAsync(application, UsedMemoryAsync, sessions), Compacted: null);

        async Task<long> UsedMemoryAsync() =>
            long.Parse((await administration.GetServer(server.Address).InfoAsync("memory")).Single().Single(pair => pair.Key == "used_memory").Value, CultureInfo.InvariantCulture);
    }

    public static async Task<SessionBytes> OnAsync(Database database, int sessions)
    {
        await using var application = await TokenGuardApplication.OnAsync(database, AfterLeeway);
        await FillAsync(application.SignInAndRotateAsync, sessions);
        await application.PurgeAsync();
        return await OfAsync(database, sessions);
    }

    public static async Task<SessionBytes> OfOpenIddictAsync(Database database, int sessions)
    {
        await using var application = await OpenIddictApplication.OnAsync(database);
        await FillAsync(async () => await application.RefreshAsync(await application.SignInAsync()), sessions);
        return await OfAsync(database, sessions);
    }

    // A session keeps its successor for some seconds only, and for most of its life has none.
    private static void AfterLeeway(RefreshTokenOptions options) => options.RetryLeeway = TimeSpan.Zero;

    private static async Task<SessionBytes> OfAsync(Database database, int sessions)
    {
        var bytes = await database.BytesAsync();
        await database.CompactAsync();
        return new((double)bytes / sessions, (double)await database.BytesAsync() / sessions);
    }

    private static async Task<double> DifferenceAsync(TokenGuardApplication application, Func<Task<long>> measureAsync, int sessions)
    {
        await application.SignInAndRotateAsync(); // what is made at the first use
        var before = await measureAsync();
        await FillAsync(application.SignInAndRotateAsync, sessions);
        await application.PurgeAsync();
        return (double)(await measureAsync() - before) / sessions;
    }

    private static Task FillAsync(Func<Task> sessionAsync, int sessions) =>
        Parallel.ForAsync(0, sessions, new ParallelOptions { MaxDegreeOfParallelism = Callers }, async (_, _) => await sessionAsync());
}
