using System.Text;

namespace TokenGuard.Rules.Facts;

/// <summary>What the text of a value tells.</summary>
internal static class TokenText
{
    private const string JwtStart = "eyJ";
    private const string RefreshStart = "tgr_";
    private const int MinimumJwtLength = 24;
    private const int MinimumPartLength = 8;
    private const int MinimumRefreshLength = 64;

    /// <summary>A signature has at least 32 bytes; what is shorter stands for one in an example.</summary>
    private const int MinimumSignatureLength = 40;

    /// <summary>Whether a text has the shape of a signed or unsigned JWT: three base64url parts, the first beginning as <c>{"</c> does (RFC 7519 section 3).</summary>
    public static bool LooksLikeJwt(string text)
    {
        if (text.Length < MinimumJwtLength || !text.StartsWith(JwtStart, StringComparison.Ordinal))
        {
            return false;
        }

        var dots = 0;
        var partLength = 0;
        foreach (var c in text)
        {
            if (c == '.')
            {
                if (partLength < MinimumPartLength || ++dots > 2)
                {
                    return false;
                }

                partLength = 0;
            }
            else if (IsBase64Url(c))
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
    public static bool IsOurRefreshToken(string text, int start = 0) =>
        text.Length - start >= RefreshStart.Length + MinimumRefreshLength
        && string.CompareOrdinal(text, start, RefreshStart, 0, RefreshStart.Length) == 0
        && EndOfPart(text, start) == text.Length;

    /// <summary>Whether it is worth looking for a token within a text.</summary>
    public static bool MayHoldToken(string text) => text.IndexOf(JwtStart, StringComparison.Ordinal) >= 0 || text.IndexOf(RefreshStart, StringComparison.Ordinal) >= 0;

    /// <summary>The first token within a text, from <paramref name="start"/> on: what <see cref="LooksLikeJwt"/> and <see cref="IsOurRefreshToken"/> would say of it alone, and encrypted JWTs (RFC 7516 section 7.1).</summary>
    /// <returns>Where it begins, how long it is; a length of 0 where there is none.</returns>
    public static (int At, int Length) FindToken(string text, int start)
    {
        var jwt = -1;
        return FindToken(text, start, ref jwt);
    }

    /// <summary>The same, one token after the other: <paramref name="jwt"/> is where one may begin next, so that nothing of a text is searched twice; at first -1.</summary>
    public static (int At, int Length) FindToken(string text, int start, ref int jwt)
    {
        while (true)
        {
            jwt = jwt < start ? IndexOf(text, JwtStart, start, text.Length) : jwt;
            var refresh = IndexOf(text, RefreshStart, start, jwt);
            var at = Math.Min(jwt, refresh);
            if (at == text.Length)
            {
                return (text.Length, 0);
            }

            var isJwt = at == jwt;
            var end = EndOfPart(text, at);
            var length = isJwt ? LengthOfJwt(text, at) : end - at >= RefreshStart.Length + MinimumRefreshLength ? end - at : 0;
            if (length > 0)
            {
                return (at, length);
            }

            // A JWT does not begin later in a part with which none begins; another thing may.
            start = isJwt ? IndexOf(text, RefreshStart, at, end) : at + RefreshStart.Length;
        }
    }

    // The end where it is not there.
    private static int IndexOf(string text, string value, int start, int end)
    {
        var at = start < end ? text.IndexOf(value, start, end - start, StringComparison.Ordinal) : -1;
        return at < 0 ? end : at;
    }

    private static int LengthOfJwt(string text, int at)
    {
        var ends = new int[5];
        var (parts, from) = (0, at);
        while (parts < ends.Length)
        {
            ends[parts] = EndOfPart(text, from);
            from = ends[parts++] + 1;
            if (from > text.Length || text[from - 1] != '.')
            {
                break;
            }
        }

        int LengthOf(int part) => ends[part] - (part == 0 ? at : ends[part - 1] + 1);
        return LengthOf(0) < MinimumPartLength ? 0
            : parts == 5 && LengthOf(2) >= MinimumPartLength && LengthOf(3) > 0 && LengthOf(4) >= MinimumPartLength ? ends[4] - at
            : parts >= 3 && LengthOf(1) >= MinimumPartLength && ends[2] - at >= MinimumJwtLength ? ends[2] - at
            : 0;
    }

    private static int EndOfPart(string text, int at)
    {
        while (at < text.Length && IsBase64Url(text[at]))
        {
            at++;
        }

        return at;
    }

    private static bool IsBase64Url(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '-' or '_';

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
