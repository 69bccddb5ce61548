using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using TokenGuard.Analyzers.Flow;

namespace TokenGuard.Analyzers.Validation;

/// <summary>
/// TKG2001 at token handlers of one's own: <c>ValidateToken</c>, <c>ValidateTokenAsync</c> or <c>ValidateSignature</c> that only reads the token;
/// TKG2017: <c>ValidateTokenAsync</c> that says of every token that it is valid.
/// </summary>
internal static class TokenHandlerOverrides
{
    /// <summary>Registers what is looked at, when the library is referenced.</summary>
    public static void Register(RuleContext context)
    {
        if (context.Types.TokenHandler is not null)
        {
            context.OnOperation(Mentions.OfTokens, Analyze, OperationKind.MethodBody);
        }
    }

    private static void Analyze(OperationContext context)
    {
        if (context.ContainingSymbol is IMethodSymbol { Name: "ValidateToken" or "ValidateTokenAsync" or "ValidateSignature" } method
            && (method.IsOverride || method.Name == "ValidateToken")
            && IsHandler(method.ContainingType, context)
            && !context.Policy.TrustedFrontProxy
            && context.Operation is IMethodBodyOperation { Syntax: MethodDeclarationSyntax declaration } body
            && (body.BlockBody ?? body.ExpressionBody) is { } block
            && MistakeOf(context.Flow, block) is var (rule, mistake))
        {
            context.Report(
                rule,
                declaration.Identifier.GetLocation(),
                properties: null,
                $"'{method.Name}' of '{method.ContainingType.Name}' {mistake}",
                "call the method of the base class");
        }
    }

    private static (DiagnosticDescriptor Rule, string Mistake)? MistakeOf(TokenFlow flow, IOperation body) =>
        body.Descendants().Any(operation => TrustingDelegates.IsFreshlyRead(flow, operation)) && TrustingDelegates.ReadsOnly(flow, body) && !TokenFlow.ReturnsOf(body).All(value => value.IsNull())
            ? (ValidationRules.SignatureNotValidated, "reads the token without verifying it")
        : TrustingDelegates.AlwaysSaysValid(flow, body) ? (ValidationRules.ValidatorAlwaysSucceeds, "says of every token that it is valid")
        : null;

    private static bool IsHandler(INamedTypeSymbol type, OperationContext context) =>
        type.IsOrDerivesFrom(context.Types.TokenHandler) || type.IsOrDerivesFrom("Microsoft.IdentityModel.Tokens.ISecurityTokenValidator");
}
