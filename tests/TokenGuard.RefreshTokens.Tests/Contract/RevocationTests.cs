namespace TokenGuard.RefreshTokens.Tests.Contract;

public class RevocationTests(Servers servers) : StoreTests(servers)
{
    [Theory]
    [MemberData(nameof(Stores))]
    public async Task A_session_ends_with_whichever_of_its_tokens_is_revoked(StoreKind kind)
    {
        await using var application = Start(kind);
        var first = await application.SignInAsync();
        var second = await application.RotateAsync(first);
        Assert.True(await application.Service.RevokeAsync(first));
        Assert.False(await application.Service.RevokeAsync(second));
        Assert.Equal(RefreshTokenFailure.Revoked, await application.RefusedAsync(second));
        Assert.Equal(RefreshTokenFailure.Revoked, await application.RefusedAsync(first));
        Assert.Equal((0, 1), (application.Told("reuse"), application.Told("revoked")));
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task What_is_no_token_revokes_nothing(StoreKind kind)
    {
        await using var application = Start(kind);
        await application.SignInAsync();
        Assert.False(await application.Service.RevokeAsync(null));
        Assert.False(await application.Service.RevokeAsync(string.Empty));
        Assert.False(await application.Service.RevokeAsync("tgr_made-up"));
        foreach (var id in new[] { "no such session", "}", "\0", new string('A', 22), new string('A', 5000) })
        {
            Assert.False(await application.Service.RevokeSessionAsync("ada", id));
        }

        Assert.Equal(0, await application.Service.RevokeSubjectAsync("nobody"));
        Assert.Equal(0, await application.Service.RevokeClientAsync("none"));
        Assert.Single(await application.Service.ListSessionsAsync("ada"));
        Assert.Equal(0, application.Told("revoked"));
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task Only_its_subject_ends_a_session(StoreKind kind)
    {
        await using var application = Start(kind);
        var token = await application.SignInAsync("ada");
        var session = Assert.Single(await application.Service.ListSessionsAsync("ada"));
        Assert.False(await application.Service.RevokeSessionAsync("mallory", session.Id));
        token = await application.RotateAsync(token);
        Assert.True(await application.Service.RevokeSessionAsync("ada", session.Id));
        Assert.Equal(RefreshTokenFailure.Revoked, await application.RefusedAsync(token));
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task Only_its_client_ends_a_session(StoreKind kind)
    {
        await using var application = Start(kind);
        var token = await application.SignInAsync(clientId: "spa");
        Assert.False(await application.Service.RevokeAsync(token, new("other")));
        Assert.False(await application.Service.RevokeAsync(token));
        token = await application.RotateAsync(token, new("spa"));
        Assert.True(await application.Service.RevokeAsync(token, new("spa")));
        Assert.Equal(RefreshTokenFailure.Revoked, await application.RefusedAsync(token, new("spa")));
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task All_sessions_of_a_subject_end_and_no_others(StoreKind kind)
    {
        await using var application = Start(kind);
        var tokens = new List<string>();
        for (var i = 0; i < 300; i++)
        {
            tokens.Add(await application.SignInAsync("ada", clientId: i % 2 == 0 ? "spa" : null));
        }

        var others = new[] { await application.SignInAsync("Ada"), await application.SignInAsync("ada "), await application.SignInAsync("ad") };
        Assert.True(await application.Service.RevokeAsync(tokens[0], new("spa")));
        Assert.Equal(299, await application.Service.RevokeSubjectAsync("ada"));
        Assert.Equal(0, await application.Service.RevokeSubjectAsync("ada"));
        foreach (var token in tokens)
        {
            Assert.Equal(RefreshTokenFailure.Revoked, await application.RefusedAsync(token, new("spa")));
        }

        foreach (var token in others)
        {
            await application.RotateAsync(token);
        }

        Assert.Equal(299, application.Events.Single(item => item is { Name: "revoked", Event.Session: null }).Event.Sessions);
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task All_sessions_of_a_client_end_and_no_others(StoreKind kind)
    {
        await using var application = Start(kind);
        var (spa, mobile, none) = (await application.SignInAsync("ada", "spa"), await application.SignInAsync("ada", "mobile"), await application.SignInAsync("ada"));
        var grace = await application.SignInAsync("grace", "spa");
        Assert.Equal(2, await application.Service.RevokeClientAsync("spa"));
        Assert.Equal(RefreshTokenFailure.Revoked, await application.RefusedAsync(spa, new("spa")));
        Assert.Equal(RefreshTokenFailure.Revoked, await application.RefusedAsync(grace, new("spa")));
        await application.RotateAsync(mobile, new("mobile"));
        await application.RotateAsync(none);
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task Sessions_are_listed_the_newest_first_while_they_live(StoreKind kind)
    {
        await using var application = Start(kind, options => options.IdleLifetime = TimeSpan.FromDays(1));
        var idle = await application.SignInAsync();
        application.Time.Advance(TimeSpan.FromHours(23));
        var used = await application.SignInAsync(clientId: "laptop");
        application.Time.Advance(TimeSpan.FromMinutes(1));
        await application.SignInAsync(clientId: "phone");
        var revoked = await application.SignInAsync();
        await application.SignInAsync("grace");
        await application.Service.RevokeAsync(revoked);
        application.Time.Advance(TimeSpan.FromHours(2));
        await application.RotateAsync(used, new("laptop"));
        Assert.Equal(RefreshTokenFailure.Expired, await application.RefusedAsync(idle));

        var sessions = await application.Service.ListSessionsAsync("ada");
        Assert.Equal(["phone", "laptop"], sessions.Select(session => session.ClientId));
        Assert.Equal(application.Time.GetUtcNow(), sessions[1].LastUsedAt);
        Assert.Empty(await application.Service.ListSessionsAsync("nobody"));
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task No_token_works_after_a_revocation_that_raced_its_rotation(StoreKind kind)
    {
        await using var application = Start(kind);
        for (var round = 0; round < 40; round++)
        {
            var token = await application.SignInAsync($"user {round}");
            var rotations = Enumerable.Range(0, 4).Select(_ => Task.Run(async () => (await application.Service.RotateAsync(token)).Token));
            var revocation = Task.Run(() => round % 2 == 0 ? application.Service.RevokeAsync(token).AsTask() : application.Service.RevokeSubjectAsync($"user {round}").AsTask().ContinueWith(sessions => sessions.Result == 1, TaskScheduler.Default));
            var successors = await Task.WhenAll(rotations);
            Assert.True(await revocation);
            foreach (var successor in successors.OfType<string>().Append(token))
            {
                Assert.Equal(RefreshTokenFailure.Revoked, await application.RefusedAsync(successor));
            }
        }
    }
}
