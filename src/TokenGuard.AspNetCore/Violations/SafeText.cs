using System.Text.RegularExpressions;

namespace TokenGuard.AspNetCore.Violations;

/// <summary>Makes the name of something fit for a log: short, printable, and no token itself.</summary>
internal static partial class SafeText
{
    private const int MaxLength = 64;

    /// <summary>What stands for a name that may be a token.</summary>
    public const string Withheld = "(withheld)";

    /// <summary>The name of a cookie, scheme, claim, parameter or host, as somebody else may have chosen it.</summary>
    public static string Name(string? name)
    {
        if (string.IsNullOrEmpty(name))
        {
            return "(nameless)";
        }

        if (Secret().IsMatch(name))
        {
            return Withheld;
        }

        var (length, cut) = (Math.Min(name.Length, MaxLength), name.Length > MaxLength);
        return string.Create(cut ? MaxLength : length, (name, cut), static (span, state) =>
        {
            for (var i = 0; i < span.Length; i++)
            {
                span[i] = IsPlain(state.name[i]) ? state.name[i] : '?';
            }

            if (state.cut)
            {
                "...".CopyTo(span[^3..]);
            }
        });
    }

    // No quotes and no line ends: a name must not be able to look like the rest of a message.
    private static bool IsPlain(char c) => char.IsAsciiLetterOrDigit(c) || "-_.:/ @{}*+[]()#$&~!,=".Contains(c, StringComparison.Ordinal);

    // The head of a JWT, a refresh token of ours, or a run of characters that is too long and too mixed for a word.
    [GeneratedRegex("eyJ[A-Za-z0-9_-]{5,}|tgr_|(?=[A-Za-z_-]*[0-9])[A-Za-z0-9_-]{32,}|[A-Za-z0-9_+=-]{44,}")]
    private static partial Regex Secret();
}
