namespace TokenGuard.RefreshTokens.Tests.Attacks;

/// <summary>A store that writes down what it is asked to do.</summary>
internal sealed class RecordingStore(IRefreshTokenStore inner) : IRefreshTokenStore
{
    public List<string> Calls { get; } = [];

    /// <summary>How often a rotation is made, as by an execution strategy that tries again; the last answer counts.</summary>
    public int Rotations { get; init; } = 1;

    public string Name => inner.Name;

    public ValueTask CreateAsync(RefreshTokenFamily family, CancellationToken cancellationToken) => inner.CreateAsync(family, cancellationToken);

    public ValueTask<RefreshTokenFamily?> FindAsync(string sessionId, CancellationToken cancellationToken)
    {
        Calls.Add("find");
        return inner.FindAsync(sessionId, cancellationToken);
    }

    public async ValueTask<RefreshTokenFamily?> RotateAsync(RefreshTokenRotation rotation, CancellationToken cancellationToken)
    {
        Calls.Add("rotate");
        RefreshTokenFamily? family = null;
        for (var i = 0; i < Rotations; i++)
        {
            family = await inner.RotateAsync(rotation, cancellationToken);
        }

        return family;
    }

    public ValueTask<bool> RevokeAsync(string sessionId, DateTimeOffset at, CancellationToken cancellationToken)
    {
        Calls.Add("revoke");
        return inner.RevokeAsync(sessionId, at, cancellationToken);
    }

    public ValueTask<long> RevokeSubjectAsync(string subject, DateTimeOffset at, CancellationToken cancellationToken) => inner.RevokeSubjectAsync(subject, at, cancellationToken);

    public ValueTask<long> RevokeClientAsync(string clientId, DateTimeOffset at, CancellationToken cancellationToken) => inner.RevokeClientAsync(clientId, at, cancellationToken);

    public ValueTask<IReadOnlyList<RefreshTokenFamily>> ListAsync(string subject, DateTimeOffset at, CancellationToken cancellationToken) => inner.ListAsync(subject, at, cancellationToken);

    public ValueTask<long> PurgeAsync(DateTimeOffset at, DateTimeOffset endedBefore, CancellationToken cancellationToken) => inner.PurgeAsync(at, endedBefore, cancellationToken);
}
