using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using TokenGuard.Analyzers.Flow;

namespace TokenGuard.Analyzers.Validation;

/// <summary>Tokens that are decoded and not validated, and what is taken out of them.</summary>
internal static class UnvalidatedTokens
{
    /// <summary>How deep values are looked into: members, LINQ, collections, helpers.</summary>
    private const int MaxDepth = 10;

    private static readonly string[] Checks = ["validat", "verif", "introspect", "authenticateasync"];

    /// <summary>The operation that reads the token whose claims are given to an identity; null when there is none.</summary>
    public static IOperation? ReadIn(IObjectCreationOperation identity, TokenFlow flow) =>
        identity.Arguments.Where(argument => argument.Parameter?.Type.SpecialType != SpecialType.System_String)
            .Select(argument => ReadIn(argument.Value, flow, MaxDepth))
            .FirstOrDefault(read => read is not null);

    /// <summary>Whether the body around an operation validates a token, by whatever name.</summary>
    public static bool IsCheckedAround(IOperation operation, TokenFlow flow) =>
        flow.FactOf(operation, static (body, _) => new Validations(body)).Any;

    /// <summary>The text of the token.</summary>
    public static IOperation? TextOf(IOperation read) => TokenFlow.ArgumentsOf(read) is [{ Value: var text }, ..] ? text : null;

    /// <summary>What reads it, for a message.</summary>
    public static string NameOf(IOperation read) => TokenFlow.CalledBy(read) is { MethodKind: not MethodKind.Constructor } method ? method.Name : read.Type?.Name ?? string.Empty;

    private static IOperation? ReadIn(IOperation? value, TokenFlow flow, int depth) =>
        value is null || depth <= 0 ? null
        : flow.Origins(value).Select(origin => IsRead(origin) ? origin : ReadIn(PartsOf(origin, flow), flow, depth - 1)).FirstOrDefault(read => read is not null);

    private static IOperation? ReadIn(IEnumerable<IOperation> parts, TokenFlow flow, int depth) =>
        parts.Select(part => ReadIn(part, flow, depth)).FirstOrDefault(read => read is not null);

    private static bool IsRead(IOperation operation) =>
        operation switch
        {
            IObjectCreationOperation { Type: { Name: "JwtSecurityToken" or "JsonWebToken" } type, Arguments: [{ Value.Type.SpecialType: SpecialType.System_String }] } =>
                type.IsOrDerivesFrom("Microsoft.IdentityModel.Tokens.SecurityToken"),
            IInvocationOperation { TargetMethod: { Name: "ReadJwtToken" or "ReadJsonWebToken" or "ReadToken" } method } => method.IsMemberOf("Microsoft.IdentityModel.Tokens.TokenHandler"),
            IInvocationOperation { TargetMethod: { Name: "Payload" or "PayloadAsBytes" } method } => method.ContainingType.HasMetadataName("Jose.JWT"),
            _ => false,
        };

    // What a value is made of: jwt.Claims, jwt.Claims.Where(...), [new Claim("sub", jwt.Subject)], ReadClaims(token)
    private static IEnumerable<IOperation> PartsOf(IOperation origin, TokenFlow flow) =>
        origin switch
        {
            IPropertyReferenceOperation { Instance: { } instance } => [instance],
            IConditionalAccessOperation access => [access.Operation],
            IConversionOperation conversion => [conversion.Operand],
            IObjectCreationOperation creation => creation.Arguments.Concat(AddedBy(creation.Initializer)),
            IArrayCreationOperation { Initializer: { } elements } => elements.ElementValues,
            IInvocationOperation call when call.IsOwn() =>
                flow.BodyOf(call.TargetMethod) is { } body && !new Validations(body).Any ? TokenFlow.ReturnsOf(body).AsEnumerable() : [],
            IInvocationOperation { TargetMethod.ContainingType.Name: "Enumerable" } call => call.Arguments.Take(1),
            IInvocationOperation { Instance: { } instance } call when call.TargetMethod.Name is "GetClaim" or "GetPayloadValue" or "ToString" or "ToList" => [instance],
            { Syntax: CollectionExpressionSyntax or SpreadElementSyntax } => origin.ChildOperations,
            _ => [],
        };

    private static IEnumerable<IArgumentOperation> AddedBy(IObjectOrCollectionInitializerOperation? initializer) =>
        initializer?.Initializers.OfType<IInvocationOperation>().SelectMany(add => add.Arguments) ?? [];

    private sealed class Validations
    {
        public Validations(Body body) => Any = body.Operations.Any(IsCheck);

        public Validations(IOperation body) => Any = body.Descendants().Any(IsCheck);

        public bool Any { get; }

        private static bool IsCheck(IOperation operation) =>
            operation is IInvocationOperation { TargetMethod.Name: var name } && Checks.Any(check => name.IndexOf(check, StringComparison.OrdinalIgnoreCase) >= 0);
    }
}
