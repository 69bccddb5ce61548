using System.Collections.Immutable;

namespace TokenGuard.Rules.Facts;

/// <summary>Which cookies carry a token, and what their attributes leave open.</summary>
internal static class CookieFacts
{
    /// <summary>Cookies that scripts have to read, so that they can repeat them in a header; they authenticate nobody.</summary>
    private static readonly HashSet<string> ForgeryWords = new(StringComparer.Ordinal) { "xsrf", "csrf", "antiforgery", "forgery" };

    /// <summary>Words that may stand beside a lone <c>token</c> without saying what the token is for: <c>__Host-token</c>, <c>X-Token</c>.</summary>
    private static readonly HashSet<string> EmptyWords = new(StringComparer.Ordinal) { "host", "secure", "http", "x", "my", "app", "user", "cookie", "value", "header" };

    /// <summary>A browser takes cookies of such names only as <c>Secure</c> ones (RFC 6265bis section 4.1.3).</summary>
    private static readonly string[] Prefixes = ["__Secure-", "__Http-"];

    private static readonly TimeSpan WorkingDay = TimeSpan.FromDays(1);

    /// <summary>
    /// What is wrong with a cookie of this name, whose value is known to be <paramref name="value"/>; nothing when it carries no token.
    /// A name or an attribute that is null is not known, and not judged.
    /// </summary>
    public static CookieFlaws Judge(string? name, TokenKind value, bool? httpOnly, bool? secure, CookieSameSite? sameSite, TokenPolicy policy)
    {
        var kind = KindOf(name, value, policy);
        if (kind == TokenKind.None)
        {
            return CookieFlaws.None;
        }

        return (httpOnly == false ? CookieFlaws.NotHttpOnly : CookieFlaws.None)
            | (secure == false ? CookieFlaws.NotSecure : CookieFlaws.None)
            | (sameSite == CookieSameSite.None && (secure == false || kind == TokenKind.Refresh) ? CookieFlaws.CrossSite : CookieFlaws.None)
            | (sameSite == CookieSameSite.Unset ? CookieFlaws.WithoutSameSite : CookieFlaws.None);
    }

    /// <summary>The kind of token that a cookie carries, by its name and by what its value is known to be; <see cref="TokenKind.None"/> when it carries none.</summary>
    public static TokenKind KindOf(string? name, TokenKind value, TokenPolicy policy)
    {
        value = IsToken(value) ? value : TokenKind.None;
        if (name is null)
        {
            return value;
        }

        if (IsForgeryProtection(name) || Contains(policy.ExcludedTokenNames, name))
        {
            return TokenKind.None;
        }

        var (named, confidence) = TokenNames.OfWireName(name, policy);
        if (!IsToken(named) || confidence < LeastConfidence(policy))
        {
            named = Contains(policy.TokenCookieNames, name) ? TokenKind.AnyToken : TokenKind.None;
        }

        // A name that tells the kind is what the reader of the cookie goes by.
        return named is TokenKind.None or TokenKind.AnyToken && value != TokenKind.None ? value : named;
    }

    /// <summary>To whom a cookie with such a token is sent, and who else may set it, beyond what its endpoint needs.</summary>
    /// <param name="name">Its name; null when it is not known.</param>
    /// <param name="kind">What it carries.</param>
    /// <param name="hasDomain">Whether it has a <c>Domain</c>.</param>
    /// <param name="path">Its <c>Path</c>; null when it is not known.</param>
    public static CookieScopeFlaws JudgeScope(string? name, TokenKind kind, bool hasDomain, string? path)
    {
        if (!IsToken(kind))
        {
            return CookieScopeFlaws.None;
        }

        // A __Host- cookie has to have the path of the whole site.
        var isOfHost = name?.StartsWith("__Host-", StringComparison.OrdinalIgnoreCase) == true;
        return (hasDomain ? CookieScopeFlaws.Domain : CookieScopeFlaws.None)
            | (kind == TokenKind.Refresh && path == "/" && !isOfHost ? CookieScopeFlaws.Path : CookieScopeFlaws.None)
            | (name is not null && !isOfHost && !Prefixes.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)) ? CookieScopeFlaws.Prefix : CookieScopeFlaws.None);
    }

    /// <summary>How long the browser may keep the cookie of such a token: an access token for the working day, others as long as a refresh token lives.</summary>
    public static TimeSpan MaxLifetime(TokenKind kind, TokenPolicy policy) =>
        kind is not (TokenKind.Access or TokenKind.Id) ? policy.MaxRefreshTokenLifetime
        : policy.MaxAccessTokenLifetime > WorkingDay ? policy.MaxAccessTokenLifetime
        : WorkingDay;

    /// <summary>What a cookie carries, for messages.</summary>
    public static string Describe(TokenKind kind) =>
        kind switch
        {
            TokenKind.Access => "an access token",
            TokenKind.Refresh => "a refresh token",
            TokenKind.Id => "an ID token",
            _ => "a token",
        };

    /// <summary>How long to keep it instead.</summary>
    public static TimeSpan SuggestedLifetime(TokenKind kind, TokenPolicy policy) =>
        kind is TokenKind.Access or TokenKind.Id ? policy.MaxAccessTokenLifetime : RefreshTokenFacts.SuggestedFor(policy);

    /// <summary>Whether a name is a lone <c>token</c>: a token cookie if something else says so too.</summary>
    public static bool IsLoneTokenName(string name)
    {
        var words = IdentifierWords.Split(name).Where(word => !EmptyWords.Contains(word)).ToImmutableArray();
        return words is ["token"];
    }

    /// <summary>How sure a name or value must be by itself.</summary>
    public static Confidence LeastConfidence(TokenPolicy policy) =>
        policy.Confidence == ReportedConfidence.Low ? Confidence.Low : Confidence.Medium;

    private static bool IsForgeryProtection(string name) => IdentifierWords.Split(name).Any(ForgeryWords.Contains);

    private static bool IsToken(TokenKind kind) => kind is TokenKind.Access or TokenKind.Refresh or TokenKind.Id or TokenKind.AnyToken;

    private static bool Contains(ImmutableArray<string> names, string name) =>
        names.Any(item => string.Equals(item, name, StringComparison.OrdinalIgnoreCase));
}

/// <summary>What is wrong with a cookie.</summary>
[Flags]
internal enum CookieFlaws
{
    None = 0,

    /// <summary>Script can read it.</summary>
    NotHttpOnly = 1,

    /// <summary>The browser sends it in the clear.</summary>
    NotSecure = 2,

    /// <summary>The browser sends it along with requests of other sites, and should not.</summary>
    CrossSite = 4,

    /// <summary>Whether it is sent along with requests of other sites is left to the browser.</summary>
    WithoutSameSite = 8,
}

/// <summary>In what a cookie reaches further than it needs to.</summary>
[Flags]
internal enum CookieScopeFlaws
{
    None = 0,

    /// <summary>It is sent to the hosts below its domain too.</summary>
    Domain = 1,

    /// <summary>It is sent with every request, and only one endpoint reads it.</summary>
    Path = 2,

    /// <summary>Its name does not keep others from setting it.</summary>
    Prefix = 4,
}

/// <summary>The <c>SameSite</c> attribute of a cookie.</summary>
internal enum CookieSameSite
{
    /// <summary>It is not there, or has no meaning.</summary>
    Unset,

    None,

    Lax,

    Strict,
}
