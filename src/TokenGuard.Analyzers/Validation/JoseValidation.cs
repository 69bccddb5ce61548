using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using TokenGuard.Analyzers.Flow;

namespace TokenGuard.Analyzers.Validation;

/// <summary>TKG2001 at jose-jwt: without a key, <c>JWT.Decode</c> accepts only unsigned tokens, and those from everybody.</summary>
internal static class JoseValidation
{
    /// <summary>Registers what is looked at, when the library is referenced.</summary>
    public static void Register(RuleContext context)
    {
        if (context.Types.JoseJwt is not null)
        {
            context.OnOperation(Mentions.OfTokens, Analyze, OperationKind.Invocation);
        }
    }

    private static void Analyze(OperationContext context)
    {
        var call = (IInvocationOperation)context.Operation;
        if (call.TargetMethod.Name is "Decode" or "DecodeBytes"
            && SymbolEqualityComparer.Default.Equals(call.TargetMethod.ContainingType, context.Types.JoseJwt)
            && call.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == "key") is { } key
            && (context.Flow.Origin(key.Value) ?? key.Value).IsNull()
            && !context.Policy.TrustedFrontProxy)
        {
            context.Report(
                ValidationRules.SignatureNotValidated,
                (call.Syntax as InvocationExpressionSyntax)?.Expression ?? call.Syntax,
                $"'{call.TargetMethod.Name}' without a key accepts unsigned tokens",
                "give it the key");
        }
    }
}
