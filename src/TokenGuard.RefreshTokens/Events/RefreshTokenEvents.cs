namespace TokenGuard.RefreshTokens;

/// <summary>Who is told what happens to sessions. Called after it has happened, and the client is answered when it is done: what takes long belongs in a queue. What a handler throws is logged and changes nothing.</summary>
public sealed class RefreshTokenEvents
{
    /// <summary>A token was used twice, and its session revoked: tell the user.</summary>
    public Func<RefreshTokenEvent, Task>? OnReuseDetected { get; set; }

    /// <summary>A token was replaced by its successor. Not called again when the same token gets the same successor.</summary>
    public Func<RefreshTokenEvent, Task>? OnRotated { get; set; }

    /// <summary>Sessions were revoked, for whatever reason.</summary>
    public Func<RefreshTokenEvent, Task>? OnRevoked { get; set; }

    /// <summary>A token was presented whose session has expired.</summary>
    public Func<RefreshTokenEvent, Task>? OnExpired { get; set; }
}

/// <summary>What happened, and to which sessions.</summary>
public sealed class RefreshTokenEvent
{
    internal RefreshTokenEvent(IServiceProvider services) => Services = services;

    /// <summary>The session, where it is one.</summary>
    public RefreshTokenSession? Session { get; internal init; }

    /// <summary>The subject, where it is all sessions of one or one session.</summary>
    public string? Subject { get; internal init; }

    /// <summary>The client, where it is all sessions of one, or one session that has a client.</summary>
    public string? ClientId { get; internal init; }

    /// <summary>How many sessions it is about.</summary>
    public long Sessions { get; internal init; } = 1;

    /// <summary>Services for the handler, of a scope of their own.</summary>
    public IServiceProvider Services { get; }
}
