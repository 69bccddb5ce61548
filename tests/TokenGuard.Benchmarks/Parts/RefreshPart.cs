using System.Collections.Immutable;
using System.Globalization;
using TokenGuard.Benchmarks.Refreshing;

namespace TokenGuard.Benchmarks.Parts;

/// <summary>What it costs to rotate and to keep a refresh token, on each store, beside the refresh grant of OpenIddict on the same database.</summary>
internal static class RefreshPart
{
    private const int Rounds = 5;
    private const int Sessions = 100_000;

    // They are begun and refreshed by requests, which takes longer.
    private const int SessionsOfOpenIddict = 10_000;

    private static readonly TimeSpan RoundTime = TimeSpan.FromSeconds(2);
    private static readonly ImmutableArray<int> Callers = [1, 16];

    public static async Task<ImmutableArray<Budget>> RunAsync()
    {
        var budgets = await MeasureLoadAsync();
        await MeasureBytesAsync();
        return budgets;
    }

    private static async Task<ImmutableArray<Budget>> MeasureLoadAsync()
    {
        using var stores = new Stores(isDurable: true);
        var candidates = await StartAsync(stores);
        try
        {
            await MeasureAsync(candidates);
        }
        finally
        {
            foreach (var candidate in candidates)
            {
                await candidate.Application.DisposeAsync();
            }
        }

        Console.WriteLine("Rotation of a refresh token by a request in memory, with a new access token (ES256); stores answer when it is on the disk");
        Console.WriteLine();
        var table = new Table("", "callers", "rotations/s", "p50", "p99", "round trips to the store");
        foreach (var candidate in candidates)
        {
            foreach (var (callers, load) in Callers.Zip(candidate.Loads))
            {
                table.Add(
                    candidate.Name,
                    $"{callers}",
                    load.PerSecond.ToString("0", CultureInfo.InvariantCulture),
                    Table.Milliseconds(load.Median),
                    Table.Milliseconds(load.Percentile99),
                    load.RoundTrips.ToString("0.##", CultureInfo.InvariantCulture));
            }
        }

        table.WriteMarkdown();
        return [.. BudgetsOf(candidates)];
    }

    private static async Task<List<Candidate>> StartAsync(Stores stores)
    {
        var candidates = new List<Candidate> { new("memory", await TokenGuardApplication.InMemoryAsync()) };
        foreach (var newDatabase in new Func<Database?>[] { stores.NewSqlite, stores.NewPostgreSql })
        {
            if (newDatabase() is { } database)
            {
                candidates.Add(new(database.Name, await TokenGuardApplication.OnAsync(database), MaxRoundTrips: 2));
                candidates.Add(new(database.Name, await OpenIddictApplication.OnAsync(newDatabase()!)));
            }
        }

        if (stores.Redis is { } redis)
        {
            candidates.Add(new("Redis", await TokenGuardApplication.OnRedisAsync(redis), MaxRoundTrips: 1));
        }

        return candidates;
    }

    // In turns, so that a busy minute of the machine hits all of them.
    private static async Task MeasureAsync(List<Candidate> candidates)
    {
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var candidate in candidates)
            {
                foreach (var (i, callers) in Callers.Index())
                {
                    candidate.Loads[i] = candidate.Loads[i].BestOf(await RotationLoad.MeasureAsync(candidate.Application, callers, RoundTime));
                }
            }
        }
    }

    private static IEnumerable<Budget> BudgetsOf(List<Candidate> candidates)
    {
        foreach (var ours in candidates.Where(candidate => candidate.MaxRoundTrips is not null))
        {
            yield return new($"round trips of a rotation, {ours.Store}", ours.Loads.Max(load => load.RoundTrips), ours.MaxRoundTrips!.Value);
        }

        foreach (var theirs in candidates.Where(candidate => candidate.Application is OpenIddictApplication))
        {
            var ours = candidates.Single(candidate => candidate.Store == theirs.Store && candidate != theirs);
            foreach (var (i, callers) in Callers.Index())
            {
                yield return new($"time of a rotation beside that of OpenIddict, {ours.Store}, callers: {callers}", theirs.Loads[i].PerSecond / ours.Loads[i].PerSecond, 1);
            }
        }
    }

    private static async Task MeasureBytesAsync()
    {
        using var stores = new Stores(isDurable: false);
        Console.WriteLine("Bytes of a session that was begun and refreshed once, each of another user; OpenIddict adds two rows with each further refresh, until they are pruned");
        Console.WriteLine();
        var table = new Table("", "sessions", "bytes a session", "after VACUUM");
        Add("memory, TokenGuard", Sessions, await SessionBytes.InMemoryAsync(Sessions));
        Add("SQLite, TokenGuard", Sessions, await SessionBytes.OnAsync(stores.NewSqlite(), Sessions));
        Add("SQLite, OpenIddict", SessionsOfOpenIddict, await SessionBytes.OfOpenIddictAsync(stores.NewSqlite(), SessionsOfOpenIddict));
        if (stores.NewPostgreSql() is { } postgreSql)
        {
            Add("PostgreSQL, TokenGuard", Sessions, await SessionBytes.OnAsync(postgreSql, Sessions));
        }

        if (stores.Redis is { } redis)
        {
            Add("Redis, TokenGuard", Sessions, await SessionBytes.OnRedisAsync(redis, Sessions));
        }

        table.WriteMarkdown();

        void Add(string name, int sessions, SessionBytes bytes) =>
            table.Add(name, $"{sessions}", bytes.Bytes.ToString("0", CultureInfo.InvariantCulture), bytes.Compacted?.ToString("0", CultureInfo.InvariantCulture) ?? "");
    }

    /// <summary>What is measured.</summary>
    /// <param name="Store">Where it keeps tokens.</param>
    /// <param name="Application">The application.</param>
    /// <param name="MaxRoundTrips">The budget of a rotation, where there is one.</param>
    private sealed record Candidate(string Store, RefreshApplication Application, int? MaxRoundTrips = null)
    {
        public string Name => $"{Store}, {(Application is OpenIddictApplication ? "OpenIddict" : "TokenGuard")}";

        /// <summary>The best of all rounds, for each number of callers.</summary>
        public RotationLoad[] Loads { get; } = [.. Callers.Select(_ => RotationLoad.Worst)];
    }
}
