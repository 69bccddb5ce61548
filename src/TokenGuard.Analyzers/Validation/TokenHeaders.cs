using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using TokenGuard.Analyzers.Flow;
using TokenGuard.Rules.Facts;

namespace TokenGuard.Analyzers.Validation;

/// <summary>Tells values that come from the header of a token: a key in it, the address of one, or the name of one.</summary>
internal static class TokenHeaders
{
    public const string KeyId = "kid";

    /// <summary>The header parameters that say which key to use (RFC 7515 section 4.1).</summary>
    private static readonly ImmutableArray<string> Names = ImmutableArray.Create("jku", "jwk", "x5u", "x5c", KeyId);

    /// <summary>The delegates that find the key of a token.</summary>
    private static readonly string[] Resolvers = ["IssuerSigningKeyResolver", "IssuerSigningKeyResolverUsingConfiguration", "TokenDecryptionKeyResolver"];

    /// <summary>How deep values are looked into: members, decoders, helpers.</summary>
    private const int MaxDepth = 16;

    /// <summary>How many calls of a method are looked at to tell what its parameters are.</summary>
    private const int MaxCallers = 10;

    /// <summary>The header parameter that a value is or is made of, and the places that it passes on its way; null when there is none.</summary>
    /// <param name="value">The value.</param>
    /// <param name="context">The place that asks.</param>
    /// <param name="throughKeys">Whether a key that is made of the header counts as well.</param>
    public static HeaderValue? In(IOperation value, OperationContext context, bool throughKeys = false) =>
        In(value, new Trail(context, context.Flow, [], throughKeys), MaxDepth);

