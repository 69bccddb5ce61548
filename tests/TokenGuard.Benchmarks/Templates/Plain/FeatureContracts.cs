using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Shop.Feature;

public enum FeatureState
{
    Draft,
    Active,
    Paused,
    Closed,
}

public sealed record FeatureMoney(decimal Amount, string Currency)
{
    public static readonly FeatureMoney Zero = new(0, "EUR");

    public static FeatureMoney operator +(FeatureMoney left, FeatureMoney right) =>
        left.Currency == right.Currency || left.Amount == 0
            ? right with { Amount = left.Amount + right.Amount }
            : throw new InvalidOperationException($"{left.Currency} and {right.Currency} do not add up.");

    public FeatureMoney Times(decimal factor) => this with { Amount = Math.Round(Amount * factor, 2, MidpointRounding.ToEven) };
}

public sealed record FeatureLine(string Product, int Quantity, FeatureMoney Price, double Weight)
{
    [JsonIgnore]
    public FeatureMoney Total => Price.Times(Quantity);
}

public sealed record FeatureEvent(string Id, string Kind, DateTimeOffset At, IReadOnlyDictionary<string, string> Data);

public sealed class FeatureRecord
{
    public required string Id { get; init; }

    [Required, StringLength(100)]
    public required string Title { get; set; }

    public string? Description { get; set; }

    public string Customer { get; set; } = "";

    public string Country { get; set; } = "DE";

    public FeatureState State { get; set; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? ClosedAt { get; set; }

    public List<FeatureLine> Lines { get; } = [];

    public HashSet<string> Tags { get; } = new(StringComparer.OrdinalIgnoreCase);

    public FeatureMoney Total => Lines.Aggregate(FeatureMoney.Zero, (sum, line) => sum + line.Total);

    public bool IsOpen => State is FeatureState.Draft or FeatureState.Active;
}

public sealed class FeatureSettings
{
    [Required]
    public string Warehouse { get; set; } = "";

    [Range(1, 1000)]
    public int BatchSize { get; set; } = 100;

    public TimeSpan Interval { get; set; } = TimeSpan.FromMinutes(5);

    public Dictionary<string, decimal> TaxRates { get; } = new() { ["DE"] = 0.19m, ["FR"] = 0.2m, ["IT"] = 0.22m };

    public string[] Recipients { get; set; } = [];
}
