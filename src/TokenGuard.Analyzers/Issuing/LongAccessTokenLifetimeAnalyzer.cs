using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace TokenGuard.Analyzers.Issuing;

/// <summary>TKG1003: an access token whose lifetime in the source is longer than the limit.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LongAccessTokenLifetimeAnalyzer() : TokenGuardAnalyzer(LifetimeSinks.Rule)
{
    private protected override void Register(RuleContext context)
    {
        if (TokenTypesOf(context.Types).Any(type => type is not null))
        {
            context.OnSinks(LifetimeSinks.Instance);
        }
    }

    // The libraries that issue tokens.
    private static IEnumerable<INamedTypeSymbol?> TokenTypesOf(TokenTypes types) =>
    [
        types.SecurityTokenDescriptor, types.JwtSecurityToken, types.JwtBuilder, types.JoseJwt,
        types.Find("Microsoft.AspNetCore.Authentication.BearerToken.BearerTokenOptions"), types.Find("OpenIddict.Server.OpenIddictServerOptions"),
        types.Find("FastEndpoints.Security.JwtCreationOptions"), types.Find("Duende.IdentityServer.Models.Client"), types.Find("IdentityServer4.Models.Client"),
    ];
}
