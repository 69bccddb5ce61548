namespace TokenGuard.RefreshTokens.Tests.Contract;

public class LifetimeTests(Servers servers) : StoreTests(servers)
{
    [Theory]
    [MemberData(nameof(Stores))]
    public async Task A_token_that_is_not_used_ends(StoreKind kind)
    {
        await using var application = Start(kind);
        var token = await application.SignInAsync();
        application.Time.Advance(Defaults.IdleLifetime - TimeSpan.FromMilliseconds(1));
        token = await application.RotateAsync(token);
        application.Time.Advance(Defaults.IdleLifetime);
        Assert.Equal(RefreshTokenFailure.Expired, await application.RefusedAsync(token));
        Assert.Equal(1, application.Told("expired"));
        Assert.Equal(0, application.Told("revoked"));
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task A_session_that_is_used_ends_too(StoreKind kind)
    {
        await using var application = Start(kind);
        var issued = await application.Service.IssueAsync(new("ada"));
        var token = issued.Token!;
        while (application.Time.GetUtcNow() + TimeSpan.FromDays(2) < issued.Session!.ExpiresAt)
        {
            application.Time.Advance(TimeSpan.FromDays(2));
            token = await application.RotateAsync(token);
        }

        var last = Assert.Single(await application.Service.ListSessionsAsync("ada"));
        Assert.Equal(last.ExpiresAt, last.IdleExpiresAt);
        application.Time.AdjustTime(last.ExpiresAt);
        Assert.Equal(RefreshTokenFailure.Expired, await application.RefusedAsync(token));
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task A_session_may_be_shorter_than_others(StoreKind kind)
    {
        await using var application = Start(kind);
        var issued = await application.Service.IssueAsync(new("ada") { Lifetime = TimeSpan.FromHours(8) });
        Assert.Equal(issued.Session!.ExpiresAt, issued.Session.IdleExpiresAt);
        application.Time.Advance(TimeSpan.FromHours(7));
        var token = await application.RotateAsync(issued.Token!);
        application.Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(RefreshTokenFailure.Expired, await application.RefusedAsync(token));
        issued = await application.Service.IssueAsync(new("ada") { Lifetime = TimeSpan.FromDays(900) });
        Assert.Equal(application.Time.GetUtcNow() + Defaults.AbsoluteLifetime, issued.Session!.ExpiresAt);
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task A_token_of_before_gets_no_successor_that_has_ended(StoreKind kind)
    {
        await using var application = Start(kind, options => options.AbsoluteLifetime = options.IdleLifetime = TimeSpan.FromSeconds(5));
        var first = await application.SignInAsync();
        var second = await application.RotateAsync(first);
        application.Time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(RefreshTokenFailure.Expired, await application.RefusedAsync(first));
        Assert.Equal(RefreshTokenFailure.Expired, await application.RefusedAsync(second));
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task What_is_over_is_erased(StoreKind kind)
    {
        await using var application = Start(kind);
        var ended = await application.SignInAsync("grace");
        var token = await application.SignInAsync();
        application.Time.Advance(Defaults.IdleLifetime - TimeSpan.FromMinutes(1));
        var successor = await application.RotateAsync(token);
        application.Time.Advance(TimeSpan.FromMinutes(2));
        await application.PurgeAsync();
        var session = Assert.Single(await application.Service.ListSessionsAsync("ada"));
        if (kind is not (StoreKind.Redis or StoreKind.RedisCluster))
        {
            // Redis erases by its own clock: see RedisTests.
            Assert.Null((await application.Store.FindAsync(session.Id, default))!.SealedSuccessor);
        }

        Assert.Equal(RefreshTokenFailure.Expired, await application.RefusedAsync(ended));
        Assert.Equal(RefreshTokenFailure.Reused, await application.RefusedAsync(token));
        Assert.Equal(RefreshTokenFailure.Revoked, await application.RefusedAsync(successor));

        application.Time.Advance(Defaults.KeepEndedSessions);
        await application.PurgeAsync();
        if (kind is not (StoreKind.Redis or StoreKind.RedisCluster))
        {
            Assert.Equal(RefreshTokenFailure.Unknown, await application.RefusedAsync(ended));
        }
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task A_purge_takes_no_session_that_lives(StoreKind kind)
    {
        await using var application = Start(kind);
        var tokens = new List<string>();
        for (var i = 0; i < 20; i++)
        {
            tokens.Add(await application.SignInAsync($"user {i}"));
        }

        application.Time.Advance(Defaults.IdleLifetime - TimeSpan.FromSeconds(1));
        await application.PurgeAsync();
        foreach (var token in tokens)
        {
            await application.RotateAsync(token);
        }
    }
}
