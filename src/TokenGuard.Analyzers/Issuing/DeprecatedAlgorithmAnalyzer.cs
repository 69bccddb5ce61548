using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TokenGuard.Analyzers.Flow;
using TokenGuard.Rules;
using TokenGuard.Rules.Facts;
using TokenGuard.Rules.Issuing;

namespace TokenGuard.Analyzers.Issuing;

/// <summary>TKG1009: RSA with the padding of PKCS #1 v1.5 to encrypt a key, or a signature over SHA-1.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DeprecatedAlgorithmAnalyzer() : TokenGuardAnalyzer(Rule)
{
    private const string Jwe = "RSA-OAEP or ECDH-ES";
    private const string Jws = "RS256, PS256 or ES256";

    private static readonly DiagnosticDescriptor Rule = Descriptor.Create(RuleIds.DeprecatedAlgorithm, RuleDefinition.Category, DeprecatedAlgorithm.Definition);

    private protected override void Register(RuleContext context)
    {
        if (context.Types.SigningCredentials is not null)
        {
            context.OnOperation(Mentions.OfTokens, JudgeCredentials, OperationKind.ObjectCreation);
        }

        if (context.Types.JoseJwt is not null)
        {
            context.OnOperation(Mentions.OfTokens, JudgeJose, OperationKind.Invocation);
        }
    }

    private static void JudgeCredentials(OperationContext context)
    {
        var creation = (IObjectCreationOperation)context.Operation;
        if (creation.Type is not { Name: "SigningCredentials" or "X509SigningCredentials" or "EncryptingCredentials" or "X509EncryptingCredentials" } type || !type.IsIn("Microsoft.IdentityModel.Tokens"))
        {
            return;
        }

        foreach (var argument in creation.Arguments)
        {
            // keyWrapAlgorithm: the content of a token is not encrypted with RSA.
            if (argument.Parameter is { Type.SpecialType: SpecialType.System_String } && context.Flow.ConstantText(argument.Value) is { } algorithm && Algorithms.IsDeprecated(algorithm))
            {
                context.Report(Rule, argument.Value.Syntax, type.Name, NameOf(argument.Value) ?? algorithm.Substring(algorithm.IndexOf('#') + 1), type.Name.EndsWith("SigningCredentials", StringComparison.Ordinal) ? Jws : Jwe);
            }
        }
    }

    // JWT.Encode and JWT.Decode: whoever still decodes lets attackers try.
    private static void JudgeJose(OperationContext context)
    {
        var call = (IInvocationOperation)context.Operation;
        if (call.TargetMethod is not { Name: "Encode" or "EncodeBytes" or "Decode" or "DecodeBytes" or "Encrypt" or "Decrypt", ContainingType: { Name: "JWT" or "JWE" } type } method || !type.IsIn("Jose"))
        {
            return;
        }

        foreach (var argument in call.Arguments)
        {
            if (argument.Value.WithoutConversions() is { Type.Name: "JweAlgorithm" } value && context.Flow.Origin(value) is IFieldReferenceOperation { Field: { Name: var name, ContainingType.Name: "JweAlgorithm" } } && Algorithms.IsDeprecated(name))
            {
                context.Report(Rule, argument.Value.Syntax, $"{type.Name}.{method.Name}", name, "RSA-OAEP-256 or ECDH-ES");
            }
        }
    }

    private static string? NameOf(IOperation algorithm) => (algorithm.WithoutConversions() as IFieldReferenceOperation)?.Field.Name;
}
