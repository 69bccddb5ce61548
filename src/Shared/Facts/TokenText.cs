using System.Text;

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

    /// <summary>Whether a text is a signed JWT: its header names an algorithm, and a signature follows (RFC 7515 section 7.1).</summary>
    public static bool IsSignedJwt(string text) =>
        LooksLikeJwt(text)
        && text.Length - text.LastIndexOf('.') > MinimumSignatureLength
        && Decode(text.Substring(0, text.IndexOf('.'))) is { } header
        && header.Contains("\"alg\"");

    /// <summary>Whether a JWT is made to be public: the anonymous key that Supabase and PostgREST hand to every browser.</summary>
    public static bool IsPublicJwt(string jwt) =>
        jwt.Split('.') is [_, var payload, _] && Decode(payload) is { } claims && claims.Replace(" ", string.Empty).Contains("\"role\":\"anon\"");

    /// <summary>Whether a text is a refresh token of TokenGuard: <c>tgr_</c> and at least 384 bits in base64url.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">Where the token begins in it.</param>
    public static bool IsOurRefreshToken(string text, int start = 0)
    {
        const string Prefix = "tgr_";
        return text.Length - start >= Prefix.Length + 64
            && string.CompareOrdinal(text, start, Prefix, 0, Prefix.Length) == 0
            && text.Skip(start + Prefix.Length).All(c => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '-' or '_');
    }

    /// <summary>A signature has at least 32 bytes; what is shorter stands for one in an example.</summary>
    private const int MinimumSignatureLength = 40;

    private static string? Decode(string base64Url)
    {
        var padded = base64Url.Replace('-', '+').Replace('_', '/');
        padded += new string('=', (4 - (padded.Length % 4)) % 4);
        try
        {
            return Encoding.UTF8.GetString(Convert.FromBase64String(padded));
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
