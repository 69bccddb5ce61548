using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using TokenGuard.Analyzers.Flow;

namespace TokenGuard.Analyzers.Validation;

/// <summary>
/// What a validation delegate answers for a token of which one thing is known: that its issuer, audience or expiry is there, or is missing.
/// Its time has begun; whatever else the delegate looks at is unknown.
/// </summary>
internal sealed class DelegateTrial(TokenFlow flow, IOperation body, int ordinal, bool isThere)
{
    private readonly IMethodSymbol? function = body.Parent switch
    {
        IAnonymousFunctionOperation lambda => lambda.Symbol,
        ILocalFunctionOperation local => local.Symbol,
        _ => null,
    };

    private enum Answer
    {
        /// <summary>The code runs on.</summary>
        None,
        Yes,
        No,
        Unknown,
    }

    /// <summary>Whether the delegate accepts such a token, whatever else is in it.</summary>
    public bool Accepts() => AnswerOf(body) == Answer.Yes;

    /// <summary>Whether a returned value accepts the token: <c>true</c>, or an issuer that nothing was compared with.</summary>
    public static bool IsAccepted(TokenFlow flow, IOperation returned) =>
        flow.Origin(returned) switch
        {
            { ConstantValue: { HasValue: true, Value: var constant } } => constant is true or string { Length: > 0 },
            { Type.SpecialType: not SpecialType.System_String } => false,
            IParameterReferenceOperation or IPropertyReferenceOperation { Instance: IParameterReferenceOperation or IConversionOperation { Operand: IParameterReferenceOperation } } => true,
            _ => false,
        };

    /// <summary>Whether a call looks only at whether something is there: <c>audiences.Any()</c>, <c>ArgumentNullException.ThrowIfNull(issuer)</c>.</summary>
    public static bool AsksForPresence(IOperation operation) =>
        operation is IInvocationOperation { TargetMethod: { Name: var name, ContainingType.Name: var type }, Arguments.Length: var arguments }
        && ((type == "Enumerable" && name == "Any" && arguments == 1) || name is "ThrowIfNull" or "ThrowIfNullOrEmpty" or "ThrowIfNullOrWhiteSpace");

    private Answer AnswerOf(IOperation? operation) =>
        operation switch
        {
            null or IEmptyOperation or IVariableDeclarationGroupOperation or ILocalFunctionOperation => Answer.None,
            IBlockOperation block => block.Operations.Select(AnswerOf).FirstOrDefault(answer => answer != Answer.None),
            IReturnOperation { ReturnedValue: { } value } => AnswerOf(value),
            IThrowOperation or IExpressionStatementOperation { Operation: IThrowOperation } => Answer.No,
            IExpressionStatementOperation => Answer.None,
            IConditionalOperation choice => Choose(choice.Condition, AnswerOf(choice.WhenTrue), AnswerOf(choice.WhenFalse)),
            ICoalesceOperation { Value: var value } when IsSubject(value) && isThere => AnswerOf(value),
            IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not => Choose(not.Operand, Answer.No, Answer.Yes),
            IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd } both => Choose(both.LeftOperand, AnswerOf(both.RightOperand), Answer.No),
            IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalOr } either => Choose(either.LeftOperand, Answer.Yes, AnswerOf(either.RightOperand)),
            _ when MeansPresence(operation) is { } whenThere => AnswerIf(whenThere == isThere),
            IBinaryOperation comparison => AnswerToNotBefore(comparison),
            _ => AnswerOfValue(operation),
        };

    // What a condition leaves open is known only where both ways lead to the same.
    private Answer Choose(IOperation condition, Answer whenTrue, Answer whenFalse) =>
        AnswerOf(condition) switch
        {
            Answer.Yes => whenTrue,
            Answer.No => whenFalse,
            _ => whenTrue == whenFalse ? whenTrue : Answer.Unknown,
        };

    private Answer AnswerOfValue(IOperation value) =>
        IsAccepted(flow, value) ? Answer.Yes
        : flow.Origin(value) is not { } origin || origin == value ? AnswerIf(value.ConstantValue is { HasValue: true, Value: false or null } ? false : null)
        : AnswerOf(origin);

    private static Answer AnswerIf(bool? value) => value is null ? Answer.Unknown : value.Value ? Answer.Yes : Answer.No;

    // What the test gives when the issuer, audience or expiry is there.
    private bool? MeansPresence(IOperation operation) =>
        operation switch
        {
            IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } test
                when (IsSubject(test.LeftOperand) && flow.IsNothing(test.RightOperand)) || (IsSubject(test.RightOperand) && flow.IsNothing(test.LeftOperand)) =>
                test.OperatorKind == BinaryOperatorKind.NotEquals,
            IIsPatternOperation { Value: var value, Pattern: var pattern } when IsSubject(value) => MeansPresence(pattern),
            IPropertyReferenceOperation { Property.Name: "HasValue", Instance: { } value } when IsSubject(value) => true,
            IInvocationOperation { TargetMethod.Name: "IsNullOrEmpty" or "IsNullOrWhiteSpace", Arguments: [{ Value: var value }] } when IsSubject(value) => false,
            IInvocationOperation { Arguments: [{ Value: var value }] } call when IsSubject(value) && AsksForPresence(call) => true,
            _ => null,
        };

    private bool? MeansPresence(IPatternOperation pattern) =>
        pattern switch
        {
            _ when flow.IsNothing(pattern) => false,
            INegatedPatternOperation { Pattern: var negated } => !MeansPresence(negated),
            IRecursivePatternOperation { PropertySubpatterns.IsEmpty: true, DeconstructionSubpatterns.IsEmpty: true } or IDeclarationPatternOperation => true,
            _ => null,
        };

    // notBefore <= now; of the lifetime only.
    private Answer AnswerToNotBefore(IBinaryOperation comparison) =>
        AnswerIf(comparison.OperatorKind switch
        {
            BinaryOperatorKind.LessThan or BinaryOperatorKind.LessThanOrEqual => IsBefore(comparison.LeftOperand, comparison.RightOperand),
            BinaryOperatorKind.GreaterThan or BinaryOperatorKind.GreaterThanOrEqual => IsBefore(comparison.RightOperand, comparison.LeftOperand),
            _ => null,
        });

    private bool? IsBefore(IOperation earlier, IOperation later) =>
        ordinal == 0 ? null : IsOfNotBefore(earlier) ? true : IsOfNotBefore(later) ? false : null;

    private bool IsOfNotBefore(IOperation operation) => operation.DescendantsAndSelf().Any(part => IsParameter(part, 0));

    private bool IsSubject(IOperation operation) =>
        operation is IConversionOperation conversion ? IsSubject(conversion.Operand) : IsParameter(operation, ordinal);

    private bool IsParameter(IOperation operation, int position) =>
        operation is IParameterReferenceOperation { Parameter: var parameter } && parameter.Ordinal == position
        && (function is null || SymbolEqualityComparer.Default.Equals(parameter.ContainingSymbol, function));
}
