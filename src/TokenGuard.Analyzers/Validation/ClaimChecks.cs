using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using TokenGuard.Analyzers.Flow;
using TokenGuard.Rules;
using TokenGuard.Rules.Facts;

namespace TokenGuard.Analyzers.Validation;

/// <summary>
/// Code that makes the check of a rule itself: it reads the claim, compares what the token says, or has a policy for it.
/// Only what comes from the token counts: a comparison of two settings checks no token.
/// </summary>
internal sealed class ClaimChecks
{
    private static readonly string[] ClaimReaders =
    [
        "RequireClaim", "HasClaim", "FindFirst", "FindFirstValue", "FindAll", "GetClaim", "GetPayloadValue", "TryGetClaim", "TryGetValue", "TryGetPayloadValue", "ContainsKey",
        "GetProperty", "TryGetProperty",
    ];

    private static readonly string[] Comparisons = ["Contains", "ContainsKey", "TryGetValue", "Any", "All", "Equals", "Compare", "CompareTo", "StartsWith"];

    private static readonly string[] TokenTypes =
    [
        "Microsoft.IdentityModel.Tokens.SecurityToken", "Microsoft.IdentityModel.Tokens.TokenValidationResult", "System.IdentityModel.Tokens.Jwt.JwtPayload", "System.IdentityModel.Tokens.Jwt.JwtHeader",
        "System.Security.Claims.ClaimsPrincipal", "System.Security.Claims.ClaimsIdentity", "System.Security.Claims.Claim",
    ];

    private readonly string rule;
    private readonly TokenFlow flow;

    private ClaimChecks(string rule, TokenFlow flow)
    {
        this.rule = rule;
        this.flow = flow;
    }

    /// <summary>
    /// Whether the check is made in the body around an operation, in a method of this project that the body hands the token to, or in a method
    /// of the same type that uses what the operation is in.
    /// </summary>
    public static bool AreMade(string rule, OperationContext context, IOperation operation)
    {
        // The member, whichever function in it asks first.
        var containing = context.ContainingSymbol;
        while (containing is IMethodSymbol { MethodKind: MethodKind.LocalFunction or MethodKind.AnonymousFunction })
        {
            containing = containing.ContainingSymbol;
        }

        var known = context.Flow.FactOf(operation, static (_, _) => new RulesChecked());
        return known.ByRule.TryGetValue(rule, out var made) ? made : known.ByRule.GetOrAdd(rule, new ClaimChecks(rule, context.Flow).AreMadeAround(context.Flow.BodyAround(operation), containing));
    }

    private bool AreMadeAround(Body body, ISymbol containing) =>
        AreMadeIn(body.Root)
        || body.Operations.OfType<IInvocationOperation>().Any(call => AreMadeBy(call))
        || flow.UsersOf(containing).Any(AreMadeIn);

    // In a method that is handed the token, a parameter is what it is given.
    private bool AreMadeBy(IInvocationOperation call) =>
        flow.TargetOf(call.TargetMethod) is { } target
        && call.Arguments.Any(IsToken)
        && flow.BodyOf(target) is { } helper
        && flow.Within(target, call.Arguments) is { } given
        && new ClaimChecks(rule, given).AreMadeIn(helper);

    private bool AreMadeIn(IOperation body) => body.Descendants().Any(IsCheck);

    private bool IsToken(IArgumentOperation argument) =>
        PartsOf(argument).Any(part => IsTokenType(part.Type)) || (NameOf(argument) is { } name && IdentifierWords.Split(name).Any(word => word is "token" or "jwt"));

    private bool IsCheck(IOperation operation) =>
        operation switch
        {
            ILiteralOperation or IFieldReferenceOperation when operation.ConstantValue is { HasValue: true, Value: string claim } => IsClaim(claim) && IsLookedAt(operation),
            IInvocationOperation { TargetMethod.Name: "RequireScope" } => rule == RuleIds.AudienceNotValidated,
            _ => ComparedBy(operation) is { Length: > 0 } compared
                && compared.SelectMany(PartsOf).ToList() is var parts
                && (parts.Exists(IsSaidByToken) || (compared.Any(value => IsNamed(NameOf(value))) && parts.Exists(part => IsTokenType(part.Type)))),
        };

