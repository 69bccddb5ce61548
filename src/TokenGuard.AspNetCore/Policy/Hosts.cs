namespace TokenGuard.AspNetCore.Policy;

/// <summary>Hosts, as options and requests name them.</summary>
internal static class Hosts
{
    /// <summary>The host of a URL, or of a text that is only a host, with or without a port; null when it is neither.</summary>
    public static string? Of(string? text) =>
        text is null ? null
        : Uri.TryCreate(text.Contains("://", StringComparison.Ordinal) ? text : "https://" + text, UriKind.Absolute, out var url) && url.Host.Length > 0 ? Of(url)
        : null;

    /// <summary>The host of a URL, in the one form that all its spellings have: with and without Unicode, with and without the dot at its end.</summary>
    public static string Of(Uri url) => url.IdnHost is [.., '.'] host ? host.TrimEnd('.') : url.IdnHost;

    /// <summary>Whether a host is another, or lies below it.</summary>
    public static bool IsOrIsBelow(string host, string other) =>
        host.EndsWith(other, StringComparison.OrdinalIgnoreCase) && (host.Length == other.Length || host[^(other.Length + 1)] == '.');
}
