namespace TokenGuard.RefreshTokens.Tests.Infrastructure;

/// <summary>The stores that tests run on: all, or, outside of CI, those whose server is installed. <see cref="InstalledServersTests"/> shows which are not.</summary>
public static class StoreKinds
{
    public static TheoryData<StoreKind> All => [.. Enum.GetValues<StoreKind>().Where(IsThere)];

    /// <summary>Those that several processes share.</summary>
    public static TheoryData<StoreKind> Shared => [.. Enum.GetValues<StoreKind>().Where(kind => kind != StoreKind.Memory && IsThere(kind))];

    /// <summary>Those that are a server, which can be killed.</summary>
    public static TheoryData<StoreKind> Servers => [.. new[] { StoreKind.PostgreSql, StoreKind.Redis }.Where(IsThere)];

    private static bool IsThere(StoreKind kind) =>
        ServerFactAttribute.InCi || kind switch
        {
            StoreKind.PostgreSql => PostgreSqlServer.IsInstalled,
            StoreKind.Redis or StoreKind.RedisCluster => RedisServer.IsInstalled,
            _ => true,
        };
}

/// <summary>A test of a server: skipped where it is not installed, except in CI, where nothing is.</summary>
public sealed class ServerFactAttribute : FactAttribute
{
    public ServerFactAttribute(string program)
    {
        if (!InCi && Programs.Find(program) is null)
        {
            Skip = $"{program} is not installed: nothing is tested on it.";
        }
    }

    public static bool InCi => Environment.GetEnvironmentVariable("CI") == "true";
}
