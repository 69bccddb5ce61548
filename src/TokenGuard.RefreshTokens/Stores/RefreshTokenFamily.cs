namespace TokenGuard.RefreshTokens;

/// <summary>What a store keeps of one session: all refresh tokens that descend from one sign-in are one family, and one row. No token can be made from it.</summary>
/// <remarks>Points of time are whole milliseconds.</remarks>
public sealed record RefreshTokenFamily
{
    /// <summary>The public name of the session and the key of the row: 22 characters of base64url.</summary>
    public required string SessionId { get; init; }

    /// <summary>Whom the session belongs to.</summary>
    public required string Subject { get; init; }

    /// <summary>The client that the tokens were issued to; null where there is but one.</summary>
    public string? ClientId { get; init; }

    /// <summary>The thumbprint of the key that the client has to prove (RFC 9449 section 5), or null.</summary>
    public string? KeyThumbprint { get; init; }

    /// <summary>SHA-256 of what <see cref="IRefreshSubjectValidator"/> said of the subject when the session began, or null.</summary>
    public byte[]? SubjectStamp { get; init; }

    /// <summary>What the application keeps with the session, or null.</summary>
    public string? Data { get; init; }

    /// <summary>SHA-256 of the token that works.</summary>
    public required byte[] TokenHash { get; init; }

    /// <summary>SHA-256 of the token before it, or null.</summary>
    public byte[]? PreviousTokenHash { get; init; }

    /// <summary>The token that works, encrypted under a key that only the holder of the one before it can make; null before the first rotation, and once it is erased.</summary>
    public byte[]? SealedSuccessor { get; init; }

    /// <summary>Until when the token before may be presented again, and when <see cref="SealedSuccessor"/> is to be erased.</summary>
    public DateTimeOffset? SuccessorUntil { get; init; }

    /// <summary>How often the token was replaced.</summary>
    public int Generation { get; init; }

    /// <summary>When the session began.</summary>
    public required DateTimeOffset IssuedAt { get; init; }

    /// <summary>When the token was replaced last, or the session began.</summary>
    public required DateTimeOffset RotatedAt { get; init; }

    /// <summary>When the session ends, whatever happens.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>When the session ends unless the token is used; never after <see cref="ExpiresAt"/>.</summary>
    public required DateTimeOffset IdleExpiresAt { get; init; }

    /// <summary>When the session was revoked, or null.</summary>
    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>Whether a token of the family may still work at a point of time.</summary>
    /// <param name="at">The point of time.</param>
    public bool IsLive(DateTimeOffset at) => RevokedAt is null && at < IdleExpiresAt && at < ExpiresAt;

    /// <summary>The name of the session, and nothing else that the row holds.</summary>
    public override string ToString() => $"session {SessionId}";
}
