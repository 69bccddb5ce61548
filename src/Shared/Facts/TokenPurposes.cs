using System.Collections.Immutable;

namespace TokenGuard.Rules.Facts;

/// <summary>What a token that is issued is for.</summary>
internal enum TokenPurpose
{
    /// <summary>Nothing tells.</summary>
    Unknown,

    /// <summary>It lets its holder call APIs.</summary>
    Access,

    /// <summary>A signature over what is sent, or something whose receiver limits its age: a webhook, a license, a push message, an assertion, a state or nonce.</summary>
    Message,

    /// <summary>A refresh or ID token, an invitation, a link in an e-mail, a token of a device or service: it lives by other rules.</summary>
    Other,
}

/// <summary>What the names around a token that is issued tell of its purpose; where several names tell something, the greater value counts.</summary>
internal static class TokenPurposes
{
    /// <summary>One of these anywhere in a name, and the token is no access token.</summary>
    private static readonly HashSet<string> OtherPurposes = Words(
        "refresh invite invites invited invitation invitations confirm confirmation verify verification reset forgot forgotten recover recovery unsubscribe " +
        "activate activation magic link links url download upload share sharing apikey secret " +
        "offline longlived permanent impersonate impersonation otp mfa challenge logout unlock delegation");

    /// <summary>One of these anywhere in a name, and what is signed is a message.</summary>
    private static readonly HashSet<string> Messages = Words(
        "webhook webhooks license licence licenses licensing apns vapid push assertion proof dpop state nonce csrf xsrf");

    /// <summary>These before <c>token</c> or <c>jwt</c> say whose token it is or where it is kept, and leave it a token to call APIs with.</summary>
    private static readonly HashSet<string> AccessQualifiers = Words(
        "access bearer auth authenticate authentication authenticated authorize authorization authorized login logon signin session api oauth " +
        "user users admin administrator account customer employee member staff student teacher mobile browser spa desktop");

    /// <summary>These say how it is written, or nothing. Whatever else stands there makes it another token: <c>ParkingToken</c>, <c>ServiceAccountToken</c>.</summary>
    private static readonly HashSet<string> NeutralQualifiers = Words(
        "jwt jws jw json web o security secure raw string str text value plain compact encoded encrypted signed serialized symmetric asymmetric rsa hmac generated created issued " +
        "my our the a an this its current existing old valid expired fresh short lived default custom own simple basic actual final result response obj res ret tmp async");

    /// <summary>With a verb or a preposition ends what is said of the token: <c>LoadKioskAndCreateToken</c>.</summary>
    private static readonly HashSet<string> Boundaries = Words(
        "create creating generate generating gen regenerate get build issue make new write sign encode mint produce construct compose compute serialize format convert set add append attach assign " +
        "save store send post put return give grant provide prepare fetch obtain acquire retrieve request read parse load handle exchange refresh renew rotate update emit use try do on " +
        "gerar criar obter generar crear obtener genera crea generer creer erzeuge erstelle from of for by in with to as into via using and or");

    private static readonly HashSet<string> RefreshTypes = Words("refresh token jwt rt");

    private static readonly HashSet<string> TellingClaims = Words("role roles scope scp aud type use usage kind purpose");

    private static readonly HashSet<string> RefreshFlag = Words("is refresh token");

    private static readonly HashSet<string> AccessWords = Words("access bearer login authenticate");

    /// <summary>What is done to tokens that come in, and to what does it: it says nothing of the token.</summary>
    private static readonly HashSet<string> ReadingWords = Words(
        "verify verifies verified verification verifier verifying validate validates validated validation validator validators validating check checks checker checking decode decrypt extract inspect is has can must should " +
        "configure configures configuration setup register init initialize enable install inject options parameters settings");

    /// <summary>What is read and no access token, or has no type: tokens of XML, and those that are read after their time.</summary>
    private static readonly HashSet<string> OtherReadTokens = Words("saml saml2 expired email");

    /// <summary>The purpose that the name of a method, variable, property or type tells.</summary>
    public static TokenPurpose OfName(string name) => OfName(IdentifierWords.Split(name));

    /// <summary>The purpose that the name of what reads a token, or holds what it is checked against, tells: <c>VerifyInviteToken</c>.</summary>
    public static TokenPurpose OfReader(string name)
    {
        var words = IdentifierWords.Split(name).RemoveAll(ReadingWords.Contains);
        return words.Any(OtherReadTokens.Contains) ? TokenPurpose.Other : OfName(words);
    }

    /// <summary>The same for a type around it.</summary>
    public static TokenPurpose OfReaderType(string name) => OfWords(IdentifierWords.Split(name).RemoveAll(word => word == "state" || ReadingWords.Contains(word)));

