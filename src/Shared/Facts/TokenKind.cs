namespace TokenGuard.Rules.Facts;

/// <summary>What kind of token or key a value is.</summary>
internal enum TokenKind
{
    /// <summary>None, or not known to be one.</summary>
    None,

    /// <summary>An access token: shown to resource servers (RFC 6749 section 1.4).</summary>
    Access,

    /// <summary>A refresh token: shown to the authorization server only (RFC 6749 section 1.5).</summary>
    Refresh,

    /// <summary>An ID token (OpenID Connect Core section 2).</summary>
    Id,

    /// <summary>A token of a kind that is not known.</summary>
    AnyToken,

    /// <summary>A key that signs or encrypts tokens.</summary>
    SigningKey,

    /// <summary>A client secret.</summary>
    ClientSecret,
}

/// <summary>How sure it is that a value is a token.</summary>
internal enum Confidence
{
    /// <summary>A lone word such as <c>token</c>, without a second signal.</summary>
    Low,

    /// <summary>A name that says so: <c>accessToken</c>.</summary>
    Medium,

    /// <summary>A known API, a wire name or the shape of the text.</summary>
    High,
}
