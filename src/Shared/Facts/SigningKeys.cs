namespace TokenGuard.Rules.Facts;

/// <summary>What makes a key fit to sign tokens.</summary>
internal static class SigningKeys
{
    /// <summary>The smallest key that any symmetric algorithm of JOSE takes: AES-128.</summary>
    public const int LeastBits = 128;

    /// <summary>Of 32 random bytes 30 differ, of 32 hexadecimal digits 14.</summary>
    private const int FewestBytes = 8;

    /// <summary>A random key does not spell so many letters of these words.</summary>
    private const int MinimumWordLetters = 9;

    private static readonly HashSet<string> KeyWords = new(
        "this that the your my our super very secret secure security key keys jwt token tokens password auth authentication authorization signing sign symmetric application project change replace example sample demo test development".Split(' '),
        StringComparer.Ordinal);

    /// <summary>The bits that an HMAC algorithm needs at least, as many as its hash has (RFC 7518 section 3.2); null for other algorithms.</summary>
    /// <param name="algorithm">The name of RFC 7518, or the URI that XML signatures use, which IdentityModel knows too.</param>
    public static int? MinimumBits(string? algorithm) =>
        algorithm switch
        {
            "HS256" or "http://www.w3.org/2001/04/xmldsig-more#hmac-sha256" => 256,
            "HS384" or "http://www.w3.org/2001/04/xmldsig-more#hmac-sha384" => 384,
            "HS512" or "http://www.w3.org/2001/04/xmldsig-more#hmac-sha512" => 512,
            _ => null,
        };

    /// <summary>The least of what HMAC algorithms need.</summary>
    public static int MinimumHmacBits => 256;

    /// <summary>Whether a text in the source is a secret once it is used as a key: it is not when it is empty, to be replaced, or the public half of a pair.</summary>
    public static bool IsSecret(string text) => !string.IsNullOrWhiteSpace(text) && !IsPlaceholder(text) && !IsPublicKey(text);

    /// <summary>Whether a text holds a private key in PEM or XML form.</summary>
    public static bool IsPrivateKey(string text) => Contains(text, "PRIVATE KEY-----") || Contains(text, "<D>");

    /// <summary>Whether a key has no entropy at all: one byte, again and again.</summary>
    public static bool IsOneByteRepeated(IReadOnlyList<byte> key) => key.Count > 1 && key.All(part => part == key[0]);

    /// <summary>Whether a key has far fewer different bytes than one that is random, or the text of one.</summary>
    public static bool HasFewBytes(IReadOnlyList<byte> key) => key.Count >= MinimumHmacBits / 8 && key.Distinct().Count() < FewestBytes;

    /// <summary>Whether a key is a text of words, as a passphrase or what a tutorial prints; random text has none that long.</summary>
    public static bool IsWords(string key) =>
        key.All(c => c is >= ' ' and <= '~') && IdentifierWords.Split(key).Where(KeyWords.Contains).Sum(word => word.Length) is var known && known >= MinimumWordLetters;

    // What a build or a deployment replaces: <key>, {{key}}, ${KEY}, #{Key}#, __KEY__, %KEY%, [key]. Words alone, such as "your-secret-key", are used as they stand.
    private static bool IsPlaceholder(string text)
    {
        var trimmed = text.Trim();
        return trimmed.Length > 2 && (trimmed[0], trimmed[trimmed.Length - 1]) switch
        {
            ('<', '>') => !Contains(trimmed, "</"),
            ('[', ']') or ('%', '%') or ('#', '#') => true,
            ('{', '}') => trimmed.IndexOf('"') < 0,
            ('$', '}' or ')') => trimmed[1] is '{' or '(',
            ('_', '_') => trimmed[1] == '_' && trimmed[trimmed.Length - 2] == '_',
            _ => false,
        };
    }

    private static bool IsPublicKey(string text) =>
        (Contains(text, "-----BEGIN ") || Contains(text, "<RSAKeyValue>")) && !IsPrivateKey(text);

    private static bool Contains(string text, string part) => text.IndexOf(part, StringComparison.Ordinal) >= 0;
}
