using System.Collections.Immutable;

namespace TokenGuard.Rules.Facts;

/// <summary>What a token that is issued is for.</summary>
internal enum TokenPurpose
{
    /// <summary>Nothing tells.</summary>
    Unknown,

    /// <summary>It lets its holder call APIs.</summary>
    Access,

    /// <summary>A refresh or ID token, an invitation, a link in an e-mail, a token of a device or service: it lives by other rules.</summary>
    Other,
}

/// <summary>What the names around a token that is issued tell of its purpose.</summary>
internal static class TokenPurposes
{
    /// <summary>One of these anywhere in a name, and the token is no access token.</summary>
    private static readonly HashSet<string> OtherPurposes = Words(
        "refresh invite invites invited invitation invitations confirm confirmation verify verification reset forgot forgotten recover recovery unsubscribe " +
        "activate activation magic link links url download upload share sharing webhook webhooks license licence licensing apikey assertion secret " +
        "apns push vapid offline longlived permanent impersonate impersonation otp mfa challenge state nonce csrf xsrf logout unlock delegation");

    /// <summary>One of these shortly before <c>token</c> or <c>jwt</c>, and it is no access token: <c>ServiceAccountToken</c>.</summary>
    private static readonly HashSet<string> OtherQualifiers = Words(
        "id identity email mail password device service machine client system agent worker bot personal pat registration signup file image media video " +
        "stream streaming preview embed export report feed calendar ticket meeting room integration application app server daemon apple google github developer setup onboarding remember survey opt");

    /// <summary>So many words a qualifier may stand before <c>token</c>.</summary>
    private const int QualifierReach = 3;


    private static readonly HashSet<string> AccessWords = Words("access bearer login authenticate");

    /// <summary>The purpose that the name of a method, variable, property or type tells.</summary>
    public static TokenPurpose OfName(string name)
    {
        var words = IdentifierWords.Split(name);
        return words.Any((word, next) => word == "access" && IsToken(next)) ? TokenPurpose.Access
            : words.Any(OtherPurposes.Contains) || HasOtherQualifier(words) ? TokenPurpose.Other
            : words.Any((word, next) => AccessWords.Contains(word) || (word == "sign" && next == "in")) ? TokenPurpose.Access
            : TokenPurpose.Unknown;
    }

    /// <summary>The purpose that a type's name tells. It is far from the token: only words that leave no doubt count.</summary>
    public static TokenPurpose OfTypeName(string name) =>
        IdentifierWords.Split(name).Any(OtherPurposes.Contains) ? TokenPurpose.Other : TokenPurpose.Unknown;

    /// <summary>The purpose that a claim or header such as <c>token_use</c> or <c>typ</c> tells; null for another claim.</summary>
    /// <param name="claim">The claim's type.</param>
    /// <param name="value">Its value; null when it is not constant.</param>
    public static TokenPurpose? OfClaim(string claim, string? value) =>
        claim.ToLowerInvariant() switch
        {
            "token_use" or "tokenuse" or "token_type" or "tokentype" or "typ" or "purpose" => OfTokenType(value),
            "type" or "use" or "usage" or "kind" when value is not null && OfName(value) == TokenPurpose.Other => TokenPurpose.Other,
            _ => null,
        };

    // "at+jwt", "access", "Bearer"; "JWT" tells nothing.
    private static TokenPurpose OfTokenType(string? type)
    {
        var words = type is null ? ImmutableArray<string>.Empty : IdentifierWords.Split(type);
        return words is ["jwt"] ? TokenPurpose.Unknown
            : words.Any(word => word is "access" or "bearer" or "at") ? TokenPurpose.Access
            : TokenPurpose.Other;
    }

    private static bool HasOtherQualifier(ImmutableArray<string> words)
    {
        for (var i = 0; i < words.Length; i++)
        {
            if (OtherQualifiers.Contains(words[i]) && words.Skip(i + 1).Take(QualifierReach).Any(IsToken))
            {
                return true;
            }
        }

        return false;
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