    private static bool IsLookedAt(IOperation claim) =>
        claim.Parent switch
        {
            IArgumentOperation { Parent: IInvocationOperation { TargetMethod.Name: var name } } => ClaimReaders.Contains(name),
            IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } => true,
            _ => false,
        };

    // Whether something is there at all is no comparison.
    private IOperation[] ComparedBy(IOperation operation) =>
        operation switch
        {
            IBinaryOperation
            {
                OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals or BinaryOperatorKind.LessThan or BinaryOperatorKind.LessThanOrEqual
                    or BinaryOperatorKind.GreaterThan or BinaryOperatorKind.GreaterThanOrEqual,
                LeftOperand: var left, RightOperand: var right,
            } when !flow.IsNothing(left) && !flow.IsNothing(right) => [left, right],
            IIsPatternOperation { Pattern: var pattern } matches when !flow.IsNothing(pattern is INegatedPatternOperation not ? not.Pattern : pattern) => [matches.Value, matches],
            ISwitchOperation choice => [choice.Value],
            ISwitchExpressionOperation choice => [choice.Value],
            IInvocationOperation { TargetMethod.Name: var name } call when Comparisons.Contains(name) => call.ChildOperations.ToArray(),
            _ => [],
        };

    private IEnumerable<IOperation> PartsOf(IOperation value)
    {
        foreach (var part in flow.Origins(value).SelectMany(origin => origin.DescendantsAndSelf()))
        {
            yield return part;
            foreach (var origin in part is IParameterReferenceOperation ? flow.Origins(part).Where(origin => origin.Syntax != part.Syntax) : [])
            {
                foreach (var given in origin.DescendantsAndSelf())
                {
                    yield return given;
                }
            }
        }
    }

    // token.Issuer, payload["iss"]
    private bool IsSaidByToken(IOperation operation) =>
        operation is IPropertyReferenceOperation { Property: var property, Instance.Type: var type } reference
        && (property.IsIndexer
            ? reference.Arguments is [{ Value: var index }, ..] && flow.ConstantText(index) is { } key && (IsClaim(key) || IsNamed(key)) && type.IsOrDerivesFrom("System.Collections.Generic.IDictionary`2")
            : IsMember(property.Name) && IsTokenType(property.ContainingType));

    private static bool IsTokenType(ITypeSymbol? type) => type is not null && TokenTypes.Any(type.IsOrDerivesFrom);

    private bool IsNamed(string? name) =>
        name is not null && rule switch
        {
            RuleIds.AudienceNotValidated => IdentifierWords.Split(name).Contains("audience"),
            RuleIds.IssuerNotValidated => IdentifierWords.Split(name).Contains("issuer"),
            _ => false,
        };

    private static string? NameOf(IOperation operation) =>
        operation switch
        {
            IArgumentOperation argument => NameOf(argument.Value),
            IConversionOperation conversion => NameOf(conversion.Operand),
            ILocalReferenceOperation local => local.Local.Name,
            IParameterReferenceOperation parameter => parameter.Parameter.Name,
            IMemberReferenceOperation member => member.Member.Name,
            _ => null,
        };

    private bool IsClaim(string name) =>
        rule switch
        {
            RuleIds.LifetimeNotValidated => name == "exp",
            RuleIds.AlgorithmNotValidated => name == Algorithms.HeaderName,
            RuleIds.AudienceNotValidated => ValidationMembers.TellsAudience(name),
            _ => name is "iss" or "tid" or "http://schemas.microsoft.com/identity/claims/tenantid",
        };

    private bool IsMember(string name) =>
        rule switch
        {
            RuleIds.LifetimeNotValidated => name is "ValidTo" or "Exp" or "Expiration",
            RuleIds.AlgorithmNotValidated => name is "Alg" or "SignatureAlgorithm",
            RuleIds.AudienceNotValidated => name is "Audiences" or "Aud",
            _ => name is "Issuer" or "Iss",
        };

    /// <summary>For which rules the checks are made around a body.</summary>
    private sealed class RulesChecked
    {
        public ConcurrentDictionary<string, bool> ByRule { get; } = new(StringComparer.Ordinal);
    }
}
