using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using TokenGuard.Rules;
using TokenGuard.Rules.Facts;

namespace TokenGuard.Analyzers.Flow;

/// <summary>The members of libraries that give tokens.</summary>
internal static class TokenSources
{
    /// <summary>The types, their members, and what these give. One line here is all that a new source needs.</summary>
    internal static readonly ImmutableArray<(string Type, string Member, TokenKind Kind)> All = ImmutableArray.Create(
        // Libraries that make tokens.
        ("System.IdentityModel.Tokens.Jwt.JwtSecurityTokenHandler", "WriteToken", TokenKind.AnyToken),
        ("System.IdentityModel.Tokens.Jwt.JwtSecurityTokenHandler", "CreateEncodedJwt", TokenKind.AnyToken),
        ("System.IdentityModel.Tokens.Jwt.JwtSecurityToken", "RawData", TokenKind.AnyToken),
        ("Microsoft.IdentityModel.Tokens.SecurityTokenHandler", "WriteToken", TokenKind.AnyToken),
        ("Microsoft.IdentityModel.JsonWebTokens.JsonWebTokenHandler", "CreateToken", TokenKind.AnyToken),
        ("Microsoft.IdentityModel.JsonWebTokens.JsonWebToken", "EncodedToken", TokenKind.AnyToken),
        ("Jose.JWT", "Encode", TokenKind.AnyToken),
        ("Jose.JWT", "EncodeBytes", TokenKind.AnyToken),
        ("JWT.Builder.JwtBuilder", "Encode", TokenKind.AnyToken),
        ("JWT.IJwtEncoder", "Encode", TokenKind.AnyToken),
        ("FastEndpoints.Security.JwtBearer", "CreateToken", TokenKind.AnyToken),
        ("FastEndpoints.Security.JWTBearer", "CreateToken", TokenKind.AnyToken),
        ("FastEndpoints.Security.TokenResponse", "AccessToken", TokenKind.Access),
        ("FastEndpoints.Security.TokenResponse", "RefreshToken", TokenKind.Refresh),

        // ASP.NET Core.
        ("Microsoft.AspNetCore.Authentication.BearerToken.AccessTokenResponse", "AccessToken", TokenKind.Access),
        ("Microsoft.AspNetCore.Authentication.BearerToken.AccessTokenResponse", "RefreshToken", TokenKind.Refresh),
        ("Microsoft.AspNetCore.Identity.Data.RefreshRequest", "RefreshToken", TokenKind.Refresh),
        ("Microsoft.AspNetCore.Authentication.OAuth.OAuthTokenResponse", "AccessToken", TokenKind.Access),
        ("Microsoft.AspNetCore.Authentication.OAuth.OAuthTokenResponse", "RefreshToken", TokenKind.Refresh),
        ("Microsoft.AspNetCore.Authentication.OAuth.OAuthCreatingTicketContext", "AccessToken", TokenKind.Access),
        ("Microsoft.AspNetCore.Authentication.OAuth.OAuthCreatingTicketContext", "RefreshToken", TokenKind.Refresh),
        ("Microsoft.IdentityModel.Protocols.OpenIdConnect.OpenIdConnectMessage", "AccessToken", TokenKind.Access),
        ("Microsoft.IdentityModel.Protocols.OpenIdConnect.OpenIdConnectMessage", "RefreshToken", TokenKind.Refresh),
        ("Microsoft.IdentityModel.Protocols.OpenIdConnect.OpenIdConnectMessage", "IdToken", TokenKind.Id),
        ("Microsoft.AspNetCore.Components.WebAssembly.Authentication.AccessToken", "Value", TokenKind.Access),

        // Clients of authorization servers.
        ("Duende.IdentityModel.Client.TokenResponse", "AccessToken", TokenKind.Access),
        ("Duende.IdentityModel.Client.TokenResponse", "RefreshToken", TokenKind.Refresh),
        ("Duende.IdentityModel.Client.TokenResponse", "IdentityToken", TokenKind.Id),
        ("Duende.IdentityModel.Client.AuthorizeResponse", "AccessToken", TokenKind.Access),
        ("Duende.IdentityModel.Client.AuthorizeResponse", "IdentityToken", TokenKind.Id),
        ("Duende.IdentityModel.OidcClient.LoginResult", "AccessToken", TokenKind.Access),
        ("Duende.IdentityModel.OidcClient.LoginResult", "RefreshToken", TokenKind.Refresh),
        ("Duende.IdentityModel.OidcClient.LoginResult", "IdentityToken", TokenKind.Id),
        ("IdentityModel.Client.TokenResponse", "AccessToken", TokenKind.Access),
        ("IdentityModel.Client.TokenResponse", "RefreshToken", TokenKind.Refresh),
        ("IdentityModel.Client.TokenResponse", "IdentityToken", TokenKind.Id),
        ("IdentityModel.OidcClient.LoginResult", "AccessToken", TokenKind.Access),
        ("IdentityModel.OidcClient.LoginResult", "RefreshToken", TokenKind.Refresh),
        ("IdentityModel.OidcClient.LoginResult", "IdentityToken", TokenKind.Id),
        ("OpenIddict.Abstractions.OpenIddictResponse", "AccessToken", TokenKind.Access),
        ("OpenIddict.Abstractions.OpenIddictResponse", "RefreshToken", TokenKind.Refresh),
        ("OpenIddict.Abstractions.OpenIddictResponse", "IdToken", TokenKind.Id),
        ("OpenIddict.Abstractions.OpenIddictRequest", "AccessToken", TokenKind.Access),
        ("OpenIddict.Abstractions.OpenIddictRequest", "RefreshToken", TokenKind.Refresh),
        ("Microsoft.Identity.Client.AuthenticationResult", "AccessToken", TokenKind.Access),
        ("Microsoft.Identity.Client.AuthenticationResult", "IdToken", TokenKind.Id),
        ("Microsoft.Identity.Client.ITokenCacheSerializer", "SerializeMsalV3", TokenKind.AnyToken),
        ("Microsoft.Identity.Web.ITokenAcquisition", "GetAccessTokenForUserAsync", TokenKind.Access),
        ("Microsoft.Identity.Web.ITokenAcquisition", "GetAccessTokenForAppAsync", TokenKind.Access),
        ("Azure.Core.AccessToken", "Token", TokenKind.Access),
        ("Google.Apis.Auth.OAuth2.Responses.TokenResponse", "AccessToken", TokenKind.Access),
        ("Google.Apis.Auth.OAuth2.Responses.TokenResponse", "RefreshToken", TokenKind.Refresh),
        ("Google.Apis.Auth.OAuth2.Responses.TokenResponse", "IdToken", TokenKind.Id));

