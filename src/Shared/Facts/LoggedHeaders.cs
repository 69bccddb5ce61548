namespace TokenGuard.Rules.Facts;

/// <summary>Headers whose values must not be logged.</summary>
internal static class LoggedHeaders
{
    private static readonly HashSet<string> OfRequests = new(StringComparer.OrdinalIgnoreCase) { "Authorization", "Cookie", "Proxy-Authorization" };

    /// <summary>Whether the value of a header lets whoever reads it act as its sender, or as who gets it.</summary>
    public static bool AreSensitive(string header, bool ofResponse) =>
        ofResponse ? string.Equals(header, "Set-Cookie", StringComparison.OrdinalIgnoreCase) : OfRequests.Contains(header);

    /// <summary>What is logged with such a header.</summary>
    public static string Content(string header) => header.IndexOf("cookie", StringComparison.OrdinalIgnoreCase) >= 0 ? "session cookies" : "access tokens";
}
