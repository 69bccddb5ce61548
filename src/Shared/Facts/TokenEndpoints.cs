using System.Collections.Immutable;

namespace TokenGuard.Rules.Facts;

/// <summary>What a URL or a name tells of where a request goes: to whoever issues, refreshes and revokes tokens, or to an API?</summary>
internal static class TokenEndpoints
{
    /// <summary>In a path, each of them may name an endpoint that takes a refresh token.</summary>
    private static readonly HashSet<string> PathWords = Words(
        "token tokens refresh refreshed revoke revocation logout signout logoff introspect introspection renew renewal rotate reissue " +
        "auth oauth oidc authenticate authentication authorize login signin session sessions");

    /// <summary>The first label of the host of an authorization server.</summary>
    private static readonly HashSet<string> HostLabels = Words("auth login identity id sso sts idp accounts keycloak");

    /// <summary>In the name of a method or type, each of them says that it exchanges or ends tokens.</summary>
    private static readonly HashSet<string> ActionWords = Words(
        "refresh refreshed refresher refreshing renew renewal revoke revocation rotate reissue logout signout logoff introspect introspection invalidate reauthenticate");

    /// <summary>A method that is told to do one of these to a token asks for a new one: <c>GetAccessToken(refreshToken)</c>.</summary>
    private static readonly HashSet<string> AskingVerbs = Words("get request fetch acquire obtain exchange retrieve update");

    /// <summary>A type of such a name talks to an authorization server among others.</summary>
    private static readonly HashSet<string> AuthenticationWords = Words("auth oauth oidc token tokens identity login session account authentication authorization");

    /// <summary>Whether a URL, or a part of one, may be that of an endpoint that takes refresh tokens. Names in braces stand for what is not constant.</summary>
    public static bool IsTokenEndpoint(string url, TokenPolicy policy)
    {
        var end = url.IndexOfAny(['?', '#']);
        var path = end < 0 ? url : url.Substring(0, end);
        var scheme = path.IndexOf("://", StringComparison.Ordinal);
        if (scheme >= 0)
        {
            path = path.Substring(scheme + 3);
            var slash = path.IndexOf('/');
            if (IsAuthorizationServer(slash < 0 ? path : path.Substring(0, slash), policy))
            {
                return true;
            }

            path = slash < 0 ? string.Empty : path.Substring(slash);
        }

        return path.Split('/').Any(segment => Says(IdentifierWords.Split(segment), PathWords));
    }

    /// <summary>Whether a method or type of this name exchanges or ends tokens.</summary>
    public static bool IsTokenExchange(string name)
    {
        var words = IdentifierWords.Split(name);
        return Says(words, ActionWords) || (words.Length > 1 && AskingVerbs.Contains(words[0]) && words.Any(word => word is "token" or "tokens"));
    }

    /// <summary>Whether a type of this name is about authentication.</summary>
    public static bool IsAboutAuthentication(string typeName) => IdentifierWords.Split(typeName).Any(AuthenticationWords.Contains);

    private static bool IsAuthorizationServer(string host, TokenPolicy policy) =>
        HostLabels.Contains(host.Split('.', ':')[0].ToLowerInvariant())
        || policy.AuthorizationServers.Any(server => string.Equals(HostOf(server), host, StringComparison.OrdinalIgnoreCase));

    // A host, or a URL.
    private static string HostOf(string server)
    {
        var scheme = server.IndexOf("://", StringComparison.Ordinal);
        return (scheme < 0 ? server : server.Substring(scheme + 3)).Split('/')[0];
    }

    // Also log-out, SignOut.
    private static bool Says(ImmutableArray<string> words, HashSet<string> says)
    {
        for (var i = 0; i < words.Length; i++)
        {
            if (says.Contains(words[i]) || (i + 1 < words.Length && words[i] is "log" or "sign" && says.Contains(words[i] + words[i + 1])))
            {
                return true;
            }
        }

        return false;
    }

    private static HashSet<string> Words(string words) => new(words.Split(' '), StringComparer.Ordinal);
}
