namespace TokenGuard.Rules.Facts;

/// <summary>Which claims limit how long a token is good for.</summary>
internal static class ExpiryClaims
{
    /// <summary>The registered claim (RFC 7519 section 4.1.4).</summary>
    public const string Name = "exp";

    private static readonly HashSet<string> ExpiryWords = new(StringComparer.Ordinal)
    {
        "exp", "expire", "expires", "expired", "expiry", "expiration", "expiring", "ttl", "lifetime", "timeout", "until", "deadline",
    };

    /// <summary>What a party says of itself to a service that limits the age by <c>iat</c>, such as Apple's push service.</summary>
    private static readonly HashSet<string> AssertionClaims = new(StringComparer.OrdinalIgnoreCase) { "iss", "iat", "aud", "jti", "nbf" };

    /// <summary>Whether a claim of this name, registered or of the application's own, tells when the token ends.</summary>
    public static bool TellsExpiry(string claim) =>
        IdentifierWords.Split(claim).Any(ExpiryWords.Contains) || string.Equals(claim, "validTo", StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// Whether a token with exactly these claims never ends: none tells when, and it is neither an assertion whose age the receiver limits nor
    /// a software statement, which describes a program for as long as that exists (RFC 7591 section 2.3).
    /// </summary>
    public static bool NeverExpire(IReadOnlyCollection<string> claims) =>
        !claims.Any(TellsExpiry) && !(claims.Contains("iat") && claims.All(AssertionClaims.Contains)) && !claims.Contains("software_id");

    /// <summary>Whether a token of this JSON text may end, as <see cref="NeverExpire"/> says it; a text that is no JSON object may hold anything.</summary>
    public static bool MayExpire(string json)
    {
        if (!json.TrimStart().StartsWith("{", StringComparison.Ordinal))
        {
            return true;
        }

        // Every second part between quotes; a value that looks like a name is taken for one.
        var parts = json.Split('"');
        return parts.Where((_, index) => index % 2 == 1).Any(TellsExpiry)
            || !NeverExpire([.. parts.Where((_, index) => index % 2 == 1 && index + 1 < parts.Length && parts[index + 1].TrimStart().StartsWith(":", StringComparison.Ordinal))]);
    }
}
