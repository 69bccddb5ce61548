using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace TokenGuard.RefreshTokens.Redis;

/// <summary>Says when the application starts what a server would lose.</summary>
internal sealed partial class RedisCheck(Func<IConnectionMultiplexer> connect, ILoggerFactory loggers) : IHostedService
{
    private const string Kept = "noeviction";

    private readonly ILogger logger = loggers.CreateLogger("TokenGuard.RefreshTokens");

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        Dictionary<string, string> info;
        try
        {
            info = await InfoAsync().WaitAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is RedisException or TimeoutException)
        {
            // It may come later; until then the service answers that the store is down.
            NotChecked(logger, exception.GetType().Name);
            return;
        }

        if (info.TryGetValue("maxmemory_policy", out var policy) && policy != Kept)
        {
            throw new InvalidOperationException(
                $"Redis has maxmemory-policy '{policy}', under which it may drop the list of a user's sessions, and revoking them would miss one: set it to '{Kept}'");
        }

        if (info.TryGetValue("aof_enabled", out var aof) && aof == "0")
        {
            NotPersistent(logger);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // By a script: the client keeps INFO for connections that may administrate.
    private async Task<Dictionary<string, string>> InfoAsync() =>
        $"{await connect().GetDatabase().ScriptEvaluateAsync("return redis.call('INFO')", flags: CommandFlags.DemandMaster)}".Split("\r\n")
            .Select(line => line.Split(':'))
            .Where(pair => pair.Length == 2)
            .DistinctBy(pair => pair[0])
            .ToDictionary(pair => pair[0], pair => pair[1]);

    [LoggerMessage(20, LogLevel.Warning, "Redis could not be asked how it keeps data ({ExceptionType})")]
    private static partial void NotChecked(ILogger logger, string exceptionType);

    [LoggerMessage(21, LogLevel.Warning, "Redis keeps no append-only file: after a crash sessions that were revoked since its last snapshot work again. Set appendonly to yes, and appendfsync to always where no revocation may be lost")]
    private static partial void NotPersistent(ILogger logger);
}
