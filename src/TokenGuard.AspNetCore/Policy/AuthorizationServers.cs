using System.Collections.Frozen;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authentication.OAuth;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using TokenGuard.AspNetCore.Checkpoints;
using TokenGuard.Rules.Facts;

namespace TokenGuard.AspNetCore.Policy;

/// <summary>The hosts of the authorization servers that are known: those of the options, and those that the schemes name.</summary>
internal sealed class AuthorizationServers(RuntimePolicy policy)
{
    private FrozenSet<string> hosts = SetOf(policy.Facts.AuthorizationServers);

    /// <summary>Where none is known, nothing can be said to be another host.</summary>
    public bool AreKnown => hosts.Count > 0;

    /// <summary>Adds those that the authentication schemes name.</summary>
    public void Learn(IEnumerable<SchemeOptions> schemes) =>
        hosts = SetOf(hosts.Concat(schemes.SelectMany(scheme => scheme.Options switch
        {
            JwtBearerOptions bearer => new[] { bearer.Authority, bearer.MetadataAddress, bearer.Configuration?.TokenEndpoint },
            OpenIdConnectOptions signIn => [signIn.Authority, signIn.MetadataAddress, signIn.Configuration?.TokenEndpoint],
            OAuthOptions oauth => [oauth.TokenEndpoint, oauth.AuthorizationEndpoint],
            _ => [],
        })));

    public bool Contains(Uri url) => hosts.Contains(Hosts.Of(url));

    /// <summary>Whether a refresh token may go to a URL: to a known server, or to an endpoint whose words say that it takes them.</summary>
    public bool MayGetRefreshTokens(Uri url) => Contains(url) || TokenEndpoints.IsTokenEndpoint($"https://{Hosts.Of(url)}{url.AbsolutePath}", policy.Facts);

    private static FrozenSet<string> SetOf(IEnumerable<string?> servers) =>
        servers.Select(Hosts.Of).OfType<string>().ToFrozenSet(StringComparer.OrdinalIgnoreCase);
}
