namespace TokenGuard.Rules.Facts;

/// <summary>How long a token should live that has no lifetime, or too long a one.</summary>
internal static class SuggestedLifetime
{
    private const int DefaultMinutes = 15;

    /// <summary>A quarter of an hour, or the limit where that is shorter.</summary>
    public static int Minutes(TokenPolicy policy) => Math.Max(1, Math.Min(DefaultMinutes, (int)policy.MaxAccessTokenLifetime.TotalMinutes));
}
