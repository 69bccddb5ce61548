using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
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
        (method.PartialImplementationPart ?? method).DeclarationsIn(project.Compilation) is [var declaration]
        && project.Bodies.OperationOf(declaration.GetSyntax(cancellation), cancellation) is { } operation
            ? operation switch
            {
                IMethodBodyBaseOperation body => body.BlockBody ?? body.ExpressionBody,
                ILocalFunctionOperation local => local.Body,
                _ => operation,
            }
            : null;

    /// <summary>The operations of the body of a method.</summary>
    public IEnumerable<IOperation> OperationsIn(IOperation body) => body.Parent is IMethodBodyBaseOperation { Parent: null } ? BodyAround(body).Operations : body.DescendantsAndSelf();

    /// <summary>
    /// What a parameter of a private method or local function is given by all its calls; empty when there are none, or when it may be called
    /// in another way.
    /// </summary>
    public ImmutableArray<IOperation> ArgumentsOf(IParameterSymbol parameter)
    {
        var arguments = ImmutableArray.CreateBuilder<IOperation>();
        if (parameter.ContainingSymbol is not IMethodSymbol { MethodKind: MethodKind.LocalFunction or MethodKind.Ordinary } method
            || (method.MethodKind == MethodKind.Ordinary && method.DeclaredAccessibility != Accessibility.Private))
        {
            return arguments.ToImmutable();
        }

        var (declarations, token) = (method.ContainingType.DeclarationsIn(project.Compilation), cancellation);
        foreach (var name in project.FactsOf(method.ContainingType).Get(() => new NamesInType(declarations, token)).Of(method.Name))
        {
            var called = name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? (ExpressionSyntax)access : name;
            if (called.Parent is not InvocationExpressionSyntax invocation || project.Bodies.OperationOf(invocation, cancellation) is not IInvocationOperation call)
            {
                return ImmutableArray<IOperation>.Empty;
            }

            if (SymbolEqualityComparer.Default.Equals(call.TargetMethod.OriginalDefinition, method))
            {
                arguments.AddRange(call.Arguments.Where(argument => argument.Parameter?.Ordinal == parameter.Ordinal));
            }
        }

        return arguments.ToImmutable();
    }

    /// <summary>The bodies of the methods of its own type that use a member.</summary>
    public IEnumerable<IOperation> UsersOf(ISymbol member)
    {
        var used = (member as IMethodSymbol)?.AssociatedSymbol ?? member;
        foreach (var declaration in used.ContainingType?.DeclarationsIn(project.Compilation) ?? ImmutableArray<SyntaxReference>.Empty)
        {
            foreach (var method in declaration.GetSyntax(cancellation).DescendantNodes().OfType<BaseMethodDeclarationSyntax>())
            {
                if (method.DescendantNodes().OfType<SimpleNameSyntax>().Any(name => name.Identifier.ValueText == used.Name)
                    && project.Bodies.OperationOf(method, cancellation) is { } body
                    && body.Descendants().Any(operation => SymbolEqualityComparer.Default.Equals(used, MemberOf(operation)?.OriginalDefinition)))
                {
                    yield return body;
                }
            }
        }

        static ISymbol? MemberOf(IOperation operation) => (operation as IInvocationOperation)?.TargetMethod ?? (operation as IMemberReferenceOperation)?.Member;
    }

    /// <summary>What a body returns, without what lambdas and local functions inside of it return.</summary>
    public static ImmutableArray<IOperation> ReturnsOf(IOperation body)
    {
        var returns = ImmutableArray.CreateBuilder<IOperation>();
        var pending = new Stack<IOperation>(body.ChildOperations.Reverse());
        while (pending.Count > 0)
        {
            var operation = pending.Pop();
            if (operation is IReturnOperation { ReturnedValue: { } value })
            {
                returns.Add(value);
            }
            else if (operation is not (IAnonymousFunctionOperation or ILocalFunctionOperation))
            {
                foreach (var child in operation.ChildOperations.Reverse())
                {
                    pending.Push(child);
                }
            }
        }

        return returns.ToImmutable();
    }

    /// <summary>The simple names in the declarations of a type.</summary>
    private sealed class NamesInType(ImmutableArray<SyntaxReference> declarations, CancellationToken cancellation)
    {
        private readonly ILookup<string, SimpleNameSyntax> names = declarations
            .SelectMany(declaration => declaration.GetSyntax(cancellation).DescendantNodes())
            .OfType<SimpleNameSyntax>()
            .ToLookup(name => name.Identifier.ValueText, StringComparer.Ordinal);

        public IEnumerable<SimpleNameSyntax> Of(string name) => names[name];
    }
}
