using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using TokenGuard.Analyzers.Flow;
using TokenGuard.Rules.Facts;

namespace TokenGuard.Analyzers.Issuing;

/// <summary>A JWT that is made: by a library, or by a method of this project that is called for it.</summary>
/// <param name="Maker">The <c>new JwtSecurityToken</c>, or the call.</param>
internal sealed record MintedToken(IOperation Maker)
{
    /// <summary>How many methods lie at most between a call and the library.</summary>
    private const int MaxCalls = 3;

    private static readonly ImmutableArray<string> Parts = ImmutableArray.Create("Issuer", "Audience", "SigningCredentials", "TokenType", "Audiences", "EncryptingCredentials", "AdditionalHeaderClaims");

    /// <summary>The last words in the names of claims that may tell what a token is for.</summary>
    private static readonly HashSet<string> TellingClaims = new(StringComparer.Ordinal) { "typ", "type", "use", "usage", "purpose", "kind", "scope", "scp", "aud", "iss" };

    /// <summary>Words in the name of a parameter that takes a lifetime.</summary>
    private static readonly HashSet<string> LifetimeWords = new(StringComparer.Ordinal)
    {
        "second", "seconds", "minute", "minutes", "hour", "hours", "day", "days", "month", "months", "lifetime", "life", "expiry", "expires", "expiration", "expire", "duration", "ttl", "validity", "valid",
    };

    /// <summary>A parameter that has one of these in its name takes what tells the tokens of a helper apart.</summary>
    private static readonly HashSet<string> TellingWords = new(StringComparer.Ordinal)
    {
        "key", "secret", "credentials", "audience", "aud", "issuer", "type", "kind", "use", "usage", "purpose", "scope", "algorithm",
    };

    /// <summary>The JWT that a value is; null when it is none, or may be another thing too.</summary>
    public static MintedToken? Of(IOperation value, TokenFlow flow) => Of(value, flow, MaxCalls);

    /// <summary>The JWT that an operation itself makes.</summary>
    public static MintedToken? MadeBy(IOperation operation, TokenFlow flow) =>
        operation switch
        {
            IObjectCreationOperation { Type: { Name: "JwtSecurityToken" } type, Arguments: [_, _, ..] arguments } creation
                when type.HasMetadataName("System.IdentityModel.Tokens.Jwt.JwtSecurityToken") && Issuance.ArgumentOf(arguments, "issuer") is not null => new(creation),
            IInvocationOperation call when Issuance.MakesToken(call, flow) => new(call),
            _ => null,
        };

    /// <summary>Whether the receiver of two tokens that a library makes cannot tell one from the other.</summary>
    public bool IsLike(MintedToken other, OperationContext context)
    {
        var flow = context.Flow;
        foreach (var part in Parts)
        {
            if (TextOf(part, flow) is not { } text || text != other.TextOf(part, flow) || (part == "SigningCredentials" && text == "null"))
            {
                return false;
            }
        }

        return !IsSaidByClaim(Maker, flow) && Claims(flow) is var claims && !TellPurpose(claims) && !TellPurpose(other.Claims(flow)) && (claims.IsComplete || AreGivenAlike(other, context));
    }

    /// <summary>Whether two calls of one method give tokens that differ in nothing but their age and their user.</summary>
    public bool IsLikeCall(IInvocationOperation other, TokenFlow flow)
    {
        if (Maker is not IInvocationOperation call || call.Syntax == other.Syntax || !SymbolEqualityComparer.Default.Equals(call.TargetMethod, other.TargetMethod)
            || !(call.Instance is null ? other.Instance is null : other.Instance is not null && AreSame(call.Instance, other.Instance, flow)) || IsSaidByClaim(call, flow))
        {
            return false;
        }

        // One number that differs is the lifetime; of two, one may be the index of the key.
        var numbers = 0;
        foreach (var argument in call.Arguments)
        {
            if (argument.Parameter is not { } parameter || other.Arguments.FirstOrDefault(given => given.Parameter?.Ordinal == parameter.Ordinal) is not { } given || !MayStandFor(argument.Value, given.Value, parameter, flow))
            {
                return false;
            }

            numbers += parameter.Type.IsNumeric() && !IdentifierWords.Split(parameter.Name).Any(LifetimeWords.Contains) && !AreSame(argument.Value, given.Value, flow) ? 1 : 0;
        }

        return numbers == 0 || (numbers == 1 && !call.Arguments.Any(argument => argument.Parameter is { } parameter && IdentifierWords.Split(parameter.Name).Any(LifetimeWords.Contains)));
    }

    private static MintedToken? Of(IOperation value, TokenFlow flow, int calls)
    {
        var origin = flow.Origin(value);
        while (origin is IAwaitOperation or IInvocationOperation { TargetMethod.Name: "ConfigureAwait", Instance: not null })
        {
            origin = flow.Origin(origin is IAwaitOperation awaited ? awaited.Operation : ((IInvocationOperation)origin).Instance!);
        }

        switch (origin)
        {
            case IInvocationOperation { TargetMethod: { Name: "WriteToken" } method, Arguments: [{ Value: var written }] } when method.IsMemberOf(Issuance.AnyHandler):
                return Of(written, flow, calls);
            case IInvocationOperation call when MadeBy(call, flow) is null:
                return calls > 0 && flow.TargetOf(call.TargetMethod) is { } target && flow.BodyOf(target) is { } body
                    && TokenFlow.ReturnsOf(body) is { IsEmpty: false } returns && returns.All(returned => flow.IsNull(returned) || Of(returned, flow, calls - 1) is not null) && !returns.All(returned => flow.IsNull(returned))
                        ? new MintedToken(call)
                        : null;
            case { } other:
                return MadeBy(other, flow);
            default:
                return null;
        }
    }

