using System.Globalization;
using System.Text;

namespace Shop.Feature;

/// <summary>Reads records from files of suppliers.</summary>
public sealed class FeatureImport(FeatureRepository repository, TimeProvider time, ILogger<FeatureImport> logger)
{
    public async Task<int> ReadAsync(TextReader reader, char separator, CancellationToken cancellationToken)
    {
        var count = 0;
        var number = 0;
        FeatureRecord? current = null;
        while (await reader.ReadLineAsync(cancellationToken) is { } text)
        {
            number++;
            if (text.Length == 0 || text.StartsWith('#'))
            {
                continue;
            }

            var fields = Split(text, separator);
            switch (fields)
            {
                case ["R", var id, var title, .. var tags]:
                    current = new FeatureRecord { Id = id, Title = title, CreatedAt = time.GetUtcNow() };
                    current.Tags.UnionWith(tags);
                    await repository.SaveAsync(current, cancellationToken);
                    count++;
                    break;
                case ["L", var product, var quantity, var price, ..] when current is not null && TryLine(product, quantity, price, out var line):
                    current.Lines.Add(line);
                    break;
                default:
                    logger.LogWarning("Line {Number} with {Count} fields was left out", number, fields.Length);
                    break;
            }
        }

        return count;
    }

    private static bool TryLine(string product, string quantity, string price, out FeatureLine line)
    {
        line = new FeatureLine(product, 0, FeatureMoney.Zero, 0);
        if (!int.TryParse(quantity, NumberStyles.Integer, CultureInfo.InvariantCulture, out var count)
            || !decimal.TryParse(price, NumberStyles.Number, CultureInfo.InvariantCulture, out var amount))
        {
            return false;
        }

        line = line with { Quantity = count, Price = new FeatureMoney(amount, "EUR") };
        return true;
    }

    private static string[] Split(string text, char separator)
    {
        var fields = new List<string>();
        var field = new StringBuilder();
        var isQuoted = false;
        for (var i = 0; i < text.Length; i++)
        {
            var character = text[i];
            if (character == '"')
            {
                isQuoted = !isQuoted;
            }
            else if (character == separator && !isQuoted)
            {
                fields.Add(field.ToString().Trim());
                field.Clear();
            }
            else
            {
                field.Append(character);
            }
        }

        fields.Add(field.ToString().Trim());
        return [.. fields];
    }
}
