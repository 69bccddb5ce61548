namespace TokenGuard.RefreshTokens;

/// <summary>Where families are kept. What it returns is decided on by <see cref="IRefreshTokenService"/>; the store has to be atomic, and to throw where it cannot answer.</summary>
/// <remarks>
/// A rotation and a revocation of one family exclude each other: whichever comes second sees the first, so that no token works after a revocation.
/// A store takes no part in a transaction of its caller, whose rollback would bring back tokens that were replaced or revoked.
/// </remarks>
public interface IRefreshTokenStore
{
    /// <summary>What the store is called in errors and logs.</summary>
    string Name { get; }

    /// <summary>Adds a family.</summary>
    /// <param name="family">The family, whose <see cref="RefreshTokenFamily.SessionId"/> is new.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    ValueTask CreateAsync(RefreshTokenFamily family, CancellationToken cancellationToken);

    /// <summary>The family of a session, also one that has ended; null where there is none.</summary>
    /// <param name="sessionId">The name of the session.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    ValueTask<RefreshTokenFamily?> FindAsync(string sessionId, CancellationToken cancellationToken);

    /// <summary>Replaces the token of a family, in one atomic step, where <see cref="RefreshTokenRotation.AppliesTo"/> its row: then the row is what <see cref="RefreshTokenRotation.ApplyTo"/> makes of it.</summary>
    /// <param name="rotation">The step.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The row as it was before the step, which tells whether it was made; null where there is none.</returns>
    ValueTask<RefreshTokenFamily?> RotateAsync(RefreshTokenRotation rotation, CancellationToken cancellationToken);

    /// <summary>Revokes a session.</summary>
    /// <param name="sessionId">The name of the session.</param>
    /// <param name="at">Now, by the clock of the application.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Whether there is such a session that was not revoked before.</returns>
    ValueTask<bool> RevokeAsync(string sessionId, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>Revokes every session of a subject that was created before.</summary>
    /// <param name="subject">The subject.</param>
    /// <param name="at">Now, by the clock of the application.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>How many sessions were revoked that were not before.</returns>
    ValueTask<long> RevokeSubjectAsync(string subject, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>Revokes every session of a client that was created before.</summary>
    /// <param name="clientId">The client.</param>
    /// <param name="at">Now, by the clock of the application.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>How many sessions were revoked that were not before.</returns>
    ValueTask<long> RevokeClientAsync(string clientId, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>The live sessions of a subject, the newest first.</summary>
    /// <param name="subject">The subject.</param>
    /// <param name="at">Now, by the clock of the application.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    ValueTask<IReadOnlyList<RefreshTokenFamily>> ListAsync(string subject, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>Erases every <see cref="RefreshTokenFamily.SealedSuccessor"/> whose time is over, and the families that ended before a point of time.</summary>
    /// <param name="at">Now, by the clock of the application.</param>
    /// <param name="endedBefore">Families whose <see cref="RefreshTokenFamily.IdleExpiresAt"/> is earlier are deleted.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>How many families were deleted.</returns>
    ValueTask<long> PurgeAsync(DateTimeOffset at, DateTimeOffset endedBefore, CancellationToken cancellationToken);
}
