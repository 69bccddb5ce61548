namespace TokenGuard.Rules.Facts;

/// <summary>The methods of authentication libraries that weaken an application by being called.</summary>
internal static class AuthenticationCalls
{
    private const string Builders = "Microsoft.Extensions.DependencyInjection";

    private static readonly Dictionary<string, AuthenticationCall> ByMethod = new[]
    {
        new AuthenticationCall("DisableTransportSecurityRequirement", RuleIds.HttpsMetadataNotRequired, "OpenIddict", Builders),
        new AuthenticationCall("AllowImplicitFlow", RuleIds.ImplicitFlow, "OpenIddict", Builders),
        new AuthenticationCall("AllowHybridFlow", RuleIds.ImplicitFlow, "OpenIddict", Builders),
        new AuthenticationCall("AllowPasswordFlow", RuleIds.PasswordGrant, "OpenIddict", Builders),
        new AuthenticationCall("AddDevelopmentSigningCertificate", RuleIds.DevelopmentCredential, "OpenIddict", Builders),
        new AuthenticationCall("AddDevelopmentEncryptionCertificate", RuleIds.DevelopmentCredential, "OpenIddict", Builders),
        new AuthenticationCall("AddEphemeralSigningKey", RuleIds.DevelopmentCredential, "OpenIddict", Builders),
        new AuthenticationCall("AddEphemeralEncryptionKey", RuleIds.DevelopmentCredential, "OpenIddict", Builders),
        new AuthenticationCall("AddDeveloperSigningCredential", RuleIds.DevelopmentCredential, "IdentityServer", Builders),
        new AuthenticationCall("AcceptAnonymousClients", RuleIds.WeakenedAuthorizationServer, "OpenIddictServer", Builders),
        new AuthenticationCall("IgnoreEndpointPermissions", RuleIds.WeakenedAuthorizationServer, "OpenIddictServer", Builders),
        new AuthenticationCall("IgnoreGrantTypePermissions", RuleIds.WeakenedAuthorizationServer, "OpenIddictServer", Builders),
        new AuthenticationCall("IgnoreResponseTypePermissions", RuleIds.WeakenedAuthorizationServer, "OpenIddictServer", Builders),
        new AuthenticationCall("IgnoreScopePermissions", RuleIds.WeakenedAuthorizationServer, "OpenIddictServer", Builders),
        new AuthenticationCall("IgnoreAudiencePermissions", RuleIds.WeakenedAuthorizationServer, "OpenIddictServer", Builders),
        new AuthenticationCall("IgnoreResourcePermissions", RuleIds.WeakenedAuthorizationServer, "OpenIddictServer", Builders),
        new AuthenticationCall("DisableAudienceValidation", RuleIds.WeakenedAuthorizationServer, "OpenIddictServer", Builders),
        new AuthenticationCall("DisableScopeValidation", RuleIds.WeakenedAuthorizationServer, "OpenIddictServer", Builders),
        new AuthenticationCall("DisableResourceValidation", RuleIds.WeakenedAuthorizationServer, "OpenIddictServer", Builders),
        new AuthenticationCall("EnableDegradedMode", RuleIds.WeakenedAuthorizationServer, "OpenIddictServer", Builders),
        new AuthenticationCall("RequestPasswordTokenAsync", RuleIds.PasswordGrant, "HttpClient", "Duende.IdentityModel.Client", "IdentityModel.Client"),
        new AuthenticationCall("AcquireTokenByUsernamePassword", RuleIds.PasswordGrant, "", "Microsoft.Identity.Client"),
    }.ToDictionary(item => item.Method, StringComparer.Ordinal);

    /// <summary>The method of this name; null when there is none.</summary>
    public static AuthenticationCall? Of(string method) => ByMethod.TryGetValue(method, out var found) ? found : null;
}

/// <summary>A method of an authentication library that weakens an application by being called.</summary>
/// <param name="method">Its name.</param>
/// <param name="rule">The rule that it breaks.</param>
/// <param name="typePrefix">What the name of the type that declares it begins with.</param>
/// <param name="namespaces">The namespaces of that type.</param>
internal sealed class AuthenticationCall(string method, string rule, string typePrefix, params string[] namespaces)
{
    public string Method => method;

    public string Rule => rule;

    public string TypePrefix => typePrefix;

    public IReadOnlyList<string> Namespaces => namespaces;
}
