namespace TokenGuard.Rules.Facts;

/// <summary>The switches of authentication libraries that must not have one of their two values.</summary>
internal static class AuthenticationSwitches
{
    private static readonly Dictionary<string, AuthenticationSwitch> ByMember = new[]
    {
        new AuthenticationSwitch(
            "RequireHttpsMetadata",
            RuleIds.HttpsMetadataNotRequired,
            weakValue: false,
            "Microsoft.AspNetCore.Authentication.JwtBearer.JwtBearerOptions",
            "Microsoft.AspNetCore.Authentication.OpenIdConnect.OpenIdConnectOptions",
            "Microsoft.AspNetCore.Authentication.WsFederation.WsFederationOptions",
            "Microsoft.Owin.Security.OpenIdConnect.OpenIdConnectAuthenticationOptions",
            "IdentityServer4.AccessTokenValidation.IdentityServerAuthenticationOptions"),
        new AuthenticationSwitch(
            "RequireHttps",
            RuleIds.HttpsMetadataNotRequired,
            weakValue: false,
            "Microsoft.IdentityModel.Protocols.HttpDocumentRetriever",
            "Duende.IdentityModel.Client.DiscoveryPolicy",
            "IdentityModel.Client.DiscoveryPolicy"),
        new AuthenticationSwitch(
            "UsePkce",
            RuleIds.PkceDisabled,
            weakValue: false,
            "Microsoft.AspNetCore.Authentication.OpenIdConnect.OpenIdConnectOptions",
            "Microsoft.AspNetCore.Authentication.OAuth.OAuthOptions"),
        new AuthenticationSwitch("RequirePkce", RuleIds.PkceDisabled, weakValue: false, "Duende.IdentityServer.Models.Client", "IdentityServer4.Models.Client"),
        new AuthenticationSwitch("AllowPlainTextPkce", RuleIds.PkceDisabled, weakValue: true, "Duende.IdentityServer.Models.Client", "IdentityServer4.Models.Client"),
        new AuthenticationSwitch("AllowAccessTokensViaBrowser", RuleIds.ImplicitFlow, weakValue: true, "Duende.IdentityServer.Models.Client", "IdentityServer4.Models.Client"),
        new AuthenticationSwitch("RequireNonce", RuleIds.NonceOrStateDisabled, weakValue: false, "Microsoft.IdentityModel.Protocols.OpenIdConnect.OpenIdConnectProtocolValidator"),
        new AuthenticationSwitch("RequireState", RuleIds.NonceOrStateDisabled, weakValue: false, "Microsoft.IdentityModel.Protocols.OpenIdConnect.OpenIdConnectProtocolValidator"),
    }.ToDictionary(item => item.Member, StringComparer.Ordinal);

    /// <summary>The switch of this name; null when there is none.</summary>
    public static AuthenticationSwitch? Of(string member) => ByMember.TryGetValue(member, out var found) ? found : null;
}

/// <summary>A property of an authentication library that must not have one of its two values.</summary>
/// <param name="member">Its name.</param>
/// <param name="rule">The rule that it breaks.</param>
/// <param name="weakValue">The value with which it breaks the rule.</param>
/// <param name="types">The metadata names of the types that have it.</param>
internal sealed class AuthenticationSwitch(string member, string rule, bool weakValue, params string[] types)
{
    public string Member => member;

    public string Rule => rule;

    public bool WeakValue => weakValue;

    public IReadOnlyList<string> Types => types;
}
