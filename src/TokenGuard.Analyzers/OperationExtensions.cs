using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace TokenGuard.Analyzers;

/// <summary>Questions about operations.</summary>
internal static class OperationExtensions
{
    /// <summary>The outermost operation around one: the whole body of a member, not of a lambda in it, or the initialiser of a field or property.</summary>
    public static IOperation Root(this IOperation operation)
    {
        while (operation.Parent is { } parent)
        {
            operation = parent;
        }

        return operation;
    }

    /// <summary>Whether a call is one of a method that the analyzed code declares itself.</summary>
    public static bool IsOwn(this IInvocationOperation call) => call.TargetMethod.IsDeclaredIn(call.SemanticModel?.Compilation);

    /// <summary>The operation below conversions, also those that a library defines.</summary>
    public static IOperation WithoutConversions(this IOperation operation)
    {
        while (operation is IConversionOperation or IParenthesizedOperation)
        {
            operation = operation is IConversionOperation conversion ? conversion.Operand : ((IParenthesizedOperation)operation).Operand;
        }

        return operation;
    }

    /// <summary>Whether an operation runs whenever one further up has run: it stands in no branch, loop or handler of its own.</summary>
    public static bool AlwaysRunsAfter(this IOperation later, IOperation earlier)
    {
        for (var (child, parent) = (later, later.Parent); parent is not null && !child.Syntax.Span.Contains(earlier.Syntax.Span); (child, parent) = (parent, parent.Parent))
        {
            if (parent is ISwitchCaseOperation or ISwitchExpressionArmOperation or ICatchClauseOperation or ILoopOperation || (parent is IConditionalOperation conditional && child != conditional.Condition))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>What a <c>params</c> argument is made of, whether the parameter is an array or a span; another argument is itself.</summary>
    public static IEnumerable<IOperation> Elements(this IArgumentOperation argument) =>
        argument.Value is IArrayCreationOperation { Initializer: { } elements } ? elements.ElementValues
        : argument.ArgumentKind is ArgumentKind.Explicit or ArgumentKind.DefaultValue ? [argument.Value]
        : argument.Value.ChildOperations;

    /// <summary>What stands before the <c>?.</c> that this operation, the receiver of what stands behind it, belongs to.</summary>
    public static IOperation? ReceiverOfConditionalAccess(this IOperation receiver)
    {
        var child = receiver;
        for (var parent = receiver.Parent; parent is not null; (child, parent) = (parent, parent.Parent))
        {
            if (parent is IConditionalAccessOperation access && access.WhenNotNull == child)
            {
                return access.Operation;
            }
        }

        return null;
    }

    /// <summary>What an element of a tuple is assigned to where the tuple is taken apart: <c>var (a, b) = (x, y)</c>.</summary>
    public static IOperation? TargetOf(this ITupleOperation tuple, IOperation element)
    {
        var value = tuple.Parent is IConversionOperation conversion ? conversion : tuple as IOperation;
        return value.Parent is IDeconstructionAssignmentOperation assignment && assignment.Value == value
            && assignment.Target.WithoutDeclaration() is ITupleOperation { Elements: var targets } && tuple.Elements.IndexOf(element) is var index && index < targets.Length
            ? targets[index].WithoutDeclaration()
            : null;
    }

    private static IOperation WithoutDeclaration(this IOperation target) => target is IDeclarationExpressionOperation declaration ? declaration.Expression : target;

    /// <summary>The name in a call: what is left of it when receiver and arguments are not looked at.</summary>
    public static SyntaxNode NameSyntax(this IInvocationOperation call) =>
        (call.Syntax as InvocationExpressionSyntax)?.Expression switch
        {
            MemberAccessExpressionSyntax access => access.Name,
            MemberBindingExpressionSyntax binding => binding.Name,
            { } name => name,
            _ => call.Syntax,
        };

    /// <summary>The local or parameter that an operation mentions; null for all others.</summary>
    public static ISymbol? Variable(this IOperation operation) =>
        operation switch
        {
            ILocalReferenceOperation local => local.Local,
            IParameterReferenceOperation parameter => parameter.Parameter,
            _ => null,
        };
}