    /// <summary>The header parameter that an operation reads; null when it reads none.</summary>
    public static string? ReadBy(IOperation operation, TokenFlow flow) =>
        operation switch
        {
            // header["jku"], header.GetProperty("jku"), jwt.TryGetHeaderValue("jku", out var url)
            IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } holder, Arguments: [{ Value: var key }] } => IsHeader(holder, flow) ? NameIn(key, flow) : null,
            IInvocationOperation { Instance: { } holder, Arguments: [{ Value: var key }, ..] } call when IsLookup(call.TargetMethod.Name) => IsHeader(holder, flow) ? NameIn(key, flow) : null,
            IInvocationOperation { Instance: null, Arguments: [{ Value: var holder }, { Value: var key }, ..] } call when IsLookup(call.TargetMethod.Name) => IsHeader(holder, flow) ? NameIn(key, flow) : null,
            IPropertyReferenceOperation { Property.Name: var member, Instance: { } holder } when Names.Contains(member.ToLowerInvariant()) && IsHeader(holder, flow) => member.ToLowerInvariant(),
            IParameterReferenceOperation { Parameter: var parameter } when IsKeyIdOfResolver(parameter, operation) => KeyId,
            _ => null,
        };

    /// <summary>Whether a function finds the key of a token.</summary>
    public static bool IsResolver(IMethodSymbol function) =>
        function.Parameters is [{ Type.SpecialType: SpecialType.System_String }, { Type.Name: "SecurityToken" }, { Type.SpecialType: SpecialType.System_String }, { Type.Name: "TokenValidationParameters" }, ..];

    private static HeaderValue? In(IOperation? value, Trail trail, int depth) =>
        value is null || depth <= 0 ? null
        : trail.Flow.Origins(value).Where(trail.Seen.Add).Select(origin => OfOrigin(origin, trail, depth - 1)).FirstOrDefault(found => found is not null);

    private static HeaderValue? OfOrigin(IOperation origin, Trail trail, int depth)
    {
        if (ReadBy(origin, trail.Flow) is { } name)
        {
            return new HeaderValue(name, trail.Places.Add(origin));
        }

        return origin switch
        {
            _ when !trail.ThroughKeys && HeaderKeys.IsMade(origin) => null,
            IParameterReferenceOperation { Parameter: var parameter } => OfParameter(parameter, origin, trail, depth),
            IAwaitOperation { Operation: var awaited } => In(awaited, trail, depth),
            IConversionOperation { Operand: var operand } => In(operand, trail, depth),
            IConditionalAccessOperation access => In(access.WhenNotNull, trail, depth) ?? In(access.Operation, trail, depth),
            IConditionalAccessInstanceOperation => In(origin.ReceiverOfConditionalAccess(), trail, depth),
            IArrayElementReferenceOperation { ArrayReference: var array } => In(array, trail, depth),
            IInterpolatedStringOperation text => First(text.Parts.OfType<IInterpolationOperation>().Select(part => part.Expression), trail, depth),
            IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } sum => In(sum.LeftOperand, trail, depth) ?? In(sum.RightOperand, trail, depth),
            IPropertyReferenceOperation { Instance: { } holder } property when IsPartOfValue(property.Property) => In(holder, trail, depth),
            IObjectCreationOperation creation => First(creation.Arguments.Select(argument => argument.Value).Concat(SetBy(creation.Initializer)), trail, depth),
            IArrayCreationOperation { Initializer: { } elements } => First(elements.ElementValues, trail, depth),
            { Syntax: CollectionExpressionSyntax } => First(origin.ChildOperations, trail, depth),
            IInvocationOperation call => OfCall(call, trail, depth),
            ILocalReferenceOperation { Local: var local } => In(trail.Flow.SequenceOf(local, origin), trail, depth),
            _ => null,
        };
    }

    private static HeaderValue? First(IEnumerable<IOperation> values, Trail trail, int depth) =>
        values.Select(value => In(value, trail, depth)).FirstOrDefault(found => found is not null);

    private static HeaderValue? OfCall(IInvocationOperation call, Trail trail, int depth)
    {
        if (trail.Flow.TargetOf(call.TargetMethod) is { } target)
        {
            return trail.Flow.BodyOf(target) is { } body && trail.Flow.Within(target, call.Arguments) is { } given
                ? First(TokenFlow.ReturnsOf(body), trail with { Flow = given, Seen = [], Places = trail.Places.Add(body) }, depth / 2)
                : null;
        }

        // Path.GetFileName(kid), Guid.Parse(kid) or Convert.ToHexString(kid) leads out of no folder, and what is looked up or hashed is another value.
        var (name, type) = (call.TargetMethod.Name, call.TargetMethod.ContainingType.Name);
        return name is "GetFileName" or "GetFileNameWithoutExtension" or "Replace" or "ComputeHash" or "HashData" or "ToHexString" or "ToHexStringLower" or "EscapeDataString" or "UrlEncode" or "Where"
            || (name.StartsWith("Parse", StringComparison.Ordinal) && (call.Type.IsNumeric() || call.Type is { Name: "Guid" }))
            || type is "HttpClient" or "HttpClientJsonExtensions" or "File" ? null
            : call.Instance is not { } instance ? First(call.Arguments.Where(argument => argument.Parameter?.RefKind == RefKind.None).SelectMany(argument => argument.Elements()), trail, depth)
            : IsDecoder(type) ? First(call.Arguments.Select(argument => argument.Value), trail, depth)
            : In(instance, trail, depth);
    }

    // What the calls of a method give to it.
    private static HeaderValue? OfParameter(IParameterSymbol parameter, IOperation use, Trail trail, int depth)
    {
        if (trail.Flow.SequenceOf(parameter, use) is { } sequence)
        {
            return In(sequence, trail, depth);
        }

        if (parameter.ContainingSymbol is not IMethodSymbol { MethodKind: MethodKind.Ordinary or MethodKind.LocalFunction or MethodKind.Constructor } method)
        {
            return null;
        }

        var context = trail.Context;
        return context.CallsOf(method).Take(MaxCallers)
            .Select(name => name.FirstAncestorOrSelf<InvocationExpressionSyntax>())
            .Select(call => call is null ? null : context.OperationOf(call) as IInvocationOperation)
            .Where(call => call is not null && SymbolEqualityComparer.Default.Equals(call.TargetMethod.OriginalDefinition, method))
            .Select(call => call!.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == parameter.Ordinal))
            .Select(argument => argument is null ? null : In(argument.Value, trail with { Places = trail.Places.Add(argument) }, depth / 2))
            .FirstOrDefault(found => found is not null);
    }

    private static IEnumerable<IOperation> SetBy(IObjectOrCollectionInitializerOperation? initializer) =>
        initializer?.Initializers.SelectMany(part => part switch
        {
            ISimpleAssignmentOperation assignment => [assignment.Value],
            IInvocationOperation add => add.Arguments.Select(argument => argument.Value),
            _ => Enumerable.Empty<IOperation>(),
        }) ?? [];

    private static bool IsDecoder(string type) => type.EndsWith("Encoding", StringComparison.Ordinal) || type.EndsWith("Serializer", StringComparison.Ordinal);

    private static bool IsPartOfValue(IPropertySymbol property) => property.IsIndexer || property.Name is "Value" or "RootElement" or "Result" or "AbsoluteUri" or "OriginalString" or "Keys";

    private static bool IsLookup(string method) =>
        method is "TryGetValue" or "GetValueOrDefault" or "TryGetHeaderValue" or "GetHeaderValue" or "GetProperty" or "TryGetProperty" or "Value" or "GetValue" or "SelectToken" or "TryGetPropertyValue";

    private static string? NameIn(IOperation key, TokenFlow flow) =>
        flow.ConstantText(key) is { } text && Names.Contains(text) ? text : null;

    // jwt.Header, JWT.Headers(token), or what is parsed of the first part of a token.
    private static bool IsHeader(IOperation holder, TokenFlow flow, int depth = MaxDepth) =>
        depth > 0 && (HasHeaderType(holder) || flow.Origins(holder).Any(origin => HasHeaderType(origin) || IsHeaderOrigin(origin, flow, depth - 1)));

    private static bool HasHeaderType(IOperation holder) =>
        holder.Type.IsOrDerivesFrom("System.IdentityModel.Tokens.Jwt.JwtHeader") || holder.Type.IsOrDerivesFrom("Microsoft.IdentityModel.JsonWebTokens.JsonWebToken");

    private static bool IsHeaderOrigin(IOperation origin, TokenFlow flow, int depth) =>
        origin switch
        {
            IPropertyReferenceOperation { Property: { Name: "EncodedHeader" or "RawHeader", ContainingType.Name: "JsonWebToken" or "JwtSecurityToken" } } => true,
            IPropertyReferenceOperation { Property.Name: "Value" or "RootElement", Instance: { } instance } => IsHeader(instance, flow, depth),
            IInvocationOperation { TargetMethod: { Name: "Headers", ContainingType: var type } } => type.HasMetadataName("Jose.JWT"),
            IInvocationOperation { TargetMethod.Name: "DecodeHeader" or "DecodeHeaderToDictionary", TargetMethod.ContainingNamespace.Name: "JWT" } => true,
            IInvocationOperation { Instance: null, Arguments: [{ Value: var first }, ..] } call when IsParser(call.TargetMethod) => IsHeader(first, flow, depth),
            IInvocationOperation { Instance: { } instance, Arguments: var arguments } call when IsParser(call.TargetMethod) => IsHeader(instance, flow, depth) || arguments.Any(argument => IsHeader(argument.Value, flow, depth)),
            IArrayElementReferenceOperation { ArrayReference: var parts, Indices: [var index] } => flow.Constant(index) is 0 && IsTokenInParts(parts, flow),
            IConditionalAccessOperation access => IsHeader(access.Operation, flow, depth),
            IConditionalAccessInstanceOperation => origin.ReceiverOfConditionalAccess() is { } receiver && IsHeader(receiver, flow, depth),
            IConversionOperation { Operand: var operand } => IsHeader(operand, flow, depth),
            _ => false,
        };

    private static bool IsParser(IMethodSymbol method) =>
        method.Name is "Parse" or "Deserialize" or "DeserializeObject" or "GetString" or "GetBytes" or "Decode" or "DecodeBytes" or "DecodeFromChars" or "DecodeFromUtf8" or "Base64UrlDecode" or "FromBase64String"
            or "Replace" or "PadRight" or "AsObject" or "ToString" or "Clone";

    private static bool IsTokenInParts(IOperation parts, TokenFlow flow) =>
        flow.Origins(parts).Any(origin => origin is IInvocationOperation { TargetMethod: { Name: "Split", ContainingType.SpecialType: SpecialType.System_String }, Instance: { } text } call
            && call.Arguments.SelectMany(argument => argument.Elements()).Any(separator => flow.Constant(separator) is '.' or ".")
            && flow.Classify(text).Kind != TokenKind.None);

    // (token, securityToken, kid, parameters) => ...
    private static bool IsKeyIdOfResolver(IParameterSymbol parameter, IOperation use) =>
        parameter is { Ordinal: 2, ContainingSymbol: IMethodSymbol function } && IsResolver(function) && IsGivenToValidation(function, use);

    private static bool IsGivenToValidation(IMethodSymbol function, IOperation use)
    {
        if (function.MethodKind != MethodKind.AnonymousFunction)
        {
            return true;
        }

        for (var parent = use.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.Name: var member } } && Resolvers.Contains(member))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Where a question has come to.</summary>
    private sealed record Trail(OperationContext Context, TokenFlow Flow, HashSet<IOperation> Seen, bool ThroughKeys)
    {
        public ImmutableArray<IOperation> Places { get; init; } = ImmutableArray<IOperation>.Empty;
    }
}

/// <summary>A value of the header of a token.</summary>
/// <param name="Name">The header parameter.</param>
/// <param name="Places">Where it is read, and the calls that pass it on.</param>
internal sealed record HeaderValue(string Name, ImmutableArray<IOperation> Places);
