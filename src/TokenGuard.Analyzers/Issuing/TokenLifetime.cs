using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using TokenGuard.Analyzers.Flow;

namespace TokenGuard.Analyzers.Issuing;

/// <summary>How the lifetime of a token is written.</summary>
internal enum LifetimeForm
{
    /// <summary>The point in time when it ends.</summary>
    End,

    /// <summary>A length of time.</summary>
    Length,

    /// <summary>A number of seconds.</summary>
    Seconds,

    /// <summary>A number of minutes.</summary>
    Minutes,
}

/// <summary>The lifetime of a token that an operation sets.</summary>
/// <param name="Name">What is set, for a message.</param>
/// <param name="Value">What it is set to.</param>
/// <param name="Form">How that is to be read.</param>
/// <param name="Uses">What takes the token; null where the API itself says that it is an access token.</param>
internal readonly record struct TokenLifetime(string Name, IOperation Value, LifetimeForm Form, ImmutableArray<IOperation>? Uses)
{
    /// <summary>Properties that say by themselves that they are about access tokens.</summary>
    private static readonly (string Type, string Property, LifetimeForm Form)[] AccessTokenOptions =
    [
        ("Microsoft.AspNetCore.Authentication.BearerToken.BearerTokenOptions", "BearerTokenExpiration", LifetimeForm.Length),
        ("FastEndpoints.Security.RefreshServiceOptions", "AccessTokenValidity", LifetimeForm.Length),
        ("OpenIddict.Server.OpenIddictServerOptions", "AccessTokenLifetime", LifetimeForm.Length),
        ("Duende.IdentityServer.Models.Client", "AccessTokenLifetime", LifetimeForm.Seconds),
        ("IdentityServer4.Models.Client", "AccessTokenLifetime", LifetimeForm.Seconds),
    ];

    /// <summary>One of these stands wherever a lifetime is set.</summary>
    public static ImmutableHashSet<string> Words { get; } = ImmutableHashSet.Create(
        "Expires", "ExpireAt", "expires", "expireAt", "exp", "Exp", "Claim", "JwtSecurityToken", "JwtPayload", "TokenLifetimeInMinutes", "CreateToken", "CreateJwtSecurityToken", "CreateEncodedJwt",
        "SetAccessTokenLifetime", "ExpirationTime", "AddClaim", "AccessTokenLifetime", "AccessTokenValidity", "BearerTokenExpiration");

    /// <summary>The operations that may set a lifetime; what takes the token is looked up only where <paramref name="isTooLong"/> says so.</summary>
    public static IEnumerable<TokenLifetime> Of(IOperation operation, TokenFlow flow, Func<TokenFlow, IOperation, LifetimeForm, bool> isTooLong)
    {
        var claims = ClaimWrite.Of(operation, flow);
        if (!claims.IsEmpty)
        {
            return OfClaims(claims, flow, isTooLong);
        }

        var lifetime = operation switch
        {
            ISimpleAssignmentOperation { Target: IPropertyReferenceOperation target } assignment => OfProperty(assignment, target, flow, isTooLong),
            IObjectCreationOperation { Type: { Name: "JwtSecurityToken" or "JwtPayload" } type } creation when type.IsIn("System.IdentityModel.Tokens.Jwt") =>
                OfArgument(creation, creation.Arguments, "expires", $"{type.Name}(expires)", flow, isTooLong),
            IInvocationOperation call => OfCall(call, flow, isTooLong),
            _ => null,
        };
        return lifetime is { } found ? [found] : [];
    }

    private static TokenLifetime? OfProperty(ISimpleAssignmentOperation assignment, IPropertyReferenceOperation target, TokenFlow flow, Func<TokenFlow, IOperation, LifetimeForm, bool> isTooLong)
    {
        var (property, value) = (target.Property, assignment.Value);
        if (!Words.Contains(property.Name))
        {
            return null;
        }

        var name = $"{property.ContainingType.Name}.{property.Name}";
        foreach (var option in AccessTokenOptions)
        {
            if (property.Name == option.Property && property.IsMemberOf(option.Type))
            {
                return isTooLong(flow, value, option.Form) && !IsForMachines(assignment) ? new TokenLifetime(name, value, option.Form, null) : null;
            }
        }

        return property.Name switch
        {
            "Expires" when property.IsMemberOf("Microsoft.IdentityModel.Tokens.SecurityTokenDescriptor") && isTooLong(flow, value, LifetimeForm.End) =>
                new TokenLifetime(name, value, LifetimeForm.End, UsesOfHolder(assignment, target, flow)),
            "TokenLifetimeInMinutes" when property.IsMemberOf("Microsoft.IdentityModel.Tokens.TokenHandler") && isTooLong(flow, value, LifetimeForm.Minutes) =>
                new TokenLifetime(name, value, LifetimeForm.Minutes, ImmutableArray<IOperation>.Empty),
            "ExpireAt" when property.IsMemberOf("FastEndpoints.Security.JwtCreationOptions") && isTooLong(flow, value, LifetimeForm.End) =>
                new TokenLifetime(name, value, LifetimeForm.End, CallAround(assignment) is { } call ? flow.Uses(call) : UsesOfHolder(assignment, target, flow)),
            _ => null,
        };
    }

    private static TokenLifetime? OfCall(IInvocationOperation call, TokenFlow flow, Func<TokenFlow, IOperation, LifetimeForm, bool> isTooLong)
    {
        var method = call.TargetMethod;
        return method.Name switch
        {
            "SetAccessTokenLifetime" when call.Arguments is [.., { Value: var value }] && method.IsMemberOf("Microsoft.Extensions.DependencyInjection.OpenIddictServerBuilder") && isTooLong(flow, value, LifetimeForm.Length) =>
                new TokenLifetime(method.Name, value, LifetimeForm.Length, null),
            "CreateToken" or "CreateJwtSecurityToken" or "CreateEncodedJwt" when method.IsMemberOf("System.IdentityModel.Tokens.Jwt.JwtSecurityTokenHandler") =>
                OfArgument(call, call.Arguments, "expires", $"{method.Name}(expires)", flow, isTooLong),
            "CreateToken" when method.IsMemberOf("FastEndpoints.Security.JwtBearer") || method.IsMemberOf("FastEndpoints.Security.JWTBearer") =>
                OfArgument(call, call.Arguments, "expireAt", $"{method.Name}(expireAt)", flow, isTooLong),
            _ => null,
        };
    }

    private static TokenLifetime? OfArgument(
        IOperation token, ImmutableArray<IArgumentOperation> arguments, string parameter, string name, TokenFlow flow, Func<TokenFlow, IOperation, LifetimeForm, bool> isTooLong) =>
        arguments.FirstOrDefault(argument => argument.Parameter?.Name == parameter) is { Value: var value } && isTooLong(flow, value, LifetimeForm.End)
            ? new TokenLifetime(name, value, LifetimeForm.End, flow.Uses(token))
            : null;

    private static IEnumerable<TokenLifetime> OfClaims(ImmutableArray<ClaimWrite> claims, TokenFlow flow, Func<TokenFlow, IOperation, LifetimeForm, bool> isTooLong) =>
        claims.Where(claim => claim.Name is "exp" && isTooLong(flow, claim.Value, LifetimeForm.End)).SelectMany(claim => OfClaim(claim, flow));

    private static IEnumerable<TokenLifetime> OfClaim(ClaimWrite claim, TokenFlow flow)
    {
        var uses = flow.Uses(claim.Value);
        return claim.IsInToken || uses.Any(TokenSinks.TakesClaims) ? [new TokenLifetime("exp", claim.Value, LifetimeForm.End, uses)] : [];
    }

    /// <summary>What takes the object whose property is set, from where it still has this value.</summary>
    private static ImmutableArray<IOperation> UsesOfHolder(ISimpleAssignmentOperation assignment, IPropertyReferenceOperation target, TokenFlow flow)
    {
        if (target.Instance is IInstanceReferenceOperation)
        {
            return CreationAround(assignment) is { } creation ? flow.Uses(creation, HasValue) : ImmutableArray<IOperation>.Empty;
        }

        return target.Instance is ILocalReferenceOperation or IParameterReferenceOperation ? flow.UsesOfVariable(target.Instance, HasValue) : ImmutableArray<IOperation>.Empty;

        // The same descriptor may be used twice, with another lifetime set between.
        bool HasValue(IOperation use) =>
            use.Type?.Name != target.Property.ContainingType.Name
            || flow.Member(use, target.Property.Name) is not { Values: var values }
            || values.Any(value => value.Syntax == assignment.Value.Syntax);
    }

    private static IObjectCreationOperation? CreationAround(IOperation initializer)
    {
        for (var parent = initializer.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is IObjectCreationOperation creation)
            {
                return creation;
            }
        }

        return null;
    }

    // JwtBearer.CreateToken(options => options.ExpireAt = ...)
    private static IInvocationOperation? CallAround(IOperation operation)
    {
        for (var parent = operation.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is IInvocationOperation { TargetMethod.Name: "CreateToken" } call)
            {
                return call;
            }
        }

        return null;
    }

    /// <summary>A client without user, or one whose tokens are references that can be revoked: their lifetime is another question.</summary>
    private static bool IsForMachines(ISimpleAssignmentOperation assignment) =>
        assignment.Parent is IObjectOrCollectionInitializerOperation initializer
        && initializer.Initializers.Any(other => other is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.Name: var name }, Value: var value }
            && name switch
            {
                "AllowedGrantTypes" => value is IPropertyReferenceOperation { Property.Name: "ClientCredentials" or "DeviceFlow" },
                "AccessTokenType" => value is IFieldReferenceOperation { Field.Name: "Reference" },
                _ => false,
            });
}