    private static TokenPurpose OfName(ImmutableArray<string> words)
    {
        var qualified = OfQualifiers(words);
        return qualified == TokenPurpose.Access ? TokenPurpose.Access
            : OfWords(words) is not TokenPurpose.Unknown and var told ? told
            : qualified == TokenPurpose.Other ? TokenPurpose.Other
            : words.Any((word, next) => AccessWords.Contains(word) || (word == "sign" && next == "in")) ? TokenPurpose.Access
            : TokenPurpose.Unknown;
    }

    /// <summary>The purpose that a type's name tells. It is far from the token: only words that leave no doubt count, and most things have a state.</summary>
    public static TokenPurpose OfTypeName(string name) => OfWords(IdentifierWords.Split(name).Remove("state"));

    /// <summary>The purpose that a claim or header such as <c>token_use</c> or <c>typ</c> tells; null for another claim.</summary>
    /// <param name="claim">The claim's type.</param>
    /// <param name="value">Its value; null when it is not constant.</param>
    public static TokenPurpose? OfClaim(string claim, string? value) =>
        claim.ToLowerInvariant() switch
        {
            "token_use" or "tokenuse" or "token_type" or "tokentype" or "typ" or "purpose" => OfTokenType(value),
            "type" or "use" or "usage" or "kind" when value is not null && OfName(value) is TokenPurpose.Message or TokenPurpose.Other => OfName(value),
            _ => null,
        };

    /// <summary>Whether a claim or header says that its token is a refresh token: <c>token_use</c>, <c>typ</c>, with <c>refresh</c>, <c>Refresh</c> or <c>rt+jwt</c>; or <c>is_refresh</c> that is true.</summary>
    public static bool IsRefresh(string claim, string? value) =>
        value is not null
        && (string.Equals(value, "true", StringComparison.OrdinalIgnoreCase) ? AreOf(RefreshFlag, "refresh", claim)
            : (AreOf(RefreshTypes, "refresh", value) || AreOf(RefreshTypes, "rt", value)) && OfClaim(claim, value) == TokenPurpose.Other);

    /// <summary>Whether a role, scope or audience may say so, which may mean another thing as well.</summary>
    public static bool MayBeRefresh(string claim, string? value) =>
        value is not null && AreOf(RefreshTypes, "refresh", value) && IdentifierWords.Split(ClaimLexicon.ShortName(claim)) is { IsEmpty: false } words && TellingClaims.Contains(words[words.Length - 1]);

    private static bool AreOf(HashSet<string> all, string one, string text) =>
        text.IndexOf(one, StringComparison.OrdinalIgnoreCase) >= 0 && IdentifierWords.Split(text) is var words && words.Contains(one) && words.All(all.Contains);

    // "at+jwt", "access", "Bearer"; "JWT" tells nothing.
    private static TokenPurpose OfTokenType(string? type)
    {
        var words = type is null ? ImmutableArray<string>.Empty : IdentifierWords.Split(type);
        return words is ["jwt"] ? TokenPurpose.Unknown
            : words.Any(word => word is "access" or "bearer" or "at") ? TokenPurpose.Access
            : OfWords(words) == TokenPurpose.Message ? TokenPurpose.Message
            : TokenPurpose.Other;
    }

    private static TokenPurpose OfWords(ImmutableArray<string> words) =>
        words.Any(OtherPurposes.Contains) ? TokenPurpose.Other
        : words.Any(Messages.Contains) ? TokenPurpose.Message
        : TokenPurpose.Unknown;

    // What stands before the token, back to a verb: Create(User Access)Token. And what it is for: CreateTokenFor(Kiosk).
    private static TokenPurpose OfQualifiers(ImmutableArray<string> words)
    {
        var purpose = TokenPurpose.Unknown;
        for (var i = 0; i < words.Length; i++)
        {
            if (!IsToken(words[i]))
            {
                continue;
            }

            var before = Phrase(words.Take(i).Reverse());
            var holder = words.Skip(i + 1).FirstOrDefault() == "for" ? Phrase(words.Skip(i + 2)) : ImmutableArray<string>.Empty;
            if (before.Any(IsUnknown) || (holder.Any(IsUnknown) && !holder.Any(AccessQualifiers.Contains)))
            {
                return TokenPurpose.Other;
            }

            purpose = before.FirstOrDefault() == "access" ? TokenPurpose.Access : purpose;
        }

        return purpose;

        static ImmutableArray<string> Phrase(IEnumerable<string> words) => words.TakeWhile(word => !Boundaries.Contains(word)).ToImmutableArray();

        static bool IsUnknown(string word) => !IsToken(word) && !AccessQualifiers.Contains(word) && !NeutralQualifiers.Contains(word);
    }

    private static bool Any(this ImmutableArray<string> words, Func<string, string?, bool> isMatch)
    {
        for (var i = 0; i < words.Length; i++)
        {
            if (isMatch(words[i], i + 1 < words.Length ? words[i + 1] : null))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsToken(string? word) => word is "token" or "tokens" or "jwt";

    private static HashSet<string> Words(string words) => new(words.Split(' '), StringComparer.Ordinal);
}
