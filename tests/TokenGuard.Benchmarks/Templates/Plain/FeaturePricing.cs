using Microsoft.Extensions.Options;

namespace Shop.Feature;

/// <summary>What a record costs: graduated prices, discounts, tax, shipping.</summary>
public sealed class FeaturePricing(IOptions<FeatureSettings> options, TimeProvider time)
{
    private static readonly (int From, decimal Factor)[] Grades = [(1000, 0.8m), (100, 0.9m), (10, 0.97m), (0, 1m)];

    private readonly Dictionary<string, decimal> _discounts = new(StringComparer.OrdinalIgnoreCase) { ["vip"] = 0.1m, ["partner"] = 0.05m };

    public FeatureMoney PriceOf(FeatureRecord record)
    {
        var net = FeatureMoney.Zero;
        foreach (var line in record.Lines)
        {
            net += LinePrice(line);
        }

        var discounted = net.Times(1 - DiscountOf(record));
        var taxed = discounted.Times(1 + TaxRateOf(record.Country));
        return taxed + ShippingOf(record);
    }

    public decimal DiscountOf(FeatureRecord record)
    {
        var discount = 0m;
        foreach (var tag in record.Tags)
        {
            if (_discounts.TryGetValue(tag, out var part))
            {
                discount = Math.Max(discount, part);
            }
        }

        var age = time.GetUtcNow() - record.CreatedAt;
        if (age > TimeSpan.FromDays(365) && record.IsOpen)
        {
            discount += 0.02m;
        }

        return Math.Min(discount, 0.25m);
    }

    public decimal TaxRateOf(string country) => options.Value.TaxRates.TryGetValue(country, out var rate) ? rate : 0m;

    public FeatureMoney ShippingOf(FeatureRecord record)
    {
        var weight = record.Lines.Sum(line => line.Weight * line.Quantity);
        var amount = (record.Country, weight) switch
        {
            ("DE", <= 2) => 3.95m,
            ("DE", <= 30) => 6.95m,
            ("FR" or "IT" or "AT", <= 5) => 9.95m,
            (_, 0) => 0m,
            _ => 19.95m + (decimal)Math.Ceiling(weight / 10) * 4m,
        };
        return new FeatureMoney(amount, record.Lines.FirstOrDefault()?.Price.Currency ?? "EUR");
    }

    public IReadOnlyDictionary<string, FeatureMoney> ByCustomer(IEnumerable<FeatureRecord> records) =>
        records.Where(record => record.IsOpen)
            .GroupBy(record => record.Customer)
            .ToDictionary(group => group.Key, group => group.Select(PriceOf).Aggregate(FeatureMoney.Zero, (sum, price) => sum + price));

    private static FeatureMoney LinePrice(FeatureLine line)
    {
        var (_, factor) = Grades.First(grade => line.Quantity >= grade.From);
        return line.Total.Times(factor);
    }
}