    private string? TextOf(string part, TokenFlow flow)
    {
        if (Described() is { } descriptor)
        {
            var state = flow.Member(descriptor, part);
            return state.IsUnset ? "null" : state.OnlyValue is { } value ? ValueText.Of(value, flow) : null;
        }

        return part switch
        {
            "TokenType" => Maker is not IObjectCreationOperation creation || !flow.EntriesAddedTo(creation, "Header").MayHold("typ") ? "null" : null,
            _ when Issuance.ArgumentOf(TokenFlow.ArgumentsOf(Maker), char.ToLowerInvariant(part[0]) + part.Substring(1)) is { } argument => ValueText.Of(argument, flow),
            "Audiences" or "EncryptingCredentials" or "AdditionalHeaderClaims" => "null",
            _ => null,
        };
    }

    private EntryNames Claims(TokenFlow flow) =>
        Described() is { } descriptor ? Issuance.ClaimsOf(flow, descriptor)
        : Maker is IObjectCreationOperation creation ? flow.Entries(Issuance.ArgumentOf(creation.Arguments, "claims")).And(flow.EntriesAddedTo(creation, "Payload"))
        : flow.Entries(Issuance.ArgumentOf(TokenFlow.ArgumentsOf(Maker), "subject")).And(flow.Entries(Issuance.ArgumentOf(TokenFlow.ArgumentsOf(Maker), "claimCollection")));

    // GenerateRefreshToken(claims): what each of its callers gives tells nothing, or is what the caller gives the access token too.
    private bool AreGivenAlike(MintedToken other, OperationContext context)
    {
        var flow = context.Flow;
        if (GivenClaims(flow) is not { ContainingSymbol: IMethodSymbol method } parameter || context.CallsOf(method) is not { IsEmpty: false } calls)
        {
            return false;
        }

        var twin = other.GivenClaims(flow);
        return calls.All(name => name.FirstAncestorOrSelf<InvocationExpressionSyntax>() is { } call && context.OperationOf(call) is IInvocationOperation caller && GivenBy(caller, parameter) is { } given && flow.Entries(given) is var claims && !TellPurpose(claims)
            && (claims.IsComplete || (twin is not null && flow.BodyAround(caller).Calls(twin.ContainingSymbol.Name).Any(beside => GivenBy(beside, twin) is { } same && AreSame(given, same, flow)))));

        static IOperation? GivenBy(IInvocationOperation call, IParameterSymbol parameter) => call.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == parameter.Ordinal)?.Value;
    }

    private IParameterSymbol? GivenClaims(TokenFlow flow)
    {
        var claims = Described() is { } descriptor ? flow.Member(descriptor, "Subject").OnlyValue is { } subject && flow.Origin(subject) is IObjectCreationOperation { Arguments: [var list, ..] } ? list.Value : null
            : Issuance.ArgumentOf(TokenFlow.ArgumentsOf(Maker), "claims")?.Value;
        return claims is null ? null : (flow.Origin(claims)?.WithoutConversions() as IParameterReferenceOperation)?.Parameter;
    }

    private IOperation? Described() =>
        Maker is IInvocationOperation { Arguments: [{ Parameter.Name: "tokenDescriptor", Value: var descriptor }] } ? descriptor : null;

    private static bool TellPurpose(EntryNames claims) =>
        claims.Names.Any(name => IdentifierWords.Split(ClaimLexicon.ShortName(name)) is { IsEmpty: false } words && (TellingClaims.Contains(words[words.Length - 1]) || words.Contains("refresh")));

    // new Claim(ClaimTypes.Role, "Refresh")
    private static bool IsSaidByClaim(IOperation maker, TokenFlow flow) =>
        flow.BodyAround(maker).OfKind(OperationKind.ObjectCreation).Any(creation => creation is IObjectCreationOperation { Type.Name: "Claim", Arguments: [_, { Value.ConstantValue: { HasValue: true, Value: string said } }, ..] } && IdentifierWords.Split(said).Contains("refresh"));

    // A number or a time is a lifetime; whatever else differs may tell the tokens apart.
    private static bool MayStandFor(IOperation value, IOperation other, IParameterSymbol parameter, TokenFlow flow)
    {
        if (IsClaims(parameter.Type))
        {
            var (claims, others) = (flow.Entries(value), flow.Entries(other));
            return !TellPurpose(claims) && !TellPurpose(others) && ((claims.IsComplete && others.IsComplete) || AreSame(value, other, flow));
        }

        if (IdentifierWords.Split(parameter.Name).Any(TellingWords.Contains))
        {
            return AreSame(value, other, flow);
        }

        var type = parameter.Type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: [var inner] } ? inner : parameter.Type;
        return type.IsNumeric() || type is { SpecialType: SpecialType.System_DateTime } or { Name: "TimeSpan" or "DateTimeOffset" }
            || AreSame(value, other, flow)
            || (ValueText.Of(value, flow, parametersByName: true) is { } text && text == ValueText.Of(other, flow, parametersByName: true));
    }

    private static bool IsClaims(ITypeSymbol type) =>
        type is IArrayTypeSymbol { ElementType.Name: "Claim" } or INamedTypeSymbol { TypeArguments: [{ Name: "Claim" }] } or { Name: "ClaimsIdentity" } or INamedTypeSymbol { Name: "Dictionary" or "IDictionary" };

    private static bool AreSame(IOperation value, IOperation other, TokenFlow flow) =>
        (ValueText.Of(value, flow) is { } text && text == ValueText.Of(other, flow)) || (flow.Origin(value) is { } origin && origin.Syntax == flow.Origin(other)?.Syntax);
}
