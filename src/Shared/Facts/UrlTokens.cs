namespace TokenGuard.Rules.Facts;

/// <summary>Which tokens have their place in a URL.</summary>
internal static class UrlTokens
{
    /// <summary>Parameters of OpenID Connect and OAuth, which go through the browser by design; a token of OAuth 1.0 is worth nothing without the client's signature.</summary>
    private static readonly HashSet<string> Protocol = new(StringComparer.OrdinalIgnoreCase)
    {
        "id_token_hint", "logout_hint", "login_hint", "request", "request_uri", "client_assertion", "assertion", "code", "state", "nonce", "logout_token", "oauth_token", "oauth_verifier", "post_logout_redirect_uri", "response_type", "scope",
    };

    /// <summary>Hosts whose APIs take a token from the query, some of them from nowhere else.</summary>
    private static readonly string[] Providers =
    [
        "graph.facebook.com", "graph.instagram.com", "api.instagram.com", "graph.threads.net", "api.mapbox.com", "api.weixin.qq.com", "qyapi.weixin.qq.com", "graph.qq.com", "oapi.dingtalk.com", "api.weibo.com",
        "api.vk.com", "aip.baidubce.com", "openapi.baidu.com", "api.telegram.org", "slack.com",
        "graph-video.facebook.com", "api.stackexchange.com", "gitee.com", "api.ok.ru", "open.douyin.com",
    ];

    /// <summary>At these endpoints the token ends, or is looked at by who issued it.</summary>
    private static readonly HashSet<string> EndpointWords = Words("revoke revocation introspect introspection tokeninfo debug logout signout endsession");

    /// <summary>Words of links that are sent to somebody, and let whoever has them do one thing.</summary>
    private static readonly HashSet<string> LinkWords = Words(
        "reset forgot forgotten recover recovery password confirm confirmation verify verification validate activate activation invite invites invitation invitations accept join unsubscribe subscription magic email mail download share sharing preview delete");

    /// <summary>Whether a parameter of this name is one of the protocol, or of an antiforgery token.</summary>
    public static bool IsOfProtocol(string name) => Protocol.Contains(name) || name.StartsWith("__", StringComparison.Ordinal);

    /// <summary>Whether a host takes tokens from the query.</summary>
    public static bool TakesTokens(string host, TokenPolicy policy) => Providers.Any(provider => IsOrUnder(host, provider)) || policy.AllowedQueryHosts.Any(allowed => IsOrUnder(host, HostOf(allowed)));

    /// <summary>Whether a path is that of an endpoint to which a token is told so that it ends or is looked at.</summary>
    public static bool IsForTokens(string path) => IdentifierWords.Split(path).Any(EndpointWords.Contains);

    /// <summary>Whether a path, or the name of a method or type, speaks of a link that lets do one thing.</summary>
    public static bool IsLink(string name) => IdentifierWords.Split(name).Any(LinkWords.Contains);

    /// <summary>Where to send a token of this kind instead, for messages.</summary>
    public static string PlaceFor(TokenKind kind) => kind == TokenKind.Refresh ? "body of a POST" : "'Authorization' header";

    private static bool IsOrUnder(string host, string other) => host == other || host.EndsWith("." + other, StringComparison.Ordinal);

    private static string HostOf(string allowed) => Urls.HostOf(allowed) ?? allowed.ToLowerInvariant();

    private static HashSet<string> Words(string words) => new(words.Split(' '), StringComparer.Ordinal);
}
