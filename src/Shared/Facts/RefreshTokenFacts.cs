using System.Collections.Immutable;

namespace TokenGuard.Rules.Facts;

/// <summary>How long refresh tokens live, and how often they work.</summary>
internal static class RefreshTokenFacts
{
    /// <summary>For so long a refresh token that was used may be accepted once more, because an answer was lost.</summary>
    public static readonly TimeSpan MaxReuseLeeway = TimeSpan.FromMinutes(1);

    /// <summary>The leeway to use instead, which is the default of OpenIddict.</summary>
    public static readonly TimeSpan SuggestedReuseLeeway = TimeSpan.FromSeconds(30);

    /// <summary>One of these says that a point or length of time ends a token.</summary>
    private static readonly HashSet<string> EndWords = Words("expiry expires expire expired expiration lifetime lifespan validity ttl");

    /// <summary>What may stand beside one of these.</summary>
    private static readonly HashSet<string> TimeWords = Words("at on in time date datetime utc timestamp period duration");

    /// <summary>One of these in the name of what is called says that a session or token ends there.</summary>
    private static readonly HashSet<string> RevokingWords = Words(
        "revoke revokes revoked revocation remove delete invalidate clear expire blacklist blocklist denylist block deny terminate end kill purge drop redeem consume rotate replace stamp");

    /// <summary>One of these in the name of what is set says so too.</summary>
    private static readonly HashSet<string> RevokedWords = Words("refresh revoked revocation expires expiry expired expiration active valid invalid invalidated stamp version blacklisted blocked used consumed deleted");

    /// <summary>One of these in a name that speaks of signing out says that nobody is signed out there: <c>LogoutUrl</c>, <c>CanSignOut</c>.</summary>
    private static readonly HashSet<string> AboutSignOut = Words("url uri path link button get is can has should");

    private static readonly TimeSpan SuggestedLifetime = TimeSpan.FromDays(14);

    /// <summary>Whether a refresh token of this lifetime lives too long.</summary>
    public static bool IsTooLong(TimeSpan lifetime, TokenPolicy policy) => lifetime > policy.MaxRefreshTokenLifetime;

    /// <summary>The lifetime to use instead: 14 days, or less where the policy demands it.</summary>
    public static TimeSpan SuggestedFor(TokenPolicy policy) => policy.MaxRefreshTokenLifetime < SuggestedLifetime ? policy.MaxRefreshTokenLifetime : SuggestedLifetime;

    /// <summary>Whether a member of this name says when refresh tokens end: <c>RefreshTokenExpiryTime</c>, or <c>ExpiresAt</c> of a <c>RefreshToken</c>.</summary>
    /// <param name="member">The name.</param>
    /// <param name="ofToken">Whether the type that has the member is named after a refresh token.</param>
    public static bool IsEnd(string member, bool ofToken)
    {
        var words = IdentifierWords.Split(member);
        var token = words.IndexOf("token");
        return (token < 0 ? ofToken : token > 0 && words[token - 1] == "refresh")
            && words.Skip(token + 1).ToImmutableArray() is { IsEmpty: false } rest
            && rest.Any(EndWords.Contains) && rest.All(word => EndWords.Contains(word) || TimeWords.Contains(word));
    }

    /// <summary>Whether a method, type or route of this name signs a user out: <c>Logout</c>, <c>SignOutAsync</c>, <c>/auth/log-off</c>.</summary>
    public static bool IsSignOut(string name)
    {
        var words = IdentifierWords.Split(name);
        if (words.Any(AboutSignOut.Contains))
        {
            return false;
        }

        for (var i = 0; i < words.Length; i++)
        {
            if (words[i] is "logout" or "signout" or "logoff" or "signoff" || (words[i] is "log" or "sign" && i + 1 < words.Length && words[i + 1] is "out" or "off"))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a method or route of this name takes a refresh token: <c>Refresh</c>, <c>RefreshAccessTokenAsync</c>, <c>/auth/renew-token</c>.</summary>
    public static bool IsRefresh(string name)
    {
        var words = IdentifierWords.Split(name);
        return words.Any(word => word is "refresh" or "renew") && words.All(word => word is not ("get" or "generate" or "create" or "validate" or "find" or "store" or "save" or "revoke" or "delete" or "remove" or "set" or "new"));
    }

    /// <summary>Whether what is called so ends a session or token of the server: a cookie is only forgotten by the browser.</summary>
    public static bool IsRevoking(string called) =>
        called.StartsWith("ExecuteUpdate", StringComparison.Ordinal) || (IdentifierWords.Split(called) is var words && words.Any(RevokingWords.Contains) && !words.Any(word => word is "cookie" or "cookies"));

    /// <summary>Whether to set what is called so may end a session or token.</summary>
    public static bool IsRevoked(string member) => IdentifierWords.Split(member).Any(RevokedWords.Contains);

    private static HashSet<string> Words(string words) => new(words.Split(' '), StringComparer.Ordinal);
}
