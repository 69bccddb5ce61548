using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TokenGuard.Analyzers.Flow;
using TokenGuard.Rules;
using TokenGuard.Rules.Validation;

namespace TokenGuard.Analyzers.Validation;

/// <summary>TKG2007: keys in <c>TokenValidationParameters</c> without <c>ValidAlgorithms</c>, and calls of jose-jwt with a key and without algorithm.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class AlgorithmsNotPinnedAnalyzer() : TokenGuardAnalyzer(Rule)
{
    /// <summary>The property of a diagnostic that tells its fix what kind of key it is.</summary>
    internal const string KeyKind = "key";

    private static readonly DiagnosticDescriptor Rule = Descriptor.Create(RuleIds.AlgorithmsNotPinned, RuleDefinition.Category, AlgorithmsNotPinned.Definition);

    private static readonly string[] Keys = ["IssuerSigningKey", "IssuerSigningKeys", "IssuerSigningKeyResolver", "IssuerSigningKeyResolverUsingConfiguration"];

    private protected override void Register(RuleContext context)
    {
        if (context.Types.TokenValidationParameters is not null)
        {
            context.OnOperation(Mentions.OfTokens, AnalyzeParameters, OperationKind.ObjectCreation, OperationKind.SimpleAssignment);
        }

        if (context.Types.JoseJwt is not null)
        {
            context.OnOperation(Mentions.OfTokens, AnalyzeJose, OperationKind.Invocation);
        }
    }

    private static void AnalyzeParameters(OperationContext context)
    {
        // A delegate that verifies the signature is asked instead of the keys.
        var flow = context.Flow;
        if (ValidationParameters.BeginningAt(context.Operation, flow) is { } parameters
            && Keys.SelectMany(parameters.ValuesOf).ToList() is { Count: > 0 } keys
            && !parameters.Sets(flow, "ValidAlgorithms", "AlgorithmValidator", "SignatureValidator", "SignatureValidatorUsingConfiguration")
            && !ClaimChecks.AreMade(RuleIds.AlgorithmNotValidated, context, context.Operation))
        {
            var kinds = keys.SelectMany(key => KindsOf(key, flow)).Distinct().ToList();
            var properties = kinds is [{ } only] ? ImmutableDictionary<string, string?>.Empty.Add(KeyKind, only) : null;
            context.Report(Rule, parameters.Place, properties, "'TokenValidationParameters' without 'ValidAlgorithms'", "name the algorithm of the issuer there");
        }
    }

    private static void AnalyzeJose(OperationContext context)
    {
        // The settings may say which algorithms there are; without a key it is TKG2001.
        var call = (IInvocationOperation)context.Operation;
        if (call.TargetMethod.Name is "Decode" or "DecodeBytes" or "Verify" or "VerifyBytes"
            && SymbolEqualityComparer.Default.Equals(call.TargetMethod.ContainingType, context.Types.JoseJwt)
            && ArgumentOf(call, "key") is { } key && !IsNothing(key, context.Flow)
            && !call.Arguments.Any(argument => argument.Parameter?.Name is "alg" or "jwsAlg" && !IsNothing(argument, context.Flow))
            && (ArgumentOf(call, "settings") is not { } settings || IsNothing(settings, context.Flow)))
        {
            var properties = key.Value.WithoutConversions().Type is IArrayTypeSymbol ? ImmutableDictionary<string, string?>.Empty.Add(KeyKind, "Hmac") : null;
            context.Report(Rule, call.NameSyntax().GetLocation(), properties, $"'{call.TargetMethod.Name}' without an algorithm", "give it the algorithm of the issuer");
        }
    }

    private static IArgumentOperation? ArgumentOf(IInvocationOperation call, string parameter) => call.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == parameter);

    private static bool IsNothing(IArgumentOperation argument, TokenFlow flow) => (flow.Origin(argument.Value) ?? argument.Value).IsNull();

    private static IEnumerable<string?> KindsOf(IOperation key, TokenFlow flow) =>
        KindOf(key.WithoutConversions().Type) is { } kind ? [kind]
        : flow.Origins(key, followDefaults: true).SelectMany(origin => origin switch
        {
            IArrayCreationOperation { Initializer: { } elements } => elements.ElementValues.SelectMany(element => KindsOf(element, flow)),
            { Syntax: CollectionExpressionSyntax } => origin.ChildOperations.SelectMany(element => KindsOf(element, flow)),
            _ => [KindOf(origin.Type)],
        });

    private static string? KindOf(ITypeSymbol? type) =>
        type?.Name switch
        {
            "SymmetricSecurityKey" => "Hmac",
            "RsaSecurityKey" or "X509SecurityKey" => "Rsa",
            "ECDsaSecurityKey" => "Ecdsa",
            _ => null,
        };
}
