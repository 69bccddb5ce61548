using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using TokenGuard.Analyzers.Flow;
using TokenGuard.Rules.Facts;

namespace TokenGuard.Analyzers.Validation;

/// <summary>
/// Tells an HMAC, and the one over the header and the payload of a JWT. Webhooks sign <c>timestamp.body</c> in the same way: that the two are
/// parts of a token must be evident.
/// </summary>
internal static class ComputedSignatures
{
    /// <summary>How deep values are looked into: encoders, helpers.</summary>
    private const int MaxDepth = 12;

    /// <summary>How many methods: each may call several.</summary>
    private const int MaxCalls = 3;

    private static readonly string[] Unchanged = ["TrimEnd", "Trim", "Replace", "ToArray", "AsSpan", "ToString", "ToLower", "ToLowerInvariant", "ToUpper", "ToUpperInvariant", "Split"];

    /// <summary>Whether a value is the HMAC of a token, encoded or not.</summary>
    public static bool IsOfToken(IOperation value, TokenFlow flow) => IsHmac(value, flow, ofToken: true, new Reach(MaxDepth, MaxCalls));

    /// <summary>Whether a value is an HMAC of whatever, encoded or not.</summary>
    public static bool IsHmac(IOperation value, TokenFlow flow) => IsHmac(value, flow, ofToken: false, new Reach(MaxDepth, MaxCalls));

    private static bool IsHmac(IOperation value, TokenFlow flow, bool ofToken, Reach reach) =>
        !reach.IsOver && flow.Origins(value).Any(origin => IsSignature(origin, flow, ofToken, reach.Step()));

    private static bool IsSignature(IOperation origin, TokenFlow flow, bool ofToken, Reach reach) =>
        origin switch
        {
            IConversionOperation { Operand: var operand } => IsHmac(operand, flow, ofToken, reach),
            IArrayElementReferenceOperation { ArrayReference: var array } => IsHmac(array, flow, ofToken, reach),
            IInvocationOperation call when DataOf(call) is { } data => !ofToken || IsSigningInput(data, flow, reach),
            IInvocationOperation call when flow.TargetOf(call.TargetMethod) is { } target =>
                flow.BodyOf(target) is { } body && flow.Within(target, call.Arguments) is { } given && TokenFlow.ReturnsOf(body).Any(returned => IsHmac(returned, given, ofToken, reach.Call())),
            IInvocationOperation { Instance: { } instance } call when Unchanged.Contains(call.TargetMethod.Name) => IsHmac(instance, flow, ofToken, reach),
            IInvocationOperation { Arguments: [{ Value: var first }, ..] } call when IsEncoder(call.TargetMethod.Name) => IsHmac(first, flow, ofToken, reach),

            // sha256=signature
            IInterpolatedStringOperation or IBinaryOperation when !ofToken => PiecesOf(origin, flow) is { Length: > 1 } pieces && pieces.Any(piece => IsHmac(piece, flow, ofToken, reach)),

            // The whole token: header.payload.signature
            IInterpolatedStringOperation or IBinaryOperation or IInvocationOperation when PiecesOf(origin, flow) is [.., _, var dot, var last] => flow.Constant(dot) is "." or '.' && IsHmac(last, flow, ofToken, reach),
            _ => false,
        };

    private static bool IsEncoder(string method) => Unchanged.Contains(method) || method.Contains("Encode") || method is "ToBase64String" or "ToHexString" or "ToHexStringLower";

    // hmac.ComputeHash(data), HMACSHA256.HashData(key, data)
    private static IOperation? DataOf(IInvocationOperation call) =>
        call.TargetMethod.Name is "ComputeHash" or "HashData" && (call.Instance?.Type ?? call.TargetMethod.ContainingType).Name.StartsWith("HMAC", StringComparison.Ordinal)
            ? call.Arguments.FirstOrDefault(argument => argument.Parameter?.Name is "buffer" or "source" or "inputStream")?.Value
            : null;

    // The bytes of a text.
    private static bool IsSigningInput(IOperation data, TokenFlow flow, Reach reach) =>
        !reach.IsOver && flow.Origins(data).Any(origin => origin switch
        {
            IInvocationOperation { TargetMethod.Name: "GetBytes", Instance: not null, Arguments: [{ Value: var text }] } => IsText(text, flow, reach.Step()),
            IInvocationOperation call when flow.TargetOf(call.TargetMethod) is { } target =>
                flow.BodyOf(target) is { } body && flow.Within(target, call.Arguments) is { } given && TokenFlow.ReturnsOf(body).Any(returned => IsSigningInput(returned, given, reach.Call())),
            IConversionOperation { Operand: var operand } => IsSigningInput(operand, flow, reach.Step()),
            _ => false,
        });

