using System.Threading.Channels;
using Microsoft.Extensions.Options;

namespace Shop.Feature;

/// <summary>Handles events of the area one after the other, in batches.</summary>
public sealed class FeatureWorker(FeatureRepository repository, FeatureCatalogue catalogue, IOptions<FeatureSettings> options, ILogger<FeatureWorker> logger) : BackgroundService
{
    private readonly Channel<FeatureEvent> _events = Channel.CreateBounded<FeatureEvent>(new BoundedChannelOptions(1000)
    {
        FullMode = BoundedChannelFullMode.DropOldest,
        SingleReader = true,
    });

    private readonly Dictionary<string, Func<FeatureEvent, CancellationToken, Task>> _handlers = new(StringComparer.Ordinal);

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        _handlers["created"] = OnCreatedAsync;
        _handlers["changed"] = OnChangedAsync;
        repository.Changed += (_, change) => _events.Writer.TryWrite(change);
        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var batch = new List<FeatureEvent>(options.Value.BatchSize);
        using var timer = new PeriodicTimer(options.Value.Interval);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            batch.Clear();
            while (batch.Count < options.Value.BatchSize && _events.Reader.TryRead(out var change))
            {
                batch.Add(change);
            }

            foreach (var change in batch.OrderBy(change => change.At))
            {
                await HandleAsync(change, stoppingToken);
            }
        }
    }

    private async Task HandleAsync(FeatureEvent change, CancellationToken cancellationToken)
    {
        try
        {
            if (_handlers.TryGetValue(change.Kind, out var handler))
            {
                await handler(change, cancellationToken);
            }
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            logger.LogError(exception, "Event {Id} of kind {Kind} failed", change.Id, change.Kind);
        }
    }

    private async Task OnCreatedAsync(FeatureEvent change, CancellationToken cancellationToken)
    {
        var title = change.Data.GetValueOrDefault("title", "");
        var products = await catalogue.SearchAsync(title, cancellationToken);
        logger.LogInformation("{Count} products match '{Title}'", products.Count, title);
    }

    private Task OnChangedAsync(FeatureEvent change, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        logger.LogDebug("A record is now {State}", change.Data.GetValueOrDefault("state"));
        return Task.CompletedTask;
    }
}
