using System.Diagnostics.Metrics;

namespace TokenGuard.RefreshTokens.Events;

/// <summary>Counts what happens to sessions; no tag is taken from a request.</summary>
internal sealed class RefreshTokenMetrics
{
    public const string MeterName = "TokenGuard.RefreshTokens";

    private readonly Counter<long> issued;
    private readonly Counter<long> presented;
    private readonly Counter<long> revoked;

    public RefreshTokenMetrics(IMeterFactory factory)
    {
        var meter = factory.Create(MeterName);
        issued = meter.CreateCounter<long>("tokenguard.refresh_tokens.issued", "{session}", "Sessions that began.");
        presented = meter.CreateCounter<long>("tokenguard.refresh_tokens.presented", "{token}", "Tokens that were presented, by what came of it.");
        revoked = meter.CreateCounter<long>("tokenguard.refresh_tokens.revoked", "{session}", "Sessions that were revoked.");
    }

    public void Issued() => issued.Add(1);

    public void Presented(string result)
    {
        if (presented.Enabled)
        {
            presented.Add(1, new KeyValuePair<string, object?>("result", result));
        }
    }

    public void Revoked(long sessions) => revoked.Add(sessions);
}