    /// <summary>By member name: the types that declare it, and what it gives.</summary>
    private static readonly ILookup<string, (string Type, TokenKind Kind)> Members = All.ToLookup(source => source.Member, source => (source.Type, source.Kind), StringComparer.Ordinal);

    /// <summary>Methods that look a value up by a name that travels on the wire: <c>GetTokenAsync("refresh_token")</c>.</summary>
    private static readonly HashSet<string> NamedLookups = new(StringComparer.Ordinal)
    {
        "GetTokenAsync", "GetTokenValue", "GetUserTokenAsync", "GetAuthenticationTokenAsync", "GetString", "GetStringAsync", "GetItem", "GetItemAsync",
        "GetItemAsStringAsync", "TryGetValue", "GetValueOrDefault", "GetProperty", "FindFirst", "FindFirstValue", "Get", "GetAsync",
    };

    /// <summary>The kind of token that a member of a library gives, and its name for a message.</summary>
    public static (TokenKind Kind, string? Name) OfMember(ISymbol member)
    {
        foreach (var (type, kind) in Members[member.Name])
        {
            if (member.IsMemberOf(type))
            {
                return (kind, $"{member.ContainingType.Name}.{member.Name}");
            }
        }

        return default;
    }

    /// <summary>The name by which an operation looks a value up: <c>form["refresh_token"]</c>, <c>GetTokenAsync("refresh_token")</c>.</summary>
    public static string? LookupName(IOperation operation)
    {
        var arguments = operation switch
        {
            IPropertyReferenceOperation { Property.IsIndexer: true } indexer => indexer.Arguments,
            IInvocationOperation call when NamedLookups.Contains(call.TargetMethod.Name) => call.Arguments,
            _ => ImmutableArray<IArgumentOperation>.Empty,
        };
        foreach (var argument in arguments)
        {
            if (argument.Value.ConstantValue is { HasValue: true, Value: string name })
            {
                return name;
            }
        }

        return null;
    }
}
