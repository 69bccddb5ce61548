using System.Collections.Frozen;
using System.Text;
using Microsoft.Extensions.Options;

namespace Shop.Feature;

public interface IFeatureChannel
{
    string Name { get; }

    Task SendAsync(string recipient, string subject, string text, CancellationToken cancellationToken);
}

/// <summary>Tells customers and staff what has happened.</summary>
public sealed class FeatureNotifications(IEnumerable<IFeatureChannel> channels, IOptions<FeatureSettings> options, ILogger<FeatureNotifications> logger)
{
    private static readonly FrozenDictionary<FeatureState, string> Subjects = new Dictionary<FeatureState, string>
    {
        [FeatureState.Draft] = "We are working on {0}",
        [FeatureState.Active] = "{0} has started",
        [FeatureState.Paused] = "{0} is waiting for you",
        [FeatureState.Closed] = "{0} is done",
    }.ToFrozenDictionary();

    private readonly Dictionary<string, IFeatureChannel> _channels = channels.ToDictionary(channel => channel.Name, StringComparer.OrdinalIgnoreCase);

    public async Task NotifyAsync(FeatureRecord record, CancellationToken cancellationToken)
    {
        var subject = string.Format(null, Subjects[record.State], record.Title);
        var text = TextOf(record);
        var recipients = options.Value.Recipients.Append(record.Customer).Where(recipient => recipient.Length > 0);
        var failures = new List<Exception>();
        foreach (var recipient in recipients)
        {
            var channel = ChannelOf(recipient);
            if (channel is null)
            {
                continue;
            }

            try
            {
                await channel.SendAsync(recipient, subject, text, cancellationToken);
            }
            catch (IOException exception)
            {
                failures.Add(exception);
            }
        }

        if (failures is [var first, ..])
        {
            logger.LogError(first, "{Count} of the messages about {Id} were not sent", failures.Count, record.Id);
        }
    }

    private IFeatureChannel? ChannelOf(string recipient)
    {
        var name = recipient.Contains('@') ? "mail" : recipient.StartsWith('+') ? "sms" : "post";
        return _channels.TryGetValue(name, out var channel) ? channel : null;
    }

    private static string TextOf(FeatureRecord record)
    {
        var text = new StringBuilder().Append("Dear ").Append(record.Customer).AppendLine(",").AppendLine();
        foreach (var line in record.Lines)
        {
            text.Append("- ").Append(line.Quantity).Append(" x ").AppendLine(line.Product);
        }

        text.AppendLine().Append("Total: ").Append(record.Total.Amount).Append(' ').AppendLine(record.Total.Currency);
        return record.Description is { } description ? text.AppendLine(description).ToString() : text.ToString();
    }
}
