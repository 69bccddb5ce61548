using System.Collections.Immutable;

namespace TokenGuard.Rules.Facts;

/// <summary>What a name tells: is this an access token, a refresh token, or none at all?</summary>
internal static class TokenNames
{
    /// <summary>The words before <c>token</c> or <c>jwt</c> that make it a credential, and of which kind.</summary>
    private static readonly Dictionary<string, TokenKind> Qualifiers = new(StringComparer.Ordinal)
    {
        ["access"] = TokenKind.Access,
        ["refresh"] = TokenKind.Refresh,
        ["id"] = TokenKind.Id,
        ["identity"] = TokenKind.Id,
        ["bearer"] = TokenKind.AnyToken,
        ["auth"] = TokenKind.AnyToken,
        ["authentication"] = TokenKind.AnyToken,
        ["authorization"] = TokenKind.AnyToken,
        ["jwt"] = TokenKind.AnyToken,
        ["oauth"] = TokenKind.AnyToken,
        ["session"] = TokenKind.AnyToken,
    };

    /// <summary>Words that may stand between a qualifier and <c>token</c>: <c>refreshJwtToken</c>.</summary>
    private static readonly HashSet<string> Fillers = Words("jwt bearer auth api user admin");

    /// <summary>One of these anywhere, and it is another thing that is called a token, or no longer one.</summary>
    private static readonly HashSet<string> OtherTokens = Words(
        "page paging continuation cursor sync change delta resume sas antiforgery csrf xsrf verification " +
        "device push fcm apns cancellation cancel public concurrency snapshot design color colour syntax lexer parser " +
        "hash hashed digest encrypted protected masked redacted fingerprint");

    /// <summary>One of these first, and it is a yes or no about a token: <c>has_refresh_token</c>.</summary>
    private static readonly HashSet<string> Questions = Words("has have had is are was use uses no needs need supports support enable enables allow allows should can");

    /// <summary>What one of these follows is what is named: <c>accessTokenFromCookie</c> is a token, <c>userFromAccessToken</c> is not.</summary>
    private static readonly HashSet<string> Prepositions = Words("from by of with using in for");

    /// <summary>Only these may follow <c>token</c>: <c>tokenValue</c> holds one, <c>tokenType</c>, <c>tokenEndpoint</c> and <c>tokenExpiry</c> do not.</summary>
    private static readonly HashSet<string> ValueSuffixes = Words("value string str text raw plain plaintext jwt encoded payload");

    /// <summary>What a cookie, header or parameter that carries a token may add to its name.</summary>
    private static readonly HashSet<string> CarrierSuffixes = Words("value cookie header");

    /// <summary>What the type of an object that holds one token may add to its name: <c>RefreshTokenEntity</c>. A response or a request holds several.</summary>
    private static readonly HashSet<string> HolderSuffixes = Words("entity model record data info item row document dto");

    /// <summary>What the name of a refresh token may end with where another name says the same: <c>refreshTokenApi</c>.</summary>
    private static readonly HashSet<string> RefreshEndings = Words("refresh token jwt api value string str text raw cookie header");

    /// <summary>Before <c>refresh</c>, these leave it a verb: <c>TryRefreshToken()</c> gives what came of it, most often an access token.</summary>
    private static readonly HashSet<string> VerbPrefixes = Words("try do perform force must should can on handle and or then auto silent silently");

    private const int MaxNameLength = 64;

    private static readonly char[] NotInNames = ['/', ' ', '?', '=', '{'];

    private static readonly string[] TokenWords = ["token", "jwt", "key", "secret"];

    /// <summary>The kind of token that an identifier of a text type names; a lone <c>token</c> is only <see cref="Confidence.Low"/>.</summary>
    public static (TokenKind Kind, Confidence Confidence) OfIdentifier(string identifier, TokenPolicy policy) =>
        Of(identifier, policy, ValueSuffixes);

    /// <summary>
    /// The kind of token that a cookie, header, form field or query parameter of this name carries: <c>refresh_token</c>, in any casing.
    /// A lone <c>token</c> is only <see cref="Confidence.Low"/>.
    /// </summary>
    public static (TokenKind Kind, Confidence Confidence) OfWireName(string name, TokenPolicy policy)
    {
        // A path or a sentence is no name: GetAsync("/auth/refresh-token").
        if (name.Length > MaxNameLength || name.IndexOfAny(NotInNames) >= 0)
        {
            return default;
        }

        var (kind, confidence) = Of(name, policy, CarrierSuffixes);
        return kind switch
        {
            TokenKind.Access or TokenKind.Refresh or TokenKind.Id => (kind, Confidence.High),
            _ => (kind, confidence),
        };
    }

