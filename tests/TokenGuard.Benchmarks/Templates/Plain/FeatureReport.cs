using System.Globalization;
using System.Net;
using System.Text;

namespace Shop.Feature;

/// <summary>Tables about records, as text and as HTML.</summary>
public sealed class FeatureReport(FeatureRepository repository, FeaturePricing pricing)
{
    private const int Width = 72;

    public async Task<string> TextAsync(DateOnly month, CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        var records = await repository.FindAsync(null, null, cancellationToken);
        text.AppendLine(CultureInfo.InvariantCulture, $"Feature, {month:MMMM yyyy}").AppendLine(new string('=', Width));
        foreach (var group in records.Where(record => IsIn(record, month)).GroupBy(record => record.Customer).OrderBy(group => group.Key))
        {
            text.AppendLine(group.Key);
            foreach (var record in group)
            {
                var price = pricing.PriceOf(record);
                var title = record.Title.Length > 40 ? record.Title[..37] + "..." : record.Title;
                text.Append("  ").Append(title.PadRight(42)).Append(record.State.ToString().PadRight(10));
                text.AppendLine(price.Amount.ToString("N2", CultureInfo.InvariantCulture).PadLeft(14));
            }

            text.AppendLine(new string('-', Width));
        }

        return text.ToString();
    }

    public async Task<string> HtmlAsync(DateOnly month, CancellationToken cancellationToken)
    {
        var html = new StringBuilder("<table><thead><tr><th>Title</th><th>Customer</th><th>Price</th></tr></thead><tbody>");
        foreach (var record in await repository.FindAsync(null, FeatureState.Active, cancellationToken))
        {
            if (!IsIn(record, month))
            {
                continue;
            }

            html.Append("<tr>");
            Cell(html, record.Title);
            Cell(html, record.Customer);
            Cell(html, FormattableString.Invariant($"{pricing.PriceOf(record).Amount:0.00}"));
            html.Append("</tr>");
        }

        return html.Append("</tbody></table>").ToString();
    }

    public static string LinkTo(FeatureRecord record, string? campaign)
    {
        var link = new StringBuilder("https://feature.example.com/records/").Append(Uri.EscapeDataString(record.Id));
        if (!string.IsNullOrEmpty(campaign))
        {
            link.Append("?utm_campaign=").Append(Uri.EscapeDataString(campaign));
        }

        return link.ToString();
    }

    private static void Cell(StringBuilder html, string value) => html.Append("<td>").Append(WebUtility.HtmlEncode(value)).Append("</td>");

    private static bool IsIn(FeatureRecord record, DateOnly month) =>
        record.CreatedAt.Year == month.Year && record.CreatedAt.Month == month.Month;
}
