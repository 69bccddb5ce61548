using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace TokenGuard.Analyzers.Flow;

/// <summary>One claim that gets its value: a <c>new Claim</c>, an entry of a dictionary, a call of a builder, a member of a payload.</summary>
/// <param name="Name">The claim's type; null when it is not known.</param>
/// <param name="NamePlace">Where the type is written.</param>
/// <param name="Value">The claim's value.</param>
/// <param name="IsInToken">Whether the operation by itself puts the claim into a token; otherwise it depends on where the claim goes.</param>
internal readonly record struct ClaimWrite(string? Name, SyntaxNode NamePlace, IOperation Value, bool IsInToken)
{
    private const string JwtPayload = "System.IdentityModel.Tokens.Jwt.JwtPayload";

    /// <summary>The kinds of operations that write claims.</summary>
    public static readonly OperationKind[] Kinds = [OperationKind.ObjectCreation, OperationKind.SimpleAssignment, OperationKind.Invocation];

    /// <summary>The claims that an operation writes; empty for nearly all operations.</summary>
    public static ImmutableArray<ClaimWrite> Of(IOperation operation, TokenFlow flow)
    {
        switch (operation)
        {
            case IObjectCreationOperation { Type: { Name: "Claim" } type } creation when type.HasMetadataName("System.Security.Claims.Claim"):
                return One(creation.Arguments, "type", "value", isInToken: false, flow);

            // payload["exp"] = ..., also in an initialiser
            case ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.IsIndexer: true, Instance.Type: { } holder, Arguments: [var key] } } assignment when IsClaims(holder):
                return ImmutableArray.Create(new ClaimWrite(NameOf(key.Value, flow), key.Value.Syntax, assignment.Value, IsTokenType(holder)));

            case IInvocationOperation call:
                return OfCall(call, flow);

            default:
                return ImmutableArray<ClaimWrite>.Empty;
        }
    }

    private static ImmutableArray<ClaimWrite> OfCall(IInvocationOperation call, TokenFlow flow)
    {
        var method = call.TargetMethod;
        switch (method.Name)
        {
            case "Add" or "TryAdd" when call.Instance is { Type: { } holder } && IsClaims(holder):
                return One(call.Arguments, "key", "value", IsTokenType(holder), flow);

            // FastEndpoints: options.User.Claims.Add(("name", value))
            case "Add" when method.IsIn("FastEndpoints.Security"):
                return Tuples(call, flow);
            case "AddClaim" when method.IsMemberOf("JWT.Builder.JwtBuilder") || method.ContainingType.HasMetadataName("JWT.Builder.JwtBuilderExtensions"):
                return One(call.Arguments, "name", "value", isInToken: true, flow);
            case "ExpirationTime" when method.IsMemberOf("JWT.Builder.JwtBuilder") || method.ContainingType.HasMetadataName("JWT.Builder.JwtBuilderExtensions"):
                return call.Arguments is [.., var time] ? ImmutableArray.Create(new ClaimWrite("exp", time.Value.Syntax, time.Value, IsInToken: true)) : ImmutableArray<ClaimWrite>.Empty;
            case "AddClaim" or "SetClaim" when method.ContainingType.HasMetadataName("OpenIddict.Abstractions.OpenIddictExtensions"):
                return One(call.Arguments, "type", "value", isInToken: true, flow);
            case "Encode" or "EncodeBytes" when IsEncoder(method):
                return Members(call, flow);
            default:
                return ImmutableArray<ClaimWrite>.Empty;
        }
    }

    /// <summary>Whether a method of jose-jwt or JWT.NET signs a payload, and does not encrypt it.</summary>
    public static bool IsEncoder(IMethodSymbol method) =>
        (method.ContainingType.HasMetadataName("Jose.JWT") && !method.Parameters.Any(parameter => parameter.Type.Name == "JweAlgorithm"))
        || method.IsMemberOf("JWT.IJwtEncoder")
        || method.ContainingType.HasMetadataName("JWT.JwtEncoderExtensions");

    /// <summary>What an encoder signs.</summary>
    public static IOperation? PayloadOf(IInvocationOperation call) => ArgumentOf(call.Arguments, "payload");

    private static ImmutableArray<ClaimWrite> One(ImmutableArray<IArgumentOperation> arguments, string name, string value, bool isInToken, TokenFlow flow) =>
        ArgumentOf(arguments, name) is { } type && ArgumentOf(arguments, value) is { } content
            ? ImmutableArray.Create(new ClaimWrite(NameOf(type, flow), type.Syntax, content, isInToken))
            : ImmutableArray<ClaimWrite>.Empty;

    private static ImmutableArray<ClaimWrite> Tuples(IInvocationOperation call, TokenFlow flow)
    {
        var writes = ImmutableArray.CreateBuilder<ClaimWrite>();
        foreach (var operation in call.Arguments.SelectMany(argument => argument.Descendants()))
        {
            if (operation is ITupleOperation { Elements: [var type, var value] })
            {
                writes.Add(new ClaimWrite(NameOf(type, flow), type.Syntax, value, IsInToken: true));
            }
        }

        return writes.ToImmutable();
    }

    // JWT.Encode(new { sub = user.Id }, key, algorithm)
    private static ImmutableArray<ClaimWrite> Members(IInvocationOperation call, TokenFlow flow)
    {
        var writes = ImmutableArray.CreateBuilder<ClaimWrite>();
        foreach (var origin in PayloadOf(call) is { } payload ? flow.Origins(payload) : ImmutableArray<IOperation>.Empty)
        {
            foreach (var initializer in origin is IAnonymousObjectCreationOperation members ? members.Initializers : ImmutableArray<IOperation>.Empty)
            {
                if (initializer is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.Name: var name } } assignment)
                {
                    writes.Add(new ClaimWrite(name, initializer.Syntax, assignment.Value, IsInToken: true));
                }
            }
        }

        return writes.ToImmutable();
    }

    // A name that is not constant here, such as a static field of a library, is that of the member; JWT.NET has an enumeration.
    private static string? NameOf(IOperation name, TokenFlow flow) =>
        flow.ConstantText(name)
        ?? flow.Origin(name) switch
        {
            IFieldReferenceOperation { Field: { Name: "ExpirationTime", ContainingType.TypeKind: TypeKind.Enum } } => "exp",
            IMemberReferenceOperation { Member: { IsStatic: true, Name: var member } } => member,
            _ => null,
        };

    private static IOperation? ArgumentOf(ImmutableArray<IArgumentOperation> arguments, string parameter) =>
        arguments.FirstOrDefault(argument => argument.Parameter?.Name == parameter)?.Value;

    private static bool IsTokenType(ITypeSymbol holder) =>
        holder.Name is "JwtPayload" or "UserPrivileges" && (holder.HasMetadataName(JwtPayload) || holder.HasMetadataName("FastEndpoints.Security.UserPrivileges"));

    private static bool IsClaims(ITypeSymbol holder) =>
        IsTokenType(holder)
        || (holder is INamedTypeSymbol { Name: "Dictionary" or "IDictionary" or "SortedDictionary", TypeArguments: [{ SpecialType: SpecialType.System_String }, _] } type
            && type.IsIn("System.Collections.Generic"));
}
