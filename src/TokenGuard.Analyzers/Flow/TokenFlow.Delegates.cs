using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace TokenGuard.Analyzers.Flow;

/// <summary>The bodies of delegates: lambdas, local functions, methods given by name.</summary>
internal readonly partial struct TokenFlow
{
    /// <summary>The body of the only function that a delegate can be; null when it is not in this project's source.</summary>
    public IOperation? BodyOf(IOperation function) =>
        Origin(function) switch
        {
            IDelegateCreationOperation { Target: var target } => BodyOf(target),
            IAnonymousFunctionOperation lambda => lambda.Body,
            IMethodReferenceOperation { Method: var method } => BodyOf(method),
            _ => null,
        };

    /// <summary>The body of a method of this project that is not abstract or external.</summary>
    public IOperation? BodyOf(IMethodSymbol method) =>
        (method.PartialImplementationPart ?? method).DeclaringSyntaxReferences is [var declaration]
        && project.Bodies.OperationOf(declaration.GetSyntax(cancellation), cancellation) is { } operation
            ? operation switch
            {
                IMethodBodyOperation body => body.BlockBody ?? body.ExpressionBody,
                ILocalFunctionOperation local => local.Body,
                _ => operation,
            }
            : null;

    /// <summary>What a body returns, without what lambdas and local functions inside of it return.</summary>
    public static ImmutableArray<IOperation> ReturnsOf(IOperation body)
    {
        var returns = ImmutableArray.CreateBuilder<IOperation>();
        Collect(body);
        return returns.ToImmutable();

        void Collect(IOperation operation)
        {
            foreach (var child in operation.ChildOperations)
            {
                if (child is IReturnOperation { ReturnedValue: { } value })
                {
                    returns.Add(value);
                }
                else if (child is not (IAnonymousFunctionOperation or ILocalFunctionOperation))
                {
                    Collect(child);
                }
            }
        }
    }
}
