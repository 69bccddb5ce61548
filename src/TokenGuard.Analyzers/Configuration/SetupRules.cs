using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using TokenGuard.Rules;
using TokenGuard.Rules.Facts;

namespace TokenGuard.Analyzers.Configuration;

/// <summary>The descriptors of TKG7003 to TKG7007, TKG7009 and TKG7011, and what is said of whoever breaks them.</summary>
internal static class SetupRules
{
    public static readonly DiagnosticDescriptor HttpsMetadataNotRequired =
        Descriptor.Create(RuleIds.HttpsMetadataNotRequired, RuleDefinition.Category, Rules.Configuration.HttpsMetadataNotRequired.Definition);

    public static readonly DiagnosticDescriptor PkceDisabled =
        Descriptor.Create(RuleIds.PkceDisabled, RuleDefinition.Category, Rules.Configuration.PkceDisabled.Definition);

    public static readonly DiagnosticDescriptor ImplicitFlow =
        Descriptor.Create(RuleIds.ImplicitFlow, RuleDefinition.Category, Rules.Configuration.ImplicitFlow.Definition);

    public static readonly DiagnosticDescriptor PasswordGrant =
        Descriptor.Create(RuleIds.PasswordGrant, RuleDefinition.Category, Rules.Configuration.PasswordGrant.Definition);

    public static readonly DiagnosticDescriptor NonceOrStateDisabled =
        Descriptor.Create(RuleIds.NonceOrStateDisabled, RuleDefinition.Category, Rules.Configuration.NonceOrStateDisabled.Definition);

    public static readonly DiagnosticDescriptor DevelopmentCredential =
        Descriptor.Create(RuleIds.DevelopmentCredential, RuleDefinition.Category, Rules.Configuration.DevelopmentCredential.Definition);

    public static readonly DiagnosticDescriptor WeakenedAuthorizationServer =
        Descriptor.Create(RuleIds.WeakenedAuthorizationServer, RuleDefinition.Category, Rules.Configuration.WeakenedAuthorizationServer.Definition);

    public const string PasswordGrantRequest = "'grant_type' is 'password'";

    /// <summary>The descriptor of one of these ids.</summary>
    public static DiagnosticDescriptor Of(string id) =>
        id switch
        {
            RuleIds.HttpsMetadataNotRequired => HttpsMetadataNotRequired,
            RuleIds.PkceDisabled => PkceDisabled,
            RuleIds.ImplicitFlow => ImplicitFlow,
            RuleIds.PasswordGrant => PasswordGrant,
            RuleIds.DevelopmentCredential => DevelopmentCredential,
            RuleIds.WeakenedAuthorizationServer => WeakenedAuthorizationServer,
            _ => NonceOrStateDisabled,
        };

    public static object[] DescribeSwitch(AuthenticationSwitch known) =>
        (known.Rule, known.Member) switch
        {
            (RuleIds.HttpsMetadataNotRequired, var member) => [$"'{member}' is false", "the keys that verify tokens may be fetched", "leave it true, except in development"],
            (RuleIds.PkceDisabled, "AllowPlainTextPkce") => ["'AllowPlainTextPkce' is true", "leave it false"],
            (RuleIds.PkceDisabled, var member) => [$"'{member}' is false", "set it to true"],
            (RuleIds.ImplicitFlow, var member) => [$"'{member}' lets access tokens come back in a redirect", "use the authorization code flow"],
            var (_, member) => [$"'{member}' is false, so that an answer to another request is accepted", "leave it true"],
        };

    public static object[] DescribeCall(AuthenticationCall known) =>
        known.Rule switch
        {
            RuleIds.HttpsMetadataNotRequired => [$"'{known.Method}' is called", "tokens and client secrets are taken", "call it in development only"],
            RuleIds.ImplicitFlow => [$"'{known.Method}' lets access tokens come back in a redirect", "allow the authorization code flow"],
            RuleIds.DevelopmentCredential =>
                [known.Method, known.Method.StartsWith("AddEphemeral", StringComparison.Ordinal) ? "makes a key that is gone after a restart, with all tokens that it protects" : "makes a key that nobody chose and nobody protects"],
            RuleIds.WeakenedAuthorizationServer => [known.Method, LeftUnchecked(known.Method)],
            _ => [$"'{known.Method}' is called"],
        };

