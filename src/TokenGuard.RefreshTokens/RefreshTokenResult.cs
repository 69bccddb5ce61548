using System.Diagnostics.CodeAnalysis;

namespace TokenGuard.RefreshTokens;

/// <summary>A token, or why there is none.</summary>
public sealed class RefreshTokenResult
{
    private RefreshTokenResult()
    {
    }

    /// <summary>Whether there is a token.</summary>
    [MemberNotNullWhen(true, nameof(Token), nameof(Session))]
    [MemberNotNullWhen(false, nameof(Failure))]
    public bool Succeeded => Token is not null;

    /// <summary>The token, for the client that is answered and for nobody else: 72 characters. It works until <see cref="RefreshTokenSession.IdleExpiresAt"/>.</summary>
    public string? Token { get; private init; }

    /// <summary>The session that the token belongs to.</summary>
    public RefreshTokenSession? Session { get; private init; }

    /// <summary>Why there is none. Not for the client, which learns <c>invalid_grant</c> (RFC 6749 section 5.2).</summary>
    public RefreshTokenFailure? Failure { get; private init; }

    /// <summary>Whether there is a token, and never the token.</summary>
    public override string ToString() => Succeeded ? $"token of session {Session.Id}" : Failure.ToString()!;

    internal static RefreshTokenResult Success(string token, RefreshTokenFamily family) => new() { Token = token, Session = new(family) };

    internal static RefreshTokenResult Refused(RefreshTokenFailure failure) => new() { Failure = failure };
}

/// <summary>Why a token was not accepted.</summary>
public enum RefreshTokenFailure
{
    /// <summary>It is no token of this service: it was cut, mistyped, or made up.</summary>
    Malformed,

    /// <summary>There is no such session, or no longer.</summary>
    Unknown,

    /// <summary>The time of the session, or the time between two uses, is over.</summary>
    Expired,

    /// <summary>The session was revoked.</summary>
    Revoked,

    /// <summary>It was used before. The session is revoked: somebody has a copy.</summary>
    Reused,

    /// <summary>It was issued to another client.</summary>
    WrongClient,

    /// <summary>It was issued for another key.</summary>
    WrongKey,

    /// <summary>The subject may not sign in any more, or has to sign in anew. The session is revoked.</summary>
    SubjectRefused,
}
