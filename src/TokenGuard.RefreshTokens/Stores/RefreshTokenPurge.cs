using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TokenGuard.RefreshTokens.Events;

namespace TokenGuard.RefreshTokens.Stores;

/// <summary>Has the store erase what is over, again and again.</summary>
internal sealed class RefreshTokenPurge(IRefreshTokenStore store, IOptions<RefreshTokenOptions> options, TimeProvider time, ILoggerFactory loggers, IHostEnvironment? environment = null) : BackgroundService
{
    private readonly ILogger logger = loggers.CreateLogger(Log.Category);

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        if (store is InMemoryRefreshTokenStore && environment?.IsDevelopment() != true)
        {
            Log.InMemory(logger);
        }

        return base.StartAsync(cancellationToken);
    }

    public async Task PurgeAsync(CancellationToken cancellationToken)
    {
        try
        {
            var now = time.GetUtcNow();
            Log.Purged(logger, await store.PurgeAsync(now, now - options.Value.KeepEndedSessions, cancellationToken));
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            Log.PurgeFailed(logger, store.Name, exception.GetType().Name, options.Value.PurgeInterval);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.PurgeInterval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await PurgeAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The application stops.
        }
    }
}