    private static string LeftUnchecked(string method) =>
        method switch
        {
            "AcceptAnonymousClients" => "clients need not say who they are",
            "IgnoreEndpointPermissions" => "every client may use every endpoint",
            "IgnoreGrantTypePermissions" => "every client may use every grant",
            "IgnoreResponseTypePermissions" => "every client may use every response type",
            "IgnoreScopePermissions" => "every client may ask for every scope",
            "IgnoreAudiencePermissions" => "every client may ask for every audience",
            "IgnoreResourcePermissions" => "every client may ask for every resource",
            "DisableAudienceValidation" => "tokens are made for audiences that do not exist",
            "DisableScopeValidation" => "scopes are granted that do not exist",
            "DisableResourceValidation" => "tokens are made for resources that do not exist",
            _ => "the server checks neither clients nor redirect addresses by itself",
        };

    public static (DiagnosticDescriptor Rule, object[] Arguments) DescribeAssignment(IPropertyReferenceOperation target) =>
        target.Property.Name == "ResponseType"
            ? (ImplicitFlow, ["'ResponseType' asks for an access token in a redirect", "ask for a code"])
            : (NonceOrStateDisabled, [$"'{((IPropertyReferenceOperation)target.Instance!).Property.Name}' is sent over plain HTTP too, where others can read and set it", "leave its 'SecurePolicy'"]);

    public static (DiagnosticDescriptor Rule, object[] Arguments)? OfGrantTypes(IPropertySymbol property) =>
        !property.IsIn("Duende.IdentityServer.Models") && !property.IsIn("IdentityServer4.Models") ? null
        : property.Name.StartsWith("Implicit", StringComparison.Ordinal) ? (ImplicitFlow, [$"'GrantTypes.{property.Name}' lets access tokens come back in a redirect", "use 'GrantTypes.Code'"])
        : property.Name.StartsWith("ResourceOwnerPassword", StringComparison.Ordinal) ? (PasswordGrant, [$"'GrantTypes.{property.Name}' allows the password grant"])
        : null;

    public static bool IsSignInOptions(IPropertySymbol property) =>
        property.IsMemberOf("Microsoft.AspNetCore.Authentication.OpenIdConnect.OpenIdConnectOptions")
        || property.IsMemberOf("Microsoft.Owin.Security.OpenIdConnect.OpenIdConnectAuthenticationOptions")
        || property.IsMemberOf("Microsoft.AspNetCore.Components.WebAssembly.Authentication.OidcProviderOptions");

    /// <summary>Whether an operation is the cookie that remembers nonce or state of a sign-in.</summary>
    public static bool IsSignInCookie(IOperation? cookie) =>
        cookie is IPropertyReferenceOperation { Property: { Name: "NonceCookie" or "CorrelationCookie" } property } && property.IsIn(property.Name == "NonceCookie" ? "Microsoft.AspNetCore.Authentication.OpenIdConnect" : "Microsoft.AspNetCore.Authentication");

    /// <summary>What a call leaves out that is not safe by default.</summary>
    public static (DiagnosticDescriptor Rule, object[] Arguments)? LeftOut(OperationContext context, IInvocationOperation call)
    {
        var method = call.TargetMethod;
        switch (method.Name)
        {
            // Derived options, such as those of Google, know better.
            case "AddOAuth" when method.IsIn("Microsoft.Extensions.DependencyInjection") && !method.IsGenericMethod
                && ConfiguredMembers.Of(call) is { } members && !members.Sets("UsePkce") && !IsMentioned("<OAuthOptions>", context):
                return (PkceDisabled, ["'UsePkce' is false unless it is set", "set it to true"]);

            // The default asks for an ID token in the redirect: the secret is never used, and PKCE neither.
            case "AddOpenIdConnect" when method.IsIn("Microsoft.Extensions.DependencyInjection")
                && ConfiguredMembers.Of(call) is { } members && members.Sets("ClientSecret") && !members.Sets("ResponseType") && !IsMentioned("<OpenIdConnectOptions>", context):
                return (ImplicitFlow, ["'ResponseType' is 'id_token' unless it is set, so that neither the client secret nor PKCE is used", "ask for a code"]);
            case "AllowAuthorizationCodeFlow" when method.IsIn("Microsoft.Extensions.DependencyInjection") && method.ContainingType.Name == "OpenIddictServerBuilder"
                && !IsMentioned("ProofKeyForCodeExchange", context):
                return (PkceDisabled, ["'RequireProofKeyForCodeExchange' is not called", "call it"]);
            default:
                return null;
        }
    }

    /// <summary>Whether a text stands in some file of the project, which may do what a call leaves out: <c>Configure&lt;OAuthOptions&gt;(...)</c>. Asked about few calls only.</summary>
    public static bool IsMentioned(string text, OperationContext context)
    {
        var cancellation = context.CancellationToken;
        return context.Compilation.SyntaxTrees.Any(tree => tree.GetText(cancellation).ToString().Contains(text));
    }
}
