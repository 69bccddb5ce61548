using System.Security.Cryptography;

namespace TokenGuard.RefreshTokens;

/// <summary>One step of a family: the token that is presented is replaced by another.</summary>
public sealed class RefreshTokenRotation
{
    internal RefreshTokenRotation()
    {
    }

    /// <summary>The key of the row.</summary>
    public required string SessionId { get; init; }

    /// <summary>SHA-256 of the token that was presented.</summary>
    public required byte[] PresentedHash { get; init; }

    /// <summary>SHA-256 of the token that replaces it.</summary>
    public required byte[] SuccessorHash { get; init; }

    /// <summary>The token that replaces it, as the row keeps it until <see cref="SuccessorUntil"/>.</summary>
    public required byte[] SealedSuccessor { get; init; }

    /// <summary>Until when the presented token may be presented again.</summary>
    public required DateTimeOffset SuccessorUntil { get; init; }

    /// <summary>Now, by the clock of the application.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>When the session ends unless the successor is used; a store takes <see cref="RefreshTokenFamily.ExpiresAt"/> where that is earlier.</summary>
    public required DateTimeOffset IdleExpiresAt { get; init; }

    /// <summary>The client that presented the token, or null.</summary>
    public string? ClientId { get; init; }

    /// <summary>The thumbprint of the key that it proved, or null.</summary>
    public string? KeyThumbprint { get; init; }

    /// <summary>Whether the token is replaced: it is the one that works, of a family that is live, and presented by whom it was issued to.</summary>
    /// <param name="family">The row.</param>
    public bool AppliesTo(RefreshTokenFamily family)
    {
        ArgumentNullException.ThrowIfNull(family);
        return family.IsLive(At)
            && CryptographicOperations.FixedTimeEquals(family.TokenHash, PresentedHash)
            && (family.ClientId is null || family.ClientId == ClientId)
            && (family.KeyThumbprint is null || family.KeyThumbprint == KeyThumbprint);
    }

    /// <summary>The row after the step.</summary>
    /// <param name="family">The row before it, to which the step applies.</param>
    public RefreshTokenFamily ApplyTo(RefreshTokenFamily family)
    {
        ArgumentNullException.ThrowIfNull(family);
        return family with
        {
            TokenHash = SuccessorHash,
            PreviousTokenHash = family.TokenHash,
            SealedSuccessor = SealedSuccessor,
            SuccessorUntil = SuccessorUntil,
            Generation = family.Generation + 1,
            RotatedAt = At,
            IdleExpiresAt = IdleExpiresAt < family.ExpiresAt ? IdleExpiresAt : family.ExpiresAt,
        };
    }

    /// <summary>The name of the session, and nothing else.</summary>
    public override string ToString() => $"rotation of session {SessionId}";
}
