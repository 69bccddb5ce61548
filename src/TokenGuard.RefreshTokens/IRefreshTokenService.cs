namespace TokenGuard.RefreshTokens;

/// <summary>Issues, replaces and revokes refresh tokens. All tokens that descend from one sign-in are one session: it ends when one of them is used twice, when it is revoked, and when its time is over.</summary>
/// <remarks>
/// RFC 9700 section 4.14.2: a token is replaced at each use, and one that comes back tells that somebody has a copy. Nobody can say whose is the copy, so the session ends.
/// A token that is not accepted is a <see cref="RefreshTokenResult"/>, not an exception. A store that cannot answer is a <see cref="RefreshTokenStoreException"/>, and no token is accepted.
/// </remarks>
public interface IRefreshTokenService
{
    /// <summary>Begins a session.</summary>
    /// <param name="grant">Whose session it is.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The first token; or <see cref="RefreshTokenFailure.SubjectRefused"/>.</returns>
    /// <exception cref="ArgumentException">A value of the grant is empty or too long.</exception>
    /// <exception cref="RefreshTokenStoreException">The store cannot answer.</exception>
    ValueTask<RefreshTokenResult> IssueAsync(RefreshTokenGrant grant, CancellationToken cancellationToken = default);

    /// <summary>Exchanges a token for its successor (RFC 6749 section 6). The same token gets the same successor again for <see cref="RefreshTokenOptions.RetryLeeway"/>, until the successor is used.</summary>
    /// <param name="token">What the client presents, as it came.</param>
    /// <param name="presenter">Who presents it.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="RefreshTokenStoreException">The store cannot answer; whether the token was exchanged is then unknown, and presenting it again is right.</exception>
    ValueTask<RefreshTokenResult> RotateAsync(string? token, RefreshTokenPresenter presenter = default, CancellationToken cancellationToken = default);

    /// <summary>Ends the session of a token (RFC 7009 section 2), whichever of its tokens it is.</summary>
    /// <param name="token">What the client presents, as it came.</param>
    /// <param name="presenter">Who presents it.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Whether a session was ended. A client is told nothing of it (RFC 7009 section 2.2).</returns>
    /// <exception cref="RefreshTokenStoreException">The store cannot answer.</exception>
    ValueTask<bool> RevokeAsync(string? token, RefreshTokenPresenter presenter = default, CancellationToken cancellationToken = default);

    /// <summary>Ends one session of a subject.</summary>
    /// <param name="subject">The subject: a session of another one is not ended.</param>
    /// <param name="sessionId">The <see cref="RefreshTokenSession.Id"/>.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Whether a session was ended.</returns>
    /// <exception cref="RefreshTokenStoreException">The store cannot answer.</exception>
    ValueTask<bool> RevokeSessionAsync(string subject, string sessionId, CancellationToken cancellationToken = default);

    /// <summary>Ends every session of a subject: after a new password, a lock-out, a theft.</summary>
    /// <param name="subject">The subject.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>How many sessions were ended.</returns>
    /// <exception cref="RefreshTokenStoreException">The store cannot answer.</exception>
    ValueTask<long> RevokeSubjectAsync(string subject, CancellationToken cancellationToken = default);

    /// <summary>Ends every session of a client.</summary>
    /// <param name="clientId">The client.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>How many sessions were ended.</returns>
    /// <exception cref="RefreshTokenStoreException">The store cannot answer.</exception>
    ValueTask<long> RevokeClientAsync(string clientId, CancellationToken cancellationToken = default);

    /// <summary>The sessions of a subject that have not ended, the newest first.</summary>
    /// <param name="subject">The subject.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="RefreshTokenStoreException">The store cannot answer.</exception>
    ValueTask<IReadOnlyList<RefreshTokenSession>> ListSessionsAsync(string subject, CancellationToken cancellationToken = default);
}
