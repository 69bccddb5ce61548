namespace TokenGuard.RefreshTokens.Tests.Contract;

/// <summary>Several processes on one store.</summary>
public class SharedStoreTests(Servers servers) : StoreTests(servers)
{
    public static TheoryData<StoreKind> SharedStores => StoreKinds.Shared;

    [Theory]
    [MemberData(nameof(SharedStores))]
    public async Task Two_processes_that_get_one_token_give_one_successor(StoreKind kind)
    {
        await using var one = Start(kind);
        await using var two = Start(kind, of: one);
        for (var round = 0; round < 10; round++)
        {
            var token = await one.SignInAsync();
            var results = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(() => (i % 2 == 0 ? one : two).RotateAsync(token))));
            await two.RotateAsync(Assert.Single(results.Distinct()));
        }

        Assert.Equal(20, one.Told("rotated") + two.Told("rotated"));
    }

    [Theory]
    [MemberData(nameof(SharedStores))]
    public async Task What_one_process_revokes_the_other_refuses(StoreKind kind)
    {
        await using var one = Start(kind);
        await using var two = Start(kind, of: one);
        var token = await one.SignInAsync();
        token = await two.RotateAsync(token);
        Assert.Equal(1, await one.Service.RevokeSubjectAsync("ada"));
        Assert.Equal(RefreshTokenFailure.Revoked, await two.RefusedAsync(token));
    }
}
