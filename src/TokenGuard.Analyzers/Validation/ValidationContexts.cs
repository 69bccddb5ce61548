using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using TokenGuard.Analyzers.Flow;
using TokenGuard.Rules;
using TokenGuard.Rules.Facts;

namespace TokenGuard.Analyzers.Validation;

/// <summary>The surroundings in which a check may be off.</summary>
internal static class ValidationContexts
{
    /// <summary>Names of code that has to read a token after it expired: to refresh it, to end its session, to revoke it.</summary>
    private static readonly string[] ReadsExpiredTokens = ["expired", "refresh", "renew", "revoke", "logout", "signout", "endsession", "idtokenhint"];

    /// <summary>Whether the check of a rule is not needed where parameters of validation are written, or at a call that has them written.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="context">The assignment or the call.</param>
    /// <param name="pathNames">The names through which the parameters are reached.</param>
    public static bool IsRightWithout(string rule, OperationContext context, params IEnumerable<string> pathNames) =>
        rule switch
        {
            RuleIds.SignatureNotValidated =>
                TypesAround(context.ContainingSymbol).Append(context.ContainingSymbol.Name).Any(name => ContainsWord(name, "saml")) // The response around an assertion is signed instead.
                || context.Flow.FactOf(context.Operation, static (body, _) => new SignatureVerifications(body)).AnyOutside(context.Operation),
            RuleIds.ValidatorAlwaysSucceeds => false,
            RuleIds.AlgorithmNotValidated => ClaimChecks.AreMade(rule, context, context.Operation),
            _ =>
                IsProof(context, pathNames)
                || IsCertifiedStatement(context)
                || (rule == RuleIds.LifetimeNotValidated && IsExpiredTokenRead(context, context.Operation, pathNames))
                || ClaimChecks.AreMade(rule, context, context.Operation),
        };

    /// <summary>
    /// Whether what is validated carries its own certificates (RFC 7515 section 4.1.6): attestations and metadata, such as those of FIDO, are
    /// signed statements of a device or an organisation and no access tokens; they have neither issuer nor audience.
    /// </summary>
    public static bool IsCertifiedStatement(OperationContext context) => context.Flow.FactOf(context.Operation, static (body, _) => new CarriedCertificates(body)).AreRead;

    /// <summary>Whether an expired token is read on purpose.</summary>
    public static bool IsExpiredTokenRead(OperationContext context, IOperation operation, IEnumerable<string> otherNames)
    {
        var names = otherNames.Concat(FunctionsAround(operation)).Append(context.ContainingSymbol.Name).Concat(TypesAround(context.ContainingSymbol));
        return (names.Any(NamesExpiredTokens) || IsCalledForExpiredTokensOnly(context))
            && !TokensValidatedIn(context.Flow.BodyAround(operation)).Any(token => context.Flow.Classify(token).Kind == TokenKind.Refresh);
    }

    // A proof of possession (RFC 9449) is no access token: it has neither issuer nor audience nor expiry.
    private static bool IsProof(OperationContext context, IEnumerable<string> pathNames) =>
        pathNames.Append(context.ContainingSymbol.Name).Append(context.ContainingSymbol.ContainingType?.Name ?? string.Empty)
            .Any(name => ContainsWord(name, "dpop") || IdentifierWords.Split(name).Contains("proof"));

    // By hand, or by what is called by name: js.InvokeAsync("crypto.verifySignature", token).
    private static bool VerifiesSignature(IOperation operation) =>
        operation switch
        {
            IInvocationOperation { TargetMethod.Name: "VerifyData" or "VerifyHash" } => true,
            IInvocationOperation { TargetMethod: { Name: var name } method } => IsVerification(name) && !method.IsMemberOf("JWT.Builder.JwtBuilder"),
            ILiteralOperation { Parent: IArgumentOperation, ConstantValue: { HasValue: true, Value: string text } } => !text.Contains(' ') && IsVerification(text),
            _ => false,
        };

    private static bool IsVerification(string name) => ContainsWord(name, "signature") && (ContainsWord(name, "verif") || ContainsWord(name, "validat"));

    private static IEnumerable<string> TypesAround(ISymbol member)
    {
        for (var type = member as INamedTypeSymbol ?? member.ContainingType; type is not null; type = type.ContainingType)
        {
            yield return type.Name;
        }
    }

    private static IEnumerable<string> FunctionsAround(IOperation operation)
    {
        for (var parent = operation.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is ILocalFunctionOperation { Symbol.Name: var name })
            {
                yield return name;
            }
        }
    }

    // The tokens that are given to handlers in this body, with whatever parameters.
    private static IEnumerable<IOperation> TokensValidatedIn(Body body) =>
        body.Calls("ValidateToken").Concat(body.Calls("ValidateTokenAsync"))
            .SelectMany(call => call.Arguments.Where(argument => argument.Parameter?.Ordinal == 0).Select(argument => argument.Value));

    private static bool NamesExpiredTokens(string name) => ReadsExpiredTokens.Any(word => ContainsWord(name, word));

    private static bool ContainsWord(string text, string word) => text.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0;

    private static bool IsCalledForExpiredTokensOnly(OperationContext context) =>
        context.ContainingSymbol is IMethodSymbol { MethodKind: MethodKind.Ordinary } method
        && context.CallsOf(method) is { IsEmpty: false } calls
        && calls.All(call => call.Ancestors().Any(scope => NameOf(scope) is { } name && NamesExpiredTokens(name)));

    // An endpoint without a method has its route: app.MapPost("/refresh", ...).
    private static string? NameOf(SyntaxNode scope) =>
        scope switch
        {
            MethodDeclarationSyntax method => method.Identifier.ValueText,
            LocalFunctionStatementSyntax function => function.Identifier.ValueText,
            BaseTypeDeclarationSyntax type => type.Identifier.ValueText,
            InvocationExpressionSyntax { ArgumentList.Arguments: [{ Expression: LiteralExpressionSyntax { Token.Value: string route } }, ..] } => route,
            _ => null,
        };

    /// <summary>Whether a body reads the certificates that a token carries.</summary>
    private sealed class CarriedCertificates(Body body)
    {
        public bool AreRead { get; } = body.Operations.Any(operation => operation is ILiteralOperation { ConstantValue: { HasValue: true, Value: "x5c" } } or IPropertyReferenceOperation { Property.Name: "X5c" });
    }

    /// <summary>The operations of a body that verify a signature.</summary>
    private sealed class SignatureVerifications(Body body)
    {
        private readonly List<SyntaxNode> verifications = body.Operations.Where(VerifiesSignature).Select(operation => operation.Syntax).ToList();

        public bool AnyOutside(IOperation operation) => verifications.Exists(verification => !operation.Syntax.Span.Contains(verification.Span));
    }
}
