namespace TokenGuard.RefreshTokens;

/// <summary>What a session is begun with.</summary>
public sealed class RefreshTokenGrant
{
    internal const int MaxNameLength = 256;
    internal const int MaxDataLength = 2048;

    /// <param name="subject">Whom the session belongs to: the id of a user, 1 to 256 characters.</param>
    public RefreshTokenGrant(string subject) => Subject = subject;

    /// <summary>Whom the session belongs to: the id of a user, 1 to 256 characters.</summary>
    public string Subject { get; }

    /// <summary>The client that the tokens are issued to, which alone may use them (RFC 6749 section 10.4); null where there is but one. At most 256 characters.</summary>
    public string? ClientId { get; init; }

    /// <summary>The thumbprint of a key that the client has to prove with each use (RFC 9449 section 5), or null. At most 256 characters.</summary>
    public string? KeyThumbprint { get; init; }

    /// <summary>What the application wants to find again with the session: scopes, the name of a device. Kept as it is, so nothing secret. At most 2048 characters.</summary>
    public string? Data { get; init; }

    /// <summary>How long the session lives at most, where that is less than <see cref="RefreshTokenOptions.AbsoluteLifetime"/>: without "remember me". More than none.</summary>
    public TimeSpan? Lifetime { get; init; }

    internal void Validate()
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(Subject);
        Check(Subject, MaxNameLength, nameof(Subject));
        Check(ClientId, MaxNameLength, nameof(ClientId));
        Check(KeyThumbprint, MaxNameLength, nameof(KeyThumbprint));
        Check(Data, MaxDataLength, nameof(Data));
        if (Lifetime is { } lifetime && lifetime.Ticks < TimeSpan.TicksPerMillisecond)
        {
            throw new ArgumentException($"{nameof(Lifetime)} is {lifetime}; allowed is more than none, or null", nameof(Lifetime));
        }
    }

    private static void Check(string? value, int max, string name)
    {
        if (value is { Length: 0 } || value?.Length > max)
        {
            throw new ArgumentException($"{name} has {value.Length} characters; allowed are 1 to {max}, or null", name);
        }
    }
}

/// <summary>Who presents a token, as far as the application knows.</summary>
/// <param name="ClientId">The client that was authenticated, or has named itself.</param>
/// <param name="KeyThumbprint">The thumbprint of the key that it has proved (RFC 9449 section 4.3).</param>
public readonly record struct RefreshTokenPresenter(string? ClientId = null, string? KeyThumbprint = null);
