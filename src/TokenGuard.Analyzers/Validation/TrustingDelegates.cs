using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using TokenGuard.Analyzers.Flow;

namespace TokenGuard.Analyzers.Validation;

/// <summary>Tells validation code that cannot fail. Code that calls anything that might validate is never told so.</summary>
internal static class TrustingDelegates
{
    /// <summary>The mistake of a delegate that cannot say no.</summary>
    public const string AcceptsEverything = "accepts everything";

    /// <summary>How many calls deep helpers are looked into.</summary>
    private const int MaxHelpers = 2;

    /// <summary>What the delegate that is assigned to a validator accepts although it should not; null when it may be right.</summary>
    public static string? Mistake(TokenFlow flow, string member, IOperation function)
    {
        if (flow.BodyOf(function) is not { } body || TokenFlow.ReturnsOf(body) is not { IsEmpty: false } returns)
        {
            return null;
        }

        if (member is "SignatureValidator" or "SignatureValidatorUsingConfiguration")
        {
            return ReturnsFreshlyRead(flow, body, MaxHelpers) ? AcceptsEverything : null;
        }

        if (CannotFail(flow, body, MaxHelpers) && returns.All(value => DelegateTrial.IsAccepted(flow, value)))
        {
            return AcceptsEverything;
        }

        var (claim, ordinal) = member switch
        {
            "LifetimeValidator" => ("expiry", 1),
            "AudienceValidator" => ("audience", 0),
            "AlgorithmValidator" => ("algorithm", 0),
            "TypeValidator" => ("type", 0),
            "IssuerSigningKeyValidator" or "IssuerSigningKeyValidatorUsingConfiguration" => ("key", 0),
            "TokenReplayValidator" => ("expiry", 0),
            _ => ("issuer", 0),
        };
        return !Calls(body).All(call => IsHarmless(call) || DelegateTrial.AsksForPresence(call)) ? null
            : member == "LifetimeValidator" && new DelegateTrial(flow, body, ordinal, isThere: false).Accepts() ? "accepts tokens without expiry"
            : new DelegateTrial(flow, body, ordinal, isThere: true).Accepts() ? $"refuses only tokens without {claim}"
            : null;
    }

    /// <summary>Whether code cannot but answer with a <c>TokenValidationResult</c> that is valid.</summary>
    public static bool AlwaysSaysValid(TokenFlow flow, IOperation body) =>
        TokenFlow.ReturnsOf(body) is { IsEmpty: false } returns
        && CannotFail(flow, body, MaxHelpers)
        && returns.All(value => flow.Origins(value).All(origin => IsValidResult(flow, origin)));

    private static bool IsValidResult(TokenFlow flow, IOperation result) =>
        result switch
        {
            IInvocationOperation { TargetMethod.Name: "FromResult", Arguments: [{ Value: var given }] } => flow.Origins(given).All(origin => IsValidResult(flow, origin)),
            IObjectCreationOperation { Type.Name: "TokenValidationResult" } => flow.Member(result, "IsValid").OnlyValue is { } isValid && flow.Constant(isValid) is true,
            _ => false,
        };

    /// <summary>Whether code does nothing with a token but read it: then no signature was verified, whatever it checks.</summary>
    public static bool ReadsOnly(TokenFlow flow, IOperation body) => ReadsOnly(flow, body, MaxHelpers);

    /// <summary>Whether an operation makes a token object of the token's text without validating it.</summary>
    public static bool IsFreshlyRead(TokenFlow flow, IOperation operation) => IsFreshlyRead(flow, operation, MaxHelpers);

    private static bool ReadsOnly(TokenFlow flow, IOperation body, int helpers) =>
        Calls(body).All(call => IsHarmless(call) || IsFreshlyRead(flow, call, helpers));

    private static bool ReturnsFreshlyRead(TokenFlow flow, IOperation body, int helpers) =>
        TokenFlow.ReturnsOf(body) is { IsEmpty: false } returns
        && ReadsOnly(flow, body, helpers)
        && returns.All(value => flow.Origins(value).All(origin => IsFreshlyRead(flow, origin, helpers)));

    private static bool IsFreshlyRead(TokenFlow flow, IOperation operation, int helpers) =>
        operation switch
        {
            IObjectCreationOperation { Type: { Name: "JwtSecurityToken" or "JsonWebToken" } type, Arguments: [{ Value.Type.SpecialType: SpecialType.System_String }] } =>
                type.IsOrDerivesFrom("Microsoft.IdentityModel.Tokens.SecurityToken"),
            IInvocationOperation { TargetMethod: { Name: "ReadJwtToken" or "ReadJsonWebToken" or "ReadToken" } method } when method.IsMemberOf("Microsoft.IdentityModel.Tokens.TokenHandler") => true,

            // A helper of this project that only does the same.
            IInvocationOperation { TargetMethod: { IsVirtual: false, IsAbstract: false } method } =>
                helpers > 0 && flow.BodyOf(method) is { } body && ReturnsFreshlyRead(flow, body, helpers - 1),
            _ => false,
        };

    private static bool CannotFail(TokenFlow flow, IOperation body, int helpers) =>
        Calls(body).All(call => IsHarmless(call) || IsHarmlessHelper(flow, call, helpers)) && !body.Descendants().Any(operation => operation is IThrowOperation);

    // A method of this project that cannot fail either.
    private static bool IsHarmlessHelper(TokenFlow flow, IOperation call, int helpers) =>
        helpers > 0 && call is IInvocationOperation { TargetMethod: { IsVirtual: false, IsAbstract: false } method }
        && flow.BodyOf(method) is { } body && CannotFail(flow, body, helpers - 1);

    private static IEnumerable<IOperation> Calls(IOperation body) =>
        body.Descendants().Where(operation => operation is IInvocationOperation or IDynamicInvocationOperation or IFunctionPointerInvocationOperation);

    // Texts, times, logs, and results that are wrapped.
    private static bool IsHarmless(IOperation operation) =>
        operation is IInvocationOperation { TargetMethod: { ContainingType: { } type } method }
        && (type.SpecialType is SpecialType.System_String or SpecialType.System_DateTime
            || type.Name is "Console" or "Debug" or "Trace" or "LoggerExtensions" or "ILogger"
            || (type.Name == "Enumerable" && method.Name is not ("All" or "Any" or "Contains"))
            || (type.Name is "Task" or "ValueTask" && method.Name == "FromResult"));
}
