namespace TokenGuard.RefreshTokens.Tests.Contract;

/// <summary>What every store has to do; the tests of the other files of this folder run on each.</summary>
[Collection(Servers.Name)]
public abstract class StoreTests(Servers servers)
{
    private protected static readonly RefreshTokenOptions Defaults = new();

    public static TheoryData<StoreKind> Stores => StoreKinds.All;

    private protected Application Start(StoreKind kind, Action<RefreshTokenOptions>? configure = null, Action<RefreshTokensBuilder>? build = null, Application? of = null) =>
        Application.Start(servers, kind, configure, build, of);
}
