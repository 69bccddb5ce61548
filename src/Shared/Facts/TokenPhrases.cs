namespace TokenGuard.Rules.Facts;

/// <summary>Whether a text says that what stands beside it is a token that lets somebody in.</summary>
internal static class TokenPhrases
{
    private static readonly HashSet<string> Qualifiers = new(StringComparer.Ordinal) { "access", "refresh", "id", "identity", "bearer", "auth", "jwt" };

    /// <summary><c>JWT: {Token}</c>, <c>Access token =</c>, <c>Bearer </c>; not <c>token {Token} not found</c>.</summary>
    public static bool NameToken(string text)
    {
        if (text.IndexOf("jwt", StringComparison.OrdinalIgnoreCase) < 0 && text.IndexOf("token", StringComparison.OrdinalIgnoreCase) < 0 && text.IndexOf("bearer", StringComparison.OrdinalIgnoreCase) < 0)
        {
            return false;
        }

        var words = IdentifierWords.Split(text);
        for (var i = 0; i < words.Length; i++)
        {
            if (words[i] is "jwt" or "bearer" || (words[i] == "token" && i > 0 && Qualifiers.Contains(words[i - 1])))
            {
                return true;
            }
        }

        return false;
    }
}
