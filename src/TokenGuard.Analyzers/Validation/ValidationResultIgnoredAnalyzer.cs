using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TokenGuard.Analyzers.Flow;
using TokenGuard.Rules;
using TokenGuard.Rules.Validation;

namespace TokenGuard.Analyzers.Validation;

/// <summary>
/// TKG2006: the <c>TokenValidationResult</c> of a handler is dropped, or only what is in it is used. Where the result goes on to
/// somebody else, or is looked at in a way in which an invalid one shows, it is checked.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ValidationResultIgnoredAnalyzer() : TokenGuardAnalyzer(Rule)
{
    private static readonly DiagnosticDescriptor Rule = Descriptor.Create(RuleIds.ValidationResultIgnored, RuleDefinition.Category, ValidationResultIgnored.Definition);

    private protected override void Register(RuleContext context)
    {
        if (context.Types.Find("Microsoft.IdentityModel.Tokens.TokenValidationResult") is not null)
        {
            context.OnOperation(Mentions.OfTokens, Analyze, OperationKind.Invocation);
        }
    }

    private static void Analyze(OperationContext context)
    {
        var call = (IInvocationOperation)context.Operation;
        if (call.TargetMethod is { Name: "ValidateTokenAsync" or "ValidateToken" } method
            && method.ReturnType.WithoutTask() is { Name: "TokenValidationResult" }
            && method.ContainingType.IsOrDerivesFrom(context.Types.TokenHandler)
            && IsIgnored(call, context, []))
        {
            context.Report(Rule, (call.Syntax as InvocationExpressionSyntax)?.Expression ?? call.Syntax, method.Name);
        }
    }

    // A value is the result, or the task that gives it.
    private static bool IsIgnored(IOperation value, OperationContext context, HashSet<ISymbol> seen)
    {
        var parent = value.Parent;
        switch (parent)
        {
            case IAwaitOperation or IConversionOperation or IParenthesizedOperation:
            case IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "GetAwaiter" or "GetResult" or "WaitAsync" } step when step.Instance == value:
            case IPropertyReferenceOperation { Property: { Name: "Result", ContainingType.Name: "Task" or "ValueTask" } }:
                return IsIgnored(parent, context, seen);
            case IExpressionStatementOperation:
                return true;
            case IInvocationOperation { TargetMethod: { Name: "Wait", ContainingType.Name: "Task" }, Parent: IExpressionStatementOperation }:
                return true;
            case ISimpleAssignmentOperation { Target: IDiscardOperation } assignment when assignment.Value == value:
                return true;
            case ISimpleAssignmentOperation { Target: ILocalReferenceOperation { Local: var local } } assignment when assignment.Value == value && assignment.Parent is IExpressionStatementOperation:
                return IsIgnored(local, value, context, seen);
            case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } }:
                return IsIgnored(local, value, context, seen);
            case IPropertyReferenceOperation { Property.Name: not ("IsValid" or "Exception") } member when member.Instance == value:
                return !IsTested(member);

            // There is always a result.
            case IBinaryOperation { LeftOperand: var left, RightOperand: var right }:
                return left.WithoutConversions().IsNull() || right.WithoutConversions().IsNull();
            case IIsPatternOperation { Pattern: var pattern }:
                return (pattern is INegatedPatternOperation not ? not.Pattern : pattern) is IConstantPatternOperation { Value: var nothing } && nothing.WithoutConversions().IsNull();
            default:
                return false;
        }
    }

    // No mention of the variable looks at whether it is valid.
    private static bool IsIgnored(ILocalSymbol local, IOperation place, OperationContext context, HashSet<ISymbol> seen) =>
        !seen.Add(local)
        || context.Flow.BodyAround(place).ReferencesTo(local).All(mention => IsWritten(mention) || IsIgnored(mention, context, seen));

    private static bool IsWritten(IOperation mention) => mention.Parent is ISimpleAssignmentOperation assignment && assignment.Target == mention;

    // An invalid result has neither identity nor token: what asks for them finds out. So may a method that is given them.
    private static bool IsTested(IOperation member) =>
        member.Parent switch
        {
            ISimpleAssignmentOperation or IArgumentOperation { Parent: IInvocationOperation } or IReturnOperation => true,
            IConversionOperation { IsTryCast: true } => true,
            IConversionOperation or IParenthesizedOperation => IsTested(member.Parent),
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation } => false,
            IPropertyReferenceOperation or IFieldReferenceOperation or IInvocationOperation or IArgumentOperation or IForEachLoopOperation => false,
            _ => true,
        };
}
