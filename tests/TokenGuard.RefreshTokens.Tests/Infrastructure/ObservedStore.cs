namespace TokenGuard.RefreshTokens.Tests.Infrastructure;

/// <summary>A store that tells what it is asked to do before it does it; what the test throws then, the store throws.</summary>
internal sealed class ObservedStore(IRefreshTokenStore inner, Action<string> before) : IRefreshTokenStore
{
    /// <summary>How often a rotation is made, as by an execution strategy that tries again; the last answer counts.</summary>
    public int Rotations { get; init; } = 1;

    public string Name => inner.Name;

    public ValueTask CreateAsync(RefreshTokenFamily family, CancellationToken cancellationToken) => To("create").CreateAsync(family, cancellationToken);

    public ValueTask<RefreshTokenFamily?> FindAsync(string sessionId, CancellationToken cancellationToken) => To("find").FindAsync(sessionId, cancellationToken);

    public async ValueTask<RefreshTokenFamily?> RotateAsync(RefreshTokenRotation rotation, CancellationToken cancellationToken)
    {
        RefreshTokenFamily? family = null;
        for (var i = 0; i < Rotations; i++)
        {
            family = await To("rotate").RotateAsync(rotation, cancellationToken);
        }

        return family;
    }

    public ValueTask<bool> RevokeAsync(string sessionId, DateTimeOffset at, CancellationToken cancellationToken) => To("revoke").RevokeAsync(sessionId, at, cancellationToken);

    public ValueTask<long> RevokeSubjectAsync(string subject, DateTimeOffset at, CancellationToken cancellationToken) => To("revoke subject").RevokeSubjectAsync(subject, at, cancellationToken);

    public ValueTask<long> RevokeClientAsync(string clientId, DateTimeOffset at, CancellationToken cancellationToken) => To("revoke client").RevokeClientAsync(clientId, at, cancellationToken);

    public ValueTask<IReadOnlyList<RefreshTokenFamily>> ListAsync(string subject, DateTimeOffset at, CancellationToken cancellationToken) => To("list").ListAsync(subject, at, cancellationToken);

    public ValueTask<long> PurgeAsync(DateTimeOffset at, DateTimeOffset endedBefore, CancellationToken cancellationToken) => To("purge").PurgeAsync(at, endedBefore, cancellationToken);

    private IRefreshTokenStore To(string call)
    {
        before(call);
        return inner;
    }
}
