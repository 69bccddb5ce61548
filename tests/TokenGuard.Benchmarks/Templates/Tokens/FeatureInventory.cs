using System.Globalization;
using System.Text;

namespace Shop.Feature;

/// <summary>Stock and prices of the area: the part of the project that knows nothing of tokens.</summary>
public sealed class FeatureInventory(FeatureClient client, TimeProvider time, ILogger<FeatureInventory> logger)
{
    private readonly Dictionary<string, FeatureItem> _items = [];

    public int Count => _items.Count;

    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        _items.Clear();
        foreach (var item in await client.GetAllAsync(cancellationToken))
        {
            if (!_items.TryAdd(item.Id, item))
            {
                logger.LogWarning("Item {Id} was sent twice", item.Id);
            }
        }
    }

    public decimal TotalOf(IEnumerable<string> ids)
    {
        var total = 0m;
        foreach (var id in ids)
        {
            if (_items.TryGetValue(id, out var item))
            {
                total += item.Quantity > 100 ? item.Total * 0.9m : item.Total;
            }
        }

        return Math.Round(total, 2, MidpointRounding.AwayFromZero);
    }

    public IEnumerable<IGrouping<int, FeatureItem>> ByYear() =>
        from item in _items.Values
        where item.Quantity > 0
        orderby item.ChangedAt descending, item.Name
        group item by item.ChangedAt.Year;

    public string Report()
    {
        var text = new StringBuilder();
        foreach (var year in ByYear())
        {
            text.Append(CultureInfo.InvariantCulture, $"{year.Key}: {year.Count()} items, {year.Sum(item => item.Total):0.00}").AppendLine();
            foreach (var item in year.Take(10))
            {
                text.Append("  ").Append(item.Name.PadRight(30)).Append(item.Quantity.ToString(CultureInfo.InvariantCulture).PadLeft(8));
                text.AppendLine(IsOld(item) ? " (old)" : string.Empty);
            }
        }

        return text.ToString();
    }

    public bool TryRemove(string id, int quantity, out FeatureItem? left)
    {
        left = null;
        if (!_items.TryGetValue(id, out var item) || item.Quantity < quantity)
        {
            return false;
        }

        left = item with { Quantity = item.Quantity - quantity, ChangedAt = time.GetUtcNow() };
        _items[id] = left;
        return true;
    }

    private bool IsOld(FeatureItem item) => (time.GetUtcNow() - item.ChangedAt) switch
    {
        { TotalDays: > 365 } => true,
        { TotalDays: > 90 } when item.Quantity == 0 => true,
        _ => false,
    };
}
