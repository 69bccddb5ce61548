using TokenGuard.Rules;
using TokenGuard.Rules.Facts;

namespace TokenGuard.AspNetCore.Checkpoints;

/// <summary>Finds tokens among <c>name=value&amp;name=value</c>, as queries, fragments and forms have them.</summary>
internal static class Parameters
{
    private static readonly string[] Hints = ["token", "jwt", "eyJ", "tgr_"];

    /// <summary>The tokens in a text. Nothing is allocated where nothing speaks of one.</summary>
    public static List<TokenParameter>? TokensIn(ReadOnlySpan<char> text, TokenPolicy policy)
    {
        if (!MayHoldToken(text, policy))
        {
            return null;
        }

        List<TokenParameter>? found = null;
        for (var rest = text; !rest.IsEmpty;)
        {
            var end = rest.IndexOf('&');
            var pair = end < 0 ? rest : rest[..end];
            rest = end < 0 ? default : rest[(end + 1)..];
            var equals = pair.IndexOf('=');
            if (equals > 0 && Of(Decode(pair[..equals]), Decode(pair[(equals + 1)..]), policy) is { } token)
            {
                (found ??= []).Add(token);
            }
        }

        return found;
    }

    /// <summary>The token that a parameter, header or field of this name carries; null when it is none, or one of a protocol that has its place there.</summary>
    public static TokenParameter? Of(string name, string value, TokenPolicy policy)
    {
        if (value.Length == 0 || UrlTokens.IsOfProtocol(name) || IsFlag(value))
        {
            return null;
        }

        var (kind, confidence) = TokenNames.OfWireName(name, policy);
        return kind is TokenKind.Access or TokenKind.Refresh or TokenKind.Id ? new TokenParameter(name, value, kind, IsCertain: true)
            : TokenText.IsOurRefreshToken(value) ? new TokenParameter(name, value, TokenKind.Refresh, IsCertain: true)
            : TokenText.LooksLikeJwt(value) || (kind == TokenKind.AnyToken && confidence >= Confidence.Medium) ? new TokenParameter(name, value, TokenKind.AnyToken, IsCertain: false)
            : null;
    }

    /// <summary>Whether a field of a form has a value.</summary>
    public static bool Has(string text, string name, string value) => ("&" + text + "&").Contains($"&{name}={value}&", StringComparison.Ordinal);

    // refresh_token=true says what to do, and carries nothing.
    private static bool IsFlag(string value) => bool.TryParse(value, out _) || value is "0" or "1" or "yes" or "no" or "null" or "undefined";

    private static bool MayHoldToken(ReadOnlySpan<char> text, TokenPolicy policy)
    {
        if (!text.Contains('='))
        {
            return false;
        }

        foreach (var hint in Hints)
        {
            if (text.Contains(hint, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        // A percent sign may hide a letter of the words.
        return text.Contains('%') || !policy.AdditionalTokenNames.IsEmpty;
    }

    private static string Decode(ReadOnlySpan<char> text)
    {
        var plain = text.ToString();
        return plain.Contains('%') || plain.Contains('+') ? Uri.UnescapeDataString(plain.Replace('+', ' ')) : plain;
    }
}

/// <summary>A token that something carries.</summary>
/// <param name="Name">The name of what carries it.</param>
/// <param name="Value">The token.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="IsCertain">Whether the name is one that has no other meaning, or the value one of ours.</param>
internal sealed record TokenParameter(string Name, string Value, TokenKind Kind, bool IsCertain)
{
    public override string ToString() => Name;
}
