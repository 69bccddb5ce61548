using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace Shop.Feature;

/// <summary>What a record must be before it is kept.</summary>
public sealed class FeatureValidator(IOptions<FeatureSettings> options)
{
    private static readonly Regex IdPattern = new("^[A-Z]{2}-[0-9]{4,10}$", RegexOptions.Compiled | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    private readonly List<(string Field, Func<FeatureRecord, bool> IsRight, string Text)> _rules =
    [
        (nameof(FeatureRecord.Id), record => IdPattern.IsMatch(record.Id), "An id is two letters and a number."),
        (nameof(FeatureRecord.Title), record => record.Title.Length is > 2 and <= 100, "A title has 3 to 100 characters."),
        (nameof(FeatureRecord.Customer), record => record.Customer.Length > 0, "The customer is missing."),
        (nameof(FeatureRecord.Tags), record => record.Tags.All(tag => tag.Length < 20), "A tag is too long."),
        (nameof(FeatureRecord.ClosedAt), record => record.ClosedAt is null || record.ClosedAt >= record.CreatedAt, "A record closes after it was created."),
    ];

    public IReadOnlyList<(string Field, string Text)> Validate(FeatureRecord record)
    {
        var problems = _rules.Where(rule => !rule.IsRight(record)).Select(rule => (rule.Field, rule.Text)).ToList();
        if (!options.Value.TaxRates.ContainsKey(record.Country))
        {
            problems.Add((nameof(FeatureRecord.Country), $"Nothing is sold to '{record.Country}'."));
        }

        for (var i = 0; i < record.Lines.Count; i++)
        {
            foreach (var text in ProblemsOf(record.Lines[i]))
            {
                problems.Add(($"{nameof(FeatureRecord.Lines)}[{i}]", text));
            }
        }

        return problems;
    }

    public bool TryNormalize(FeatureRecord record, out string? problem)
    {
        record.Title = string.Join(' ', record.Title.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        record.Country = record.Country.ToUpperInvariant();
        var doubled = record.Lines.GroupBy(line => line.Product).FirstOrDefault(group => group.Count() > 1);
        problem = doubled is null ? null : $"Product '{doubled.Key}' is in the record {doubled.Count()} times.";
        return problem is null;
    }

    private static IEnumerable<string> ProblemsOf(FeatureLine line)
    {
        if (line.Quantity <= 0)
        {
            yield return "A quantity is positive.";
        }

        if (line.Price.Amount < 0 || line.Price.Currency.Length != 3)
        {
            yield return "A price has an amount and a currency.";
        }

        if (line.Weight is < 0 or > 1000 || double.IsNaN(line.Weight))
        {
            yield return "A weight is between 0 and 1000 kg.";
        }
    }
}
