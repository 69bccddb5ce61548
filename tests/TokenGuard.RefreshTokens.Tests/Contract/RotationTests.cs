using TokenGuard.RefreshTokens.Stores;

namespace TokenGuard.RefreshTokens.Tests.Contract;

public class RotationTests(Servers servers) : StoreTests(servers)
{
    [Theory]
    [MemberData(nameof(Stores))]
    public async Task A_token_is_72_characters_and_begins_with_tgr(StoreKind kind)
    {
        await using var application = Start(kind);
        var result = await application.Service.IssueAsync(new("ada") { ClientId = "spa", Data = "orders.read ✓" });
        Assert.True(result.Succeeded);
        Assert.Matches("^tgr_[A-Za-z0-9_-]{68}$", result.Token);
        Assert.Equal(22, result.Session.Id.Length);
        Assert.Equal(("ada", "spa", "orders.read ✓"), (result.Session.Subject, result.Session.ClientId, result.Session.Data));
        Assert.Equal(application.Time.GetUtcNow() + Defaults.AbsoluteLifetime, result.Session.ExpiresAt);
        Assert.Equal(application.Time.GetUtcNow() + Defaults.IdleLifetime, result.Session.IdleExpiresAt);
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task A_token_is_exchanged_for_another_of_the_same_session(StoreKind kind)
    {
        await using var application = Start(kind);
        var issued = await application.Service.IssueAsync(new("ada") { Data = "laptop" });
        var (token, last) = (issued.Token, issued.Session!);
        for (var i = 0; i < 20; i++)
        {
            application.Time.Advance(TimeSpan.FromMinutes(30));
            var rotated = await application.Service.RotateAsync(token);
            Assert.True(rotated.Succeeded, $"{rotated}");
            Assert.NotEqual(token, rotated.Token);
            Assert.Equal((last.Id, "ada", "laptop", last.IssuedAt, last.ExpiresAt), (rotated.Session.Id, rotated.Session.Subject, rotated.Session.Data, rotated.Session.IssuedAt, rotated.Session.ExpiresAt));
            Assert.Equal(application.Time.GetUtcNow(), rotated.Session.LastUsedAt);
            Assert.Equal(application.Time.GetUtcNow() + Defaults.IdleLifetime, rotated.Session.IdleExpiresAt);
            token = rotated.Token;
        }

        Assert.Equal(20, application.Told("rotated"));
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task A_token_that_comes_again_within_the_leeway_gets_the_same_successor(StoreKind kind)
    {
        await using var application = Start(kind);
        var first = await application.SignInAsync();
        var second = await application.RotateAsync(first);
        for (var i = 0; i < 5; i++)
        {
            application.Time.Advance(TimeSpan.FromSeconds(1.9));
            Assert.Equal(second, await application.RotateAsync(first));
        }

        Assert.Equal(1, application.Told("rotated"));
        await application.RotateAsync(second);
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task A_token_that_comes_again_after_the_leeway_ends_the_session(StoreKind kind)
    {
        await using var application = Start(kind);
        var first = await application.SignInAsync();
        var second = await application.RotateAsync(first);
        application.Time.Advance(Defaults.RetryLeeway);
        Assert.Equal(RefreshTokenFailure.Reused, await application.RefusedAsync(first));
        Assert.Equal(RefreshTokenFailure.Revoked, await application.RefusedAsync(second));
        Assert.Equal(RefreshTokenFailure.Revoked, await application.RefusedAsync(first));
        Assert.Equal((1, 1), (application.Told("reuse"), application.Told("revoked")));
        Assert.Equal("ada", application.Events.Single(item => item.Name == "reuse").Event.Session!.Subject);
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task A_token_that_comes_again_after_its_successor_was_used_ends_the_session(StoreKind kind)
    {
        await using var application = Start(kind);
        var first = await application.SignInAsync();
        var third = await application.RotateAsync(await application.RotateAsync(first));
        Assert.Equal(RefreshTokenFailure.Reused, await application.RefusedAsync(first));
        Assert.Equal(RefreshTokenFailure.Revoked, await application.RefusedAsync(third));
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task Another_session_of_the_subject_goes_on_when_one_ends(StoreKind kind)
    {
        await using var application = Start(kind);
        var stolen = await application.SignInAsync();
        var other = await application.SignInAsync();
        await application.RotateAsync(await application.RotateAsync(stolen));
        Assert.Equal(RefreshTokenFailure.Reused, await application.RefusedAsync(stolen));
        await application.RotateAsync(other);
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task Without_a_leeway_no_token_comes_twice(StoreKind kind)
    {
        await using var application = Start(kind, options => options.RetryLeeway = TimeSpan.Zero);
        var first = await application.SignInAsync();
        await application.RotateAsync(first);
        Assert.Equal(RefreshTokenFailure.Reused, await application.RefusedAsync(first));
    }

    [Fact]
    public async Task A_store_that_tries_again_is_no_thief()
    {
        await using var application = Start(StoreKind.Memory, options => options.RetryLeeway = TimeSpan.Zero, builder => builder.UseStore(_ => new ObservedStore(new InMemoryRefreshTokenStore(), _ => { }) { Rotations = 2 }));
        var token = await application.RotateAsync(await application.SignInAsync());
        await application.RotateAsync(token);
        Assert.Equal(2, application.Told("rotated"));
        Assert.Equal(RefreshTokenFailure.Reused, await application.RefusedAsync(token));
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task A_clock_that_steps_back_prolongs_nothing_and_ends_nothing(StoreKind kind)
    {
        await using var application = Start(kind);
        var start = application.Time.GetUtcNow();
        var first = await application.SignInAsync();
        application.Time.Advance(TimeSpan.FromHours(1));
        var second = await application.RotateAsync(first);
        application.Time.AdjustTime(start - TimeSpan.FromHours(3));
        Assert.Equal(second, await application.RotateAsync(first));
        var third = await application.RotateAsync(second);
        application.Time.AdjustTime(start + Defaults.AbsoluteLifetime);
        Assert.Equal(RefreshTokenFailure.Expired, await application.RefusedAsync(third));
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task Sixty_four_callers_of_one_token_get_one_successor(StoreKind kind)
    {
        await using var application = Start(kind);
        for (var round = 0; round < 3; round++)
        {
            var token = await application.SignInAsync();
            var results = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => Task.Run(() => application.RotateAsync(token))));
            var successor = Assert.Single(results.Distinct());
            await application.RotateAsync(successor);
        }

        Assert.Equal(6, application.Told("rotated"));
        Assert.Equal(0, application.Told("reuse"));
    }
}
