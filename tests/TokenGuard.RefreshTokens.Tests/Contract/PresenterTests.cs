namespace TokenGuard.RefreshTokens.Tests.Contract;

public class PresenterTests(Servers servers) : StoreTests(servers)
{
    [Theory]
    [MemberData(nameof(Stores))]
    public async Task A_token_is_for_the_client_that_it_was_issued_to(StoreKind kind)
    {
        await using var application = Start(kind);
        var token = await application.SignInAsync(clientId: "spa");
        Assert.Equal(RefreshTokenFailure.WrongClient, await application.RefusedAsync(token));
        Assert.Equal(RefreshTokenFailure.WrongClient, await application.RefusedAsync(token, new("")));
        Assert.Equal(RefreshTokenFailure.WrongClient, await application.RefusedAsync(token, new("SPA")));
        var successor = await application.RotateAsync(token, new("spa"));
        Assert.Equal(RefreshTokenFailure.WrongClient, await application.RefusedAsync(token, new("other")));
        Assert.Equal(successor, await application.RotateAsync(token, new("spa")));
        Assert.Equal(0, application.Told("revoked"));
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task A_token_that_is_for_any_client_may_come_from_each(StoreKind kind)
    {
        await using var application = Start(kind);
        var token = await application.SignInAsync();
        await application.RotateAsync(await application.RotateAsync(token, new("spa", "key")));
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task A_token_is_for_the_key_that_it_was_issued_for(StoreKind kind)
    {
        await using var application = Start(kind);
        var token = await application.SignInAsync(clientId: "spa", keyThumbprint: "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I");
        Assert.Equal(RefreshTokenFailure.WrongKey, await application.RefusedAsync(token, new("spa")));
        Assert.Equal(RefreshTokenFailure.WrongKey, await application.RefusedAsync(token, new("spa", "another")));
        var successor = await application.RotateAsync(token, new("spa", "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I"));
        Assert.Equal(RefreshTokenFailure.WrongKey, await application.RefusedAsync(successor, new("spa")));
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task A_thief_with_another_client_is_a_thief(StoreKind kind)
    {
        await using var application = Start(kind);
        var token = await application.SignInAsync(clientId: "spa");
        await application.RotateAsync(await application.RotateAsync(token, new("spa")), new("spa"));
        Assert.Equal(RefreshTokenFailure.Reused, await application.RefusedAsync(token, new("other")));
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task The_longest_values_are_kept(StoreKind kind)
    {
        await using var application = Start(kind);
        var grant = new RefreshTokenGrant(new string('ä', 256)) { ClientId = new string('ß', 256), KeyThumbprint = new string('k', 256), Data = new string('界', 2048) };
        var issued = await application.Service.IssueAsync(grant);
        var rotated = await application.Service.RotateAsync(issued.Token, new(grant.ClientId, grant.KeyThumbprint));
        Assert.True(rotated.Succeeded);
        Assert.Equal((grant.Subject, grant.ClientId, grant.KeyThumbprint, grant.Data), (rotated.Session.Subject, rotated.Session.ClientId, rotated.Session.KeyThumbprint, rotated.Session.Data));
        Assert.Single(await application.Service.ListSessionsAsync(grant.Subject));
    }
}
