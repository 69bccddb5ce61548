namespace TokenGuard.Rules.Facts;

/// <summary>What the name of a JWT algorithm (the <c>alg</c> of its header) tells.</summary>
internal static class Algorithms
{
    /// <summary>The header parameter that names the algorithm (RFC 7515 section 4.1.1).</summary>
    public const string HeaderName = "alg";

    /// <summary>
    /// Whether nothing is signed: the algorithm is <c>none</c> (RFC 7518 section 3.6), or there is none. In any casing and with spaces around
    /// it, because there are validators that read it so.
    /// </summary>
    public static bool IsNone(string? algorithm) =>
        string.IsNullOrWhiteSpace(algorithm) || string.Equals(algorithm!.Trim(), "none", StringComparison.OrdinalIgnoreCase);
}
