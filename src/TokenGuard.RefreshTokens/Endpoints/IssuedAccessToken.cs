namespace TokenGuard.RefreshTokens;

/// <summary>The access token that goes with a refresh token (RFC 6749 section 5.1).</summary>
/// <param name="value">The token.</param>
/// <param name="lifetime">How long it lives: minutes, because it cannot be revoked.</param>
public sealed class IssuedAccessToken(string value, TimeSpan lifetime)
{
    /// <summary>The token.</summary>
    public string Value => value;

    /// <summary>How long it lives.</summary>
    public TimeSpan Lifetime => lifetime;

    /// <summary><c>Bearer</c>, or <c>DPoP</c> (RFC 9449 section 5).</summary>
    public string TokenType { get; init; } = "Bearer";

    /// <summary>The scopes, separated by spaces; null when they are those of before (RFC 6749 section 6).</summary>
    public string? Scope { get; init; }

    /// <summary>What it is, and never the token.</summary>
    public override string ToString() => $"access token for {lifetime}";
}
