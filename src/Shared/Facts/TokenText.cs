namespace TokenGuard.Rules.Facts;

/// <summary>What the text of a value tells.</summary>
internal static class TokenText
{
    /// <summary>Whether a text has the shape of a signed or unsigned JWT: three base64url parts, the first beginning as <c>{"</c> does (RFC 7519 section 3).</summary>
    public static bool LooksLikeJwt(string text)
    {
        if (text.Length < 24 || !text.StartsWith("eyJ", StringComparison.Ordinal))
        {
            return false;
        }

        var dots = 0;
        var partLength = 0;
        foreach (var c in text)
        {
            if (c == '.')
            {
                if (partLength < 8 || ++dots > 2)
                {
                    return false;
                }

                partLength = 0;
            }
            else if (c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '-' or '_')
            {
                partLength++;
            }
            else
            {
                return false;
            }
        }

        return dots == 2;
    }
}