    /// <summary>The kind of token that a method of this name gives: <c>GetRefreshToken()</c> gives a refresh token, but <c>RefreshToken()</c> refreshes one.</summary>
    public static (TokenKind Kind, Confidence Confidence) OfMethod(string name, TokenPolicy policy)
    {
        // RemoveAccessTokenFromUrl, GetAccessTokenByName: it may take the token or give it. CreateRefreshTokenFor(user) gives it.
        if (IdentifierWords.Split(name).Any(word => word != "for" && Prepositions.Contains(word)))
        {
            return default;
        }

        var (kind, confidence) = OfIdentifier(name, policy);
        return kind == TokenKind.Refresh && IsVerb("refresh", IdentifierWords.Split(name)) ? (TokenKind.AnyToken, confidence) : (kind, confidence);
    }

    /// <summary>The kind of token that objects of a type of this name hold one of: <c>RefreshToken</c>, <c>UserRefreshTokenEntity</c>.</summary>
    public static TokenKind OfHolder(string typeName, TokenPolicy policy) =>
        Of(typeName, policy, HolderSuffixes) is { Kind: TokenKind.Access or TokenKind.Refresh or TokenKind.Id } named && !IdentifierWords.Split(typeName).Any(Prepositions.Contains) ? named.Kind : TokenKind.None;

    /// <summary>
    /// Whether a name may be that of a refresh token although it alone does not say so: <c>refresh</c>. Two such names are needed,
    /// as of a header and of its value.
    /// </summary>
    public static bool HintsAtRefreshToken(string name) =>
        name.IndexOf("refresh", StringComparison.OrdinalIgnoreCase) >= 0
        && IdentifierWords.Split(name) is var words && words.Contains("refresh") && RefreshEndings.Contains(words[words.Length - 1]) && !words.Any(OtherTokens.Contains);

    private static (TokenKind Kind, Confidence Confidence) Of(string name, TokenPolicy policy, HashSet<string> suffixes)
    {
        if (Contains(policy.ExcludedTokenNames, name))
        {
            return default;
        }

        if (Contains(policy.AdditionalTokenNames, name))
        {
            var named = OfWords(IdentifierWords.Split(name), suffixes);
            return (named.Kind == TokenKind.None ? TokenKind.AnyToken : named.Kind, Confidence.High);
        }

        // Most identifiers end here, before anything is allocated.
        return TokenWords.Any(key => name.IndexOf(key, StringComparison.OrdinalIgnoreCase) >= 0)
            ? OfWords(IdentifierWords.Split(name), suffixes)
            : default;
    }

    private static (TokenKind Kind, Confidence Confidence) OfWords(ImmutableArray<string> words, HashSet<string> suffixes)
    {
        words = WithGluedParted(words);
        if (words.Any(OtherTokens.Contains) || (!words.IsEmpty && Questions.Contains(words[0])))
        {
            return default;
        }

        var last = words.TakeWhile(word => !Prepositions.Contains(word)).Count() - 1;
        while (last > 0 && suffixes.Contains(words[last]) && words[last] != "jwt")
        {
            last--;
        }

        if (last < 0)
        {
            return default;
        }

        switch (words[last])
        {
            case "token":
            case "jwt":
                var before = last - 1;
                while (before > 0 && Fillers.Contains(words[before]) && !IsKindOfItsOwn(words[before]) && Qualifiers.ContainsKey(words[before - 1]))
                {
                    before--;
                }

                return before >= 0 && Qualifiers.TryGetValue(words[before], out var kind)
                    ? (kind, Confidence.Medium)
                    : (TokenKind.AnyToken, words[last] == "jwt" ? Confidence.Medium : Confidence.Low);
            case "key" when last > 0 && words[last - 1] is "signing":
                return (TokenKind.SigningKey, Confidence.Medium);
            case "secret" when last > 0 && words[last - 1] is "client":
                return (TokenKind.ClientSecret, Confidence.Medium);
            default:
                return default;
        }
    }

    private static bool IsVerb(string word, ImmutableArray<string> words)
    {
        var index = words.IndexOf(word);
        return index == 0 || (index > 0 && VerbPrefixes.Contains(words[index - 1]));
    }

    // accesstoken, in the lower case that cookies and headers often have: two words.
    private static ImmutableArray<string> WithGluedParted(ImmutableArray<string> words)
    {
        const string Token = "token";
        for (var i = words.Length - 1; i >= 0; i--)
        {
            var word = words[i];
            if (word.Length > Token.Length && word.EndsWith(Token, StringComparison.Ordinal)
                && word.Substring(0, word.Length - Token.Length) is var qualifier && Qualifiers.ContainsKey(qualifier))
            {
                words = words.SetItem(i, Token).Insert(i, qualifier);
            }
        }

        return words;
    }

    private static bool IsKindOfItsOwn(string word) =>
        Qualifiers.TryGetValue(word, out var kind) && kind != TokenKind.AnyToken;

    private static bool Contains(ImmutableArray<string> names, string name) =>
        names.Any(item => string.Equals(item, name, StringComparison.OrdinalIgnoreCase));

    private static HashSet<string> Words(string words) => new(words.Split(' '), StringComparer.Ordinal);
}
