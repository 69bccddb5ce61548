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

    /// <summary>
    /// Whether an algorithm is one that nobody should use any more: RSA with the padding of PKCS #1 v1.5 to encrypt keys, which leaks them to
    /// whoever may try (RFC 8725 section 3.2), and signatures over SHA-1.
    /// </summary>
    /// <param name="algorithm">The name of RFC 7518, or the URI that XML signatures use, which IdentityModel knows too.</param>
    public static bool IsDeprecated(string? algorithm) =>
        algorithm is "RSA1_5" or "RS1" or "HS1"
            or "http://www.w3.org/2001/04/xmlenc#rsa-1_5" or "http://www.w3.org/2000/09/xmldsig#rsa-sha1" or "http://www.w3.org/2000/09/xmldsig#hmac-sha1" or "http://www.w3.org/2000/09/xmldsig#dsa-sha1";
}
