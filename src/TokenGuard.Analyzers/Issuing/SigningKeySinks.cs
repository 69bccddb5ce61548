using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using TokenGuard.Analyzers.Flow;
using TokenGuard.Analyzers.Flow.Sinks;
using TokenGuard.Rules;
using TokenGuard.Rules.Facts;
using TokenGuard.Rules.Issuing;

namespace TokenGuard.Analyzers.Issuing;

/// <summary>What takes a key that signs tokens.</summary>
internal sealed class SigningKeySinks : SinkRule
{
    public static readonly SigningKeySinks Instance = new();

    public static readonly DiagnosticDescriptor Hardcoded = Descriptor.Create(RuleIds.HardcodedSigningKey, RuleDefinition.Category, HardcodedSigningKey.Definition);

    public static readonly DiagnosticDescriptor Weak = Descriptor.Create(RuleIds.WeakSigningKey, RuleDefinition.Category, WeakSigningKey.Definition);

    private SigningKeySinks()
    {
    }

    /// <inheritdoc/>
    public override ImmutableArray<string> Mentions { get; } = Flow.Mentions.OfTokens.Add(Flow.Mentions.SecurityKey);

    /// <inheritdoc/>
    public override ImmutableArray<OperationKind> Kinds { get; } = ImmutableArray.Create(OperationKind.ObjectCreation, OperationKind.Invocation, OperationKind.SimpleAssignment);

    /// <inheritdoc/>
    public override ImmutableHashSet<string> Words { get; } = ImmutableHashSet.Create(
        "SymmetricSecurityKey", "RsaSecurityKey", "ECDsaSecurityKey", "SigningKey", "TokenSigningKey", "WithSecret",
        "RS256Algorithm", "RS384Algorithm", "RS512Algorithm", "ES256Algorithm", "ES384Algorithm", "ES512Algorithm",
        "Encode", "EncodeBytes", "Decode", "DecodeBytes", "DecodeToObject");

    /// <inheritdoc/>
    public override bool Tells(string word) => false;

    /// <inheritdoc/>
    public override bool MayMatter(OperationContext context, IOperation given) =>
        IsPair(given) ? KeyPairs.SizeOf(given, context.Flow) is not null : given.Type.IsText() && KeyMaterial.Of(given, context.Flow).Any();

    /// <inheritdoc/>
    public override IEnumerable<Sink> Of(OperationContext context) => SinksOf(context.Operation);

    /// <inheritdoc/>
    public override Finding? Judge(OperationContext context, Sink sink)
    {
        var (key, flow) = ((KeySink)sink, sink.FlowOf(context));
        var finding = key.Asks == Hardcoded ? JudgeOrigin(key, flow) : IsPair(key.Value) ? JudgePair(key, flow, context.Policy) : JudgeStrength(key, flow);
        if (finding is not { } found || Contexts.IsDevelopmentOnly(found.Operation, flow))
        {
            return null;
        }

        // What is reported outside of the operation editors take for a finding of another place, and offer no fix for.
        var origin = found.Operation.Syntax;
        var isInside = origin.SyntaxTree == context.Operation.Syntax.SyntaxTree && context.Operation.Syntax.Span.Contains(origin.Span);
        var place = isInside ? origin : sink.PlaceOf(key.Value, context);
        return new Finding(key.Asks, place.GetLocation(), [key.Maker, .. found.Arguments]) { Origin = origin, Properties = found.Properties };
    }

    /// <inheritdoc/>
    public override Sink? LeftOpen(OperationContext context, Sink sink) => sink;

    private static IEnumerable<Sink> SinksOf(IOperation operation)
    {
        var (keys, maker) = KeysOf(operation);
        return keys.SelectMany(key => new[] { new KeySink(operation, key, maker, Hardcoded), new KeySink(operation, key, maker, Weak) });
    }

