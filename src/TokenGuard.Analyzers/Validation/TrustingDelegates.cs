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

        var acceptsEverything = member switch
        {
            "SignatureValidator" or "SignatureValidatorUsingConfiguration" => ReturnsFreshlyRead(flow, body, MaxHelpers),
            "LifetimeValidator" or "AudienceValidator" => CannotFail(body) && returns.All(IsTrue),
            _ => CannotFail(body) && returns.All(IsIssuerItself),
        };
        return acceptsEverything ? AcceptsEverything
            : member == "LifetimeValidator" && CannotFail(body) && returns.Any(AcceptsMissingExpiry) ? "accepts tokens without expiry"
            : null;

        bool IsTrue(IOperation value) => flow.Constant(value) is true;

        bool IsIssuerItself(IOperation value) =>
            flow.Origin(value) switch
            {
                { ConstantValue: { HasValue: true, Value: var constant } } => constant is string { Length: > 0 },
                IParameterReferenceOperation or IPropertyReferenceOperation { Instance: IParameterReferenceOperation or IConversionOperation { Operand: IParameterReferenceOperation } } => true,
                _ => false,
            };
    }

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

    private static bool CannotFail(IOperation body) =>
        Calls(body).All(IsHarmless) && !body.Descendants().Any(operation => operation is IThrowOperation);

    private static IEnumerable<IOperation> Calls(IOperation body) =>
        body.Descendants().Where(operation => operation is IInvocationOperation or IDynamicInvocationOperation or IFunctionPointerInvocationOperation);

    // Texts, times, logs, and results that are wrapped.
    private static bool IsHarmless(IOperation operation) =>
        operation is IInvocationOperation { TargetMethod: { ContainingType: { } type } method }
        && (type.SpecialType is SpecialType.System_String or SpecialType.System_DateTime
            || type.Name is "Console" or "Debug" or "Trace" or "LoggerExtensions" or "ILogger"
            || (type.Name == "Enumerable" && method.Name is not ("All" or "Any" or "Contains"))
            || (type.Name is "Task" or "ValueTask" && method.Name == "FromResult"));

    // (notBefore, expires, token, parameters) => expires == null || ...
    private static bool AcceptsMissingExpiry(IOperation value) =>
        value switch
        {
            IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalOr } or => AcceptsMissingExpiry(or.LeftOperand) || AcceptsMissingExpiry(or.RightOperand),
            IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals } equals => IsExpires(equals.LeftOperand) && equals.RightOperand.IsNull(),
            IIsPatternOperation { Pattern: IConstantPatternOperation { Value: var constant } } matches => IsExpires(matches.Value) && constant.IsNull(),
            IUnaryOperation { OperatorKind: UnaryOperatorKind.Not, Operand: IPropertyReferenceOperation { Property.Name: "HasValue", Instance: { } instance } } => IsExpires(instance),
            IConversionOperation conversion => AcceptsMissingExpiry(conversion.Operand),
            _ => false,
        };

    private static bool IsExpires(IOperation operation) =>
        operation switch
        {
            IConversionOperation conversion => IsExpires(conversion.Operand),
            IParameterReferenceOperation { Parameter: { Ordinal: 1, Type.OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } } => true,
            _ => false,
        };
}
