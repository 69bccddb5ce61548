namespace TokenGuard.RefreshTokens;

/// <summary>A session: what may be shown to its subject, and logged.</summary>
public sealed class RefreshTokenSession
{
    internal RefreshTokenSession(RefreshTokenFamily family)
    {
        (Id, Subject, ClientId, KeyThumbprint, Data) = (family.SessionId, family.Subject, family.ClientId, family.KeyThumbprint, family.Data);
        (IssuedAt, LastUsedAt, ExpiresAt, IdleExpiresAt) = (family.IssuedAt, family.RotatedAt, family.ExpiresAt, family.IdleExpiresAt);
    }

    /// <summary>The public name of the session: 22 characters of base64url, from which no token can be made. Fit for the claim <c>sid</c>.</summary>
    public string Id { get; }

    /// <summary>Whom it belongs to.</summary>
    public string Subject { get; }

    /// <summary>The client that it was begun for, or null.</summary>
    public string? ClientId { get; }

    /// <summary>The thumbprint of the key that the client has to prove, or null.</summary>
    public string? KeyThumbprint { get; }

    /// <summary>What the application keeps with it, or null.</summary>
    public string? Data { get; }

    /// <summary>When it began.</summary>
    public DateTimeOffset IssuedAt { get; }

    /// <summary>When its token was used last, or it began.</summary>
    public DateTimeOffset LastUsedAt { get; }

    /// <summary>When it ends, whatever happens.</summary>
    public DateTimeOffset ExpiresAt { get; }

    /// <summary>When it ends unless its token is used.</summary>
    public DateTimeOffset IdleExpiresAt { get; }

    /// <summary>The name of the session, and nothing else.</summary>
    public override string ToString() => $"session {Id}";
}
