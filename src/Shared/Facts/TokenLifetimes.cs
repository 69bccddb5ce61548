using System.Globalization;

namespace TokenGuard.Rules.Facts;

/// <summary>How long tokens may live.</summary>
internal static class TokenLifetimes
{
    /// <summary>What an access token should live when nobody says otherwise.</summary>
    private static readonly TimeSpan Suggested = TimeSpan.FromMinutes(15);

    /// <summary>Whether an access token of this lifetime lives too long.</summary>
    public static bool IsTooLong(TimeSpan lifetime, TokenPolicy policy) => lifetime > policy.MaxAccessTokenLifetime;

    /// <summary>Whether tokens are accepted for too long after they have expired.</summary>
    public static bool IsExcessiveSkew(TimeSpan skew, TokenPolicy policy) => skew > policy.MaxClockSkew;

    /// <summary>Whether a cookie keeps a user signed in for too long.</summary>
    public static bool IsTooLongSession(TimeSpan lifetime, TokenPolicy policy) => lifetime > policy.MaxCookieSession;

    /// <summary>The lifetime to use instead: 15 minutes, or less where the policy demands it.</summary>
    public static TimeSpan SuggestedFor(TokenPolicy policy) =>
        policy.MaxAccessTokenLifetime < Suggested ? policy.MaxAccessTokenLifetime : Suggested;

    /// <summary>A length of time for a message: <c>15 minutes</c>, <c>1 hour</c>.</summary>
    public static string Describe(TimeSpan time)
    {
        var (count, unit) =
            time.TotalDays >= 1 && IsWhole(time.TotalDays) ? (time.TotalDays, "day")
            : time.TotalHours >= 1 && IsWhole(time.TotalHours) ? (time.TotalHours, "hour")
            : time.TotalMinutes >= 1 && IsWhole(time.TotalMinutes) ? (time.TotalMinutes, "minute")
            : (time.TotalSeconds, "second");
        return count.ToString(CultureInfo.InvariantCulture) + " " + unit + (count == 1 ? string.Empty : "s");
    }

    private static bool IsWhole(double number) => number == Math.Floor(number);
}
