using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace TokenGuard.Analyzers;

/// <summary>The types that rules are about, as one compilation knows them; each is looked up once, when it is first asked for.</summary>
internal sealed class TokenTypes(Compilation compilation)
{
    private readonly ConcurrentDictionary<string, INamedTypeSymbol?> found = new(StringComparer.Ordinal);

    // Microsoft.IdentityModel.Tokens, and the two handlers: System.IdentityModel.Tokens.Jwt and Microsoft.IdentityModel.JsonWebTokens
    public INamedTypeSymbol? SecurityTokenDescriptor => Find("Microsoft.IdentityModel.Tokens.SecurityTokenDescriptor");

    public INamedTypeSymbol? TokenValidationParameters => Find("Microsoft.IdentityModel.Tokens.TokenValidationParameters");

    public INamedTypeSymbol? TokenHandler => Find("Microsoft.IdentityModel.Tokens.TokenHandler");

    public INamedTypeSymbol? SigningCredentials => Find("Microsoft.IdentityModel.Tokens.SigningCredentials");

    public INamedTypeSymbol? JwtSecurityToken => Find("System.IdentityModel.Tokens.Jwt.JwtSecurityToken");

    public INamedTypeSymbol? JwtSecurityTokenHandler => Find("System.IdentityModel.Tokens.Jwt.JwtSecurityTokenHandler");

    public INamedTypeSymbol? JwtPayload => Find("System.IdentityModel.Tokens.Jwt.JwtPayload");

    public INamedTypeSymbol? JwtHeader => Find("System.IdentityModel.Tokens.Jwt.JwtHeader");

    public INamedTypeSymbol? JsonWebToken => Find("Microsoft.IdentityModel.JsonWebTokens.JsonWebToken");

    public INamedTypeSymbol? JsonWebTokenHandler => Find("Microsoft.IdentityModel.JsonWebTokens.JsonWebTokenHandler");

    // JWT.NET and jose-jwt
    public INamedTypeSymbol? JwtBuilder => Find("JWT.Builder.JwtBuilder");

    public INamedTypeSymbol? JwtNetEncoder => Find("JWT.JwtEncoder");

    public INamedTypeSymbol? JwtNetDecoder => Find("JWT.IJwtDecoder");

    public INamedTypeSymbol? JoseJwt => Find("Jose.JWT");

    // ASP.NET Core
    public INamedTypeSymbol? ResponseCookies => Find("Microsoft.AspNetCore.Http.IResponseCookies");

    public INamedTypeSymbol? CookieOptions => Find("Microsoft.AspNetCore.Http.CookieOptions");

    public INamedTypeSymbol? CookieBuilder => Find("Microsoft.AspNetCore.Http.CookieBuilder");

    /// <summary>The type of this name; where several assemblies have one, that of this project, then the first public one.</summary>
    public INamedTypeSymbol? Find(string metadataName) => found.GetOrAdd(metadataName, Read);

    // Through the namespaces, which the compiler has merged already: to ask each assembly for a type that none has takes longer than most rules.
    private INamedTypeSymbol? Read(string metadataName)
    {
        INamespaceSymbol? around = compilation.GlobalNamespace;
        var parts = metadataName.Split('.');
        for (var i = 0; i < parts.Length - 1 && around is not null; i++)
        {
            around = around.GetMembers(parts[i]).OfType<INamespaceSymbol>().FirstOrDefault();
        }

        var types = around?.GetTypeMembers(parts[parts.Length - 1], 0) ?? ImmutableArray<INamedTypeSymbol>.Empty;
        return types.FirstOrDefault(type => SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, compilation.Assembly))
            ?? types.FirstOrDefault(type => type.DeclaredAccessibility == Accessibility.Public);
    }
}
