namespace TokenGuard.RefreshTokens.Tests.Infrastructure;

public class InstalledServersTests
{
    [ServerFact("redis-server")]
    public void Redis_is_installed() => Assert.True(RedisServer.IsInstalled);

    [ServerFact("postgres")]
    public void PostgreSql_is_installed() => Assert.True(PostgreSqlServer.IsInstalled);
}
