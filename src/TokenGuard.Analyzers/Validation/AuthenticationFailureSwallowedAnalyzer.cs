using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TokenGuard.Analyzers.Flow;
using TokenGuard.Rules;
using TokenGuard.Rules.Validation;

namespace TokenGuard.Analyzers.Validation;

/// <summary>TKG2012: <c>Success</c> of a context that tells of a failure, and a <c>catch</c> around a validation that gives the answer of a valid token.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class AuthenticationFailureSwallowedAnalyzer() : TokenGuardAnalyzer(Rule)
{
    private static readonly DiagnosticDescriptor Rule = Descriptor.Create(RuleIds.AuthenticationFailureSwallowed, RuleDefinition.Category, AuthenticationFailureSwallowed.Definition);

    private static readonly string[] Checks = ["validat", "verif", "authenticate", "introspect"];

    private protected override void Register(RuleContext context)
    {
        if (context.Types.TokenValidationParameters is not null || context.Types.Find("Microsoft.AspNetCore.Authentication.AuthenticateResult") is not null)
        {
            context.OnOperation(Mentions.OfSetup, AnalyzeCall, OperationKind.Invocation);
            context.OnOperation(Mentions.OfSetup, AnalyzeCatch, OperationKind.CatchClause);
        }
    }

    private static void AnalyzeCall(OperationContext context)
    {
        var call = (IInvocationOperation)context.Operation;
        if (call is { TargetMethod.Name: "Success", Instance.Type: { } type }
            && type.Name.EndsWith("AuthenticationFailedContext", StringComparison.Ordinal)
            && type.IsOrDerivesFrom("Microsoft.AspNetCore.Authentication.BaseContext`1")
            && !IsChecked(FunctionAround(call)))
        {
            context.Report(Rule, call.Syntax, "'Success' is called after authentication has failed", "remove the call");
        }
    }

    private static void AnalyzeCatch(OperationContext context)
    {
        var handler = (ICatchClauseOperation)context.Operation;
        if (handler.Parent is not ITryOperation attempt)
        {
            return;
        }

        var answers = TokenFlow.ReturnsOf(handler.Handler);
        if (answers.FirstOrDefault(IsYes) is { } yes)
        {
            if (IsOfValidation(attempt, context) && !IsChecked(handler.Handler) && TokenFlow.ReturnsOf(FunctionAround(attempt)).Any(answer => IsYes(answer) && !handler.Syntax.Span.Contains(answer.Syntax.Span)))
            {
                context.Report(Rule, yes.Syntax, "A failed validation is answered like one that succeeded", "answer that it failed");
            }
        }
        else if (answers.IsEmpty && IsFollowedByYes(attempt) && IsOfValidation(attempt, context) && !Leaves(handler.Handler) && !IsChecked(handler.Handler))
        {
            var keyword = handler.Syntax is CatchClauseSyntax clause ? clause.CatchKeyword.GetLocation() : handler.Syntax.GetLocation();
            context.Report(Rule, keyword, properties: null, "A failed validation is passed over", "answer in the catch that it failed");
        }
    }

    // true, Task.FromResult(true), AuthenticateResult.Success(ticket)
    private static bool IsYes(IOperation answer) =>
        answer.WithoutConversions() switch
        {
            { ConstantValue: { HasValue: true, Value: true } } => true,
            IInvocationOperation { TargetMethod: { Name: "FromResult", ContainingType.Name: "Task" or "ValueTask" }, Arguments: [{ Value: var result }] } => IsYes(result),
            IInvocationOperation { TargetMethod: { Name: "Success", ContainingType.Name: "AuthenticateResult" } } => true,
            _ => false,
        };

    private static bool IsFollowedByYes(ITryOperation attempt) =>
        attempt.Parent is IBlockOperation block
        && block.Operations.IndexOf(attempt) is var index && index + 1 < block.Operations.Length
        && block.Operations[index + 1] is IReturnOperation { ReturnedValue: { } answer } && IsYes(answer);

    // A handler that throws when a token is invalid; not where an expired token is read on purpose.
    private static bool IsOfValidation(ITryOperation attempt, OperationContext context) =>
        attempt.Body.Descendants().Any(operation =>
            operation is IInvocationOperation { TargetMethod: { Name: "ValidateToken" } method }
            && (method.ContainingType.IsOrDerivesFrom(context.Types.TokenHandler) || method.IsMemberOf("Microsoft.IdentityModel.Tokens.ISecurityTokenValidator")))
        && !ValidationContexts.IsExpiredTokenRead(context, attempt, []);

    private static bool Leaves(IOperation body) =>
        body.Descendants().Any(operation => operation is IThrowOperation or IBranchOperation or IReturnOperation or ISimpleAssignmentOperation);

    // By another key, another scheme, another service.
    private static bool IsChecked(IOperation body) =>
        body.Descendants().Any(operation =>
            operation is IInvocationOperation { TargetMethod.Name: var name } && Checks.Any(check => name.IndexOf(check, StringComparison.OrdinalIgnoreCase) >= 0));

    private static IOperation FunctionAround(IOperation operation)
    {
        while (operation.Parent is { } parent and not (IAnonymousFunctionOperation or ILocalFunctionOperation or IMethodBodyBaseOperation))
        {
            operation = parent;
        }

        return operation;
    }
}