    private static bool IsText(IOperation text, TokenFlow flow, Reach reach) =>
        !reach.IsOver && flow.Origins(text).Any(origin => origin switch
        {
            IInvocationOperation { TargetMethod: { Name: "Substring", ContainingType.SpecialType: SpecialType.System_String }, Instance: { } token, Arguments: [{ Value: var start }, { Value: var length }] } =>
                flow.Constant(start) is 0 && IsLastDot(length, flow) && IsToken(token, flow),
            _ => PiecesOf(origin, flow) is [var header, var dot, var payload] && flow.Constant(dot) is "." or '.' && ArePartsOfToken(header, payload, flow),
        });

    private static ImmutableArray<IOperation> PiecesOf(IOperation text, TokenFlow flow, int depth = MaxDepth) =>
        depth == 0 ? ImmutableArray.Create(text)
        : text switch
        {
            IInterpolatedStringOperation interpolated => interpolated.Parts.Select(part => part is IInterpolationOperation hole ? hole.Expression : ((IInterpolatedStringTextOperation)part).Text).ToImmutableArray(),
            IBinaryOperation { OperatorKind: BinaryOperatorKind.Add, OperatorMethod: null } sum => PiecesOf(sum.LeftOperand, flow, depth - 1).AddRange(PiecesOf(sum.RightOperand, flow, depth - 1)),
            IInvocationOperation { TargetMethod: { Name: "Concat", ContainingType.SpecialType: SpecialType.System_String } } call => call.Arguments.SelectMany(argument => argument.Elements()).ToImmutableArray(),
            IInvocationOperation { TargetMethod: { Name: "Join", ContainingType.SpecialType: SpecialType.System_String }, Arguments: [{ Value: var separator }, var joined] } =>
                joined.Elements().ToList() is [var first, var second] ? ImmutableArray.Create(first, separator, second) : ImmutableArray<IOperation>.Empty,
            _ => ImmutableArray.Create(text),
        };

    private static bool ArePartsOfToken(IOperation header, IOperation payload, TokenFlow flow) =>
        (PartOf(header, flow) is (var split, 0) && PartOf(payload, flow) is (var same, 1) && split == same)
        || (MemberOf(header) is "EncodedHeader" or "RawHeader" && MemberOf(payload) is "EncodedPayload" or "RawPayload")
        || (IsNamed(header, "header", "head") && IsNamed(payload, "payload", "claims", "body") && IsAboutTokens(header));

    // parts[0] of parts = token.Split('.')
    private static (IOperation Split, int Index)? PartOf(IOperation value, TokenFlow flow) =>
        flow.Origin(value) is IArrayElementReferenceOperation { ArrayReference: var parts, Indices: [var at] }
        && flow.Constant(at) is int index
        && flow.Origin(parts) is IInvocationOperation { TargetMethod: { Name: "Split", ContainingType.SpecialType: SpecialType.System_String } } split
        && split.Arguments.SelectMany(argument => argument.Elements()).Any(separator => flow.Constant(separator) is '.' or ".")
            ? (split, index)
            : null;

    private static string? MemberOf(IOperation value) => (value.WithoutConversions() as IPropertyReferenceOperation)?.Property.Name;

    private static bool IsLastDot(IOperation length, TokenFlow flow) =>
        flow.Origin(length) is IInvocationOperation { TargetMethod.Name: "LastIndexOf", Arguments: [{ Value: var dot }, ..] } && flow.Constant(dot) is '.' or ".";

    private static bool IsToken(IOperation text, TokenFlow flow) =>
        flow.Classify(text).Kind != TokenKind.None || (NameOf(text) is { } name && IdentifierWords.Split(name).Any(word => word is "jwt" or "jws"));

    private static bool IsNamed(IOperation value, params string[] names) =>
        NameOf(value) is { } name && IdentifierWords.Split(name) is var words
        && words.Any(names.Contains) && !words.Any(word => word is "time" or "timestamp" or "request" or "webhook" or "event" or "id");

    private static string? NameOf(IOperation value) =>
        value.WithoutConversions() switch
        {
            ILocalReferenceOperation local => local.Local.Name,
            IParameterReferenceOperation parameter => parameter.Parameter.Name,
            IMemberReferenceOperation member => member.Member.Name,
            IInvocationOperation { Arguments: [{ Value: var encoded }, ..] } encoder when IsEncoder(encoder.TargetMethod.Name) => NameOf(encoded),
            _ => null,
        };

    private static bool IsAboutTokens(IOperation operation)
    {
        var words = operation.Syntax.Ancestors().Select(scope => scope switch
        {
            MethodDeclarationSyntax method => method.Identifier.ValueText,
            BaseTypeDeclarationSyntax type => type.Identifier.ValueText,
            _ => string.Empty,
        }).SelectMany(name => IdentifierWords.Split(name)).ToList();
        return words.Exists(word => word is "jwt" or "jws" or "token") && !words.Contains("webhook");
    }

    /// <summary>How far a value may still be followed.</summary>
    private readonly record struct Reach(int Depth, int Calls)
    {
        public bool IsOver => Depth <= 0 || Calls < 0;

        public Reach Step() => this with { Depth = Depth - 1 };

        public Reach Call() => new(Depth - 1, Calls - 1);
    }
}
