namespace TokenGuard.Rules.Facts;

/// <summary>What a URL tells by itself.</summary>
internal static class Urls
{
    /// <summary>Hosts that only a private network knows (RFC 6762 appendix G, and what container platforms use).</summary>
    private static readonly string[] PrivateSuffixes =
        [".local", ".localhost", ".localdomain", ".internal", ".intranet", ".private", ".corp", ".home", ".lan", ".home.arpa", ".svc", ".consul", ".test", ".example", ".invalid"];

    /// <summary>Top-level domains that a public host of only two labels has, besides those of countries; another one may be a namespace: <c>http://orders.payments</c>.</summary>
    private static readonly HashSet<string> TopLevels = new("com net org edu gov mil info biz name pro xyz online site".Split(' '), StringComparer.OrdinalIgnoreCase);

    private static readonly string[] PlainSchemes = ["http://", "ws://"];

    private static readonly string[] TlsSchemes = ["https://", "wss://"];

    /// <summary>Whether a URL says that it is fetched with TLS, whatever its host.</summary>
    public static bool HasTls(string url) => TlsSchemes.Any(scheme => url.StartsWith(scheme, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether a URL goes to a public host without TLS; the host must be there as a whole.</summary>
    public static bool IsPublicHttp(string url) =>
        PlainSchemes.Any(scheme => url.StartsWith(scheme, StringComparison.OrdinalIgnoreCase))
        && Uri.TryCreate(url, UriKind.Absolute, out var address)
        && !address.IsLoopback
        && IsPublic(address.Host.TrimEnd('.'))
        && !SecretText.IsPlaceholder(address.Host.Replace('.', ' '));

    /// <summary>Whether a URL stays on the machine that asks for it.</summary>
    public static bool IsLoopback(string url) => Uri.TryCreate(url, UriKind.Absolute, out var address) && address.IsLoopback;

    /// <summary>Whether a URL goes to a public host without TLS, and the host is none of a home, a company or an emulator.</summary>
    public static bool IsHttpOnInternet(string url) => IsPublicHttp(url) && HostOf(url) is { } host && !host.StartsWith("[", StringComparison.Ordinal) && !IsPrivateAddress(host);

    /// <summary>The host of an absolute URL, in lower case; null for others.</summary>
    public static string? HostOf(string url)
    {
        var scheme = url.IndexOf("://", StringComparison.Ordinal);
        return scheme <= 0 ? null : url.Substring(scheme + 3).Split('/', '?', '#')[0].Split('@').Last().Split(':')[0].ToLowerInvariant();
    }

    // In Kubernetes a service is called by its name and its namespace.
    private static bool IsPublic(string host) =>
        host.Split('.') is { Length: > 1 } labels
        && (labels.Length > 2 || labels[1].Length == 2 || TopLevels.Contains(labels[1]) || !labels[1].All(char.IsLetter))
        && !PrivateSuffixes.Any(suffix => host.EndsWith(suffix, StringComparison.OrdinalIgnoreCase));

    // RFC 1918, RFC 3927 and RFC 6598.
    private static bool IsPrivateAddress(string host)
    {
        var parts = host.Split('.');
        return parts.Length == 4 && parts.All(part => byte.TryParse(part, out _))
            && (parts[0] is "10" or "127" or "0" || (parts[0] == "192" && parts[1] == "168") || (parts[0] == "169" && parts[1] == "254") || (parts[0] == "172" && byte.Parse(parts[1]) is >= 16 and <= 31) || (parts[0] == "100" && byte.Parse(parts[1]) is >= 64 and <= 127));
    }
}
