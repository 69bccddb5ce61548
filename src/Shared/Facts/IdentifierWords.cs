using System.Collections.Immutable;

namespace TokenGuard.Rules.Facts;

/// <summary>Splits identifiers, keys and header names into lower-case words.</summary>
internal static class IdentifierWords
{
    /// <summary><c>_refreshToken2</c>, <c>refresh_token</c>, <c>X-Refresh-Token</c>, <c>JWTToken</c>: words in order, digits dropped.</summary>
    public static ImmutableArray<string> Split(string identifier)
    {
        var words = ImmutableArray.CreateBuilder<string>();
        var start = -1;
        for (var i = 0; i <= identifier.Length; i++)
        {
            var inWord = i < identifier.Length && char.IsLetter(identifier[i]);
            if (start >= 0 && (!inWord || StartsWord(identifier, i, start)))
            {
                words.Add(identifier.Substring(start, i - start).ToLowerInvariant());
                start = -1;
            }

            if (inWord && start < 0)
            {
                start = i;
            }
        }

        return words.ToImmutable();
    }

    // An upper-case letter starts a word after a lower-case one, and as the last of several before a lower-case one: JWT|Token.
    private static bool StartsWord(string text, int i, int start) =>
        i > start && char.IsUpper(text[i])
        && (char.IsLower(text[i - 1]) || (i + 1 < text.Length && char.IsLower(text[i + 1]) && char.IsUpper(text[i - 1])));
}
