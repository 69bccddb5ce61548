using System.Collections.Concurrent;
using System.Text.Json;
using Shop.Common;

namespace Shop.Feature;

/// <summary>Keeps records in memory, and in a file.</summary>
public sealed class FeatureRepository(TimeProvider time, ILogger<FeatureRepository> logger)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private readonly ConcurrentDictionary<string, FeatureRecord> _records = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _gate = new(1, 1);

    public event EventHandler<FeatureEvent>? Changed;

    public Task<FeatureRecord?> GetAsync(string id, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(_records.GetValueOrDefault(id));
    }

    public async Task<IReadOnlyList<FeatureRecord>> FindAsync(string? search, FeatureState? state, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            var found = _records.Values.AsEnumerable();
            if (!string.IsNullOrWhiteSpace(search))
            {
                found = found.Where(record => record.Title.Contains(search, StringComparison.OrdinalIgnoreCase) || record.Tags.Contains(search));
            }

            if (state is { } wanted)
            {
                found = found.Where(record => record.State == wanted);
            }

            return found.OrderByDescending(record => record.CreatedAt).ThenBy(record => record.Title).ToList();
        }
        finally
        {
            _gate.Release();
        }
    }

    public async Task SaveAsync(FeatureRecord record, CancellationToken cancellationToken)
    {
        Guard.NotEmpty(record.Title);
        await _gate.WaitAsync(cancellationToken);
        try
        {
            var isNew = !_records.ContainsKey(record.Id);
            _records[record.Id] = record;
            var data = new Dictionary<string, string> { ["title"] = record.Title, ["state"] = record.State.ToString() };
            Changed?.Invoke(this, new FeatureEvent(Guid.NewGuid().ToString("N"), isNew ? "created" : "changed", time.GetUtcNow(), data));
        }
        finally
        {
            _gate.Release();
        }
    }

    public async Task WriteAsync(string path, CancellationToken cancellationToken)
    {
        await using var file = File.Create(path);
        await JsonSerializer.SerializeAsync(file, _records.Values.OrderBy(record => record.Id).ToList(), Json, cancellationToken);
        logger.LogInformation("Wrote {Count} records to {Path}", _records.Count, path);
    }

    public async Task ReadAsync(string path, CancellationToken cancellationToken)
    {
        await using var file = File.OpenRead(path);
        foreach (var record in await JsonSerializer.DeserializeAsync<List<FeatureRecord>>(file, Json, cancellationToken) ?? [])
        {
            _records.TryAdd(record.Id, record);
        }
    }
}