    private static (IEnumerable<IOperation> Keys, string Maker) KeysOf(IOperation operation)
    {
        switch (operation)
        {
            case IObjectCreationOperation { Type: { Name: "SymmetricSecurityKey" or "RsaSecurityKey" or "ECDsaSecurityKey" } type, Arguments: [var key] } when type.IsIn("Microsoft.IdentityModel.Tokens"):
                return ([key.Value], type.Name);

            // The private key comes last; a validator has only the public one.
            case IObjectCreationOperation { Type: { Name: "RS256Algorithm" or "RS384Algorithm" or "RS512Algorithm" or "ES256Algorithm" or "ES384Algorithm" or "ES512Algorithm" } type, Arguments: [.., var key] } when type.IsIn("JWT.Algorithms"):
                return ([key.Value], type.Name);
            case IInvocationOperation { TargetMethod: { Name: "WithSecret" } method, Arguments: [.., var secrets] } call when JwtBuilderCalls.IsOnBuilder(call):
                return (secrets.Elements(), "JwtBuilder." + method.Name);
            case IInvocationOperation { TargetMethod: { Name: "Encode" or "EncodeBytes" or "Decode" or "DecodeBytes" or "DecodeToObject" } method } call when SignsOrVerifies(method):
                return (call.Arguments.FirstOrDefault(argument => argument.Parameter?.Name is "key" or "keys")?.Elements() ?? [], $"{method.ContainingType.Name}.{method.Name}");

            // FastEndpoints: a validator that knows a public key says so by its other options.
            case ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property: { Name: "SigningKey" or "TokenSigningKey", ContainingType.Name: "JwtSigningOptions" or "JwtCreationOptions" or "RefreshServiceOptions" } property }, Value: var key } when property.IsIn("FastEndpoints.Security"):
                return ([key], $"{property.ContainingType.Name}.{property.Name}");
            default:
                return ([], string.Empty);
        }
    }

    // Keys that only encrypt are no signing keys.
    private static bool SignsOrVerifies(IMethodSymbol method) =>
        method.ContainingType.Name switch
        {
            "JWT" => method.ContainingType.HasMetadataName("Jose.JWT") && method.Parameters.Any(parameter => parameter.Type.Name == "JwsAlgorithm"),
            "IJwtEncoder" or "JwtEncoder" or "JwtEncoderExtensions" or "IJwtDecoder" or "JwtDecoder" or "JwtDecoderExtensions" => method.IsIn("JWT"),
            _ => false,
        };

    private static Culprit? JudgeOrigin(KeySink key, TokenFlow flow)
    {
        if (key.Place is ISimpleAssignmentOperation && flow.BodyAround(key.Place).AssignmentsOf("SigningStyle").Any())
        {
            return null;
        }

        var origin = IsPair(key.Value)
            ? KeyPairs.WrittenKeys(key.Value, flow).FirstOrDefault()
            : KeyMaterial.Of(key.Value, flow).FirstOrDefault(material => material.IsWritten && IsSecret(material) && !Contexts.IsDevelopmentOnly(material.Origin, flow))?.Origin;
        return origin is null ? null : new Culprit(origin);
    }

    private static Culprit? JudgePair(KeySink key, TokenFlow flow, TokenPolicy policy) =>
        KeyPairs.SizeOf(key.Value, flow) is { } size && size.Bits < policy.MinRsaBits
            ? new Culprit(size.Place, Invariant($"has only {size.Bits} bits"), Invariant($"an RSA key of at least {policy.MinRsaBits} bits"))
            {
                Properties = ImmutableDictionary<string, string?>.Empty.Add(SigningKeyAnalyzer.BitsKey, policy.MinRsaBits.ToString(CultureInfo.InvariantCulture)),
            }
            : null;

    private static Culprit? JudgeStrength(KeySink key, TokenFlow flow)
    {
        int? minimum = null;
        foreach (var material in KeyMaterial.Of(key.Value, flow).Where(IsSecret))
        {
            var advice = Invariant($"a random key of at least {Math.Max(minimum ??= MinimumOf(key, flow), SigningKeys.MinimumHmacBits)} bits");
            if (material.Length * 8 is { } bits and > 0 && bits < minimum)
            {
                return new Culprit(material.Origin, Invariant($"has only {bits} bits"), advice);
            }

            if (material.IsPadded)
            {
                return new Culprit(material.Origin, "is padded to its length with what everyone can see", advice);
            }

            if (material.Bytes is { } bytes && SigningKeys.IsOneByteRepeated(bytes))
            {
                return new Culprit(material.Origin, "is one byte again and again", advice);
            }
        }

        return null;
    }

    private static bool IsSecret(KeyMaterial material) => material.Text is not { } text || SigningKeys.IsSecret(text);

    // By the algorithm that it is used with; where that is not seen, it may be for encryption.
    private static int MinimumOf(KeySink key, TokenFlow flow)
    {
        if (key.Place is IInvocationOperation call)
        {
            return Issuance.ArgumentOf(call.Arguments, "algorithm") is { } chosen && flow.Origin(chosen.Value) is { } origin && NameOf(origin) is { } name
                ? SigningKeys.MinimumBits(name) ?? 0
                : SigningKeys.MinimumHmacBits;
        }

        var minimum = 0;
        foreach (var use in flow.Uses(key.Place))
        {
            var needed = use switch
            {
                IObjectCreationOperation { Type.Name: "SigningCredentials", Arguments: var arguments } when Issuance.ArgumentOf(arguments, "algorithm") is { } algorithm => SigningKeys.MinimumBits(flow.ConstantText(algorithm.Value)) ?? SigningKeys.MinimumHmacBits,
                ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.Name: "IssuerSigningKey" } } => SigningKeys.MinimumHmacBits,
                _ => 0,
            };
            minimum = Math.Max(minimum, needed);
        }

        return Math.Max(minimum, SigningKeys.LeastBits);
    }

    // JwsAlgorithm.HS256, which is a constant: the field is below it.
    private static string? NameOf(IOperation algorithm) =>
        algorithm is IFieldReferenceOperation { Field: { ContainingType.TypeKind: TypeKind.Enum, Name: var name } } ? name : null;

    private static bool IsPair(IOperation key) =>
        key.WithoutConversions().Type is { SpecialType: SpecialType.None, TypeKind: not TypeKind.Array } type && (type.Name is "RSAParameters" || type.IsOrDerivesFrom("System.Security.Cryptography.AsymmetricAlgorithm"));

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);

    /// <param name="Place">The operation that takes the key.</param>
    /// <param name="Value">The key.</param>
    /// <param name="Maker">The name of what takes it.</param>
    /// <param name="Asks">The rule.</param>
    private sealed record KeySink(IOperation Place, IOperation Value, string Maker, DiagnosticDescriptor Asks) : Sink(Place, ImmutableArray.Create<IOperation?>(Value));

    /// <summary>What makes a key a mistake.</summary>
    private readonly record struct Culprit(IOperation Operation, params string[] Arguments)
    {
        public ImmutableDictionary<string, string?>? Properties { get; init; }
    }
}
