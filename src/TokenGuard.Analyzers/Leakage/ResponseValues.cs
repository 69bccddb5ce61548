using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace TokenGuard.Analyzers.Leakage;

/// <summary>What endpoints answer with: actions of controllers, and functions that routes are mapped to.</summary>
internal static class ResponseValues
{
    private static readonly HashSet<string> Methods = new(StringComparer.Ordinal) { "Ok", "Json", "Content", "Created", "CreatedAtAction", "CreatedAtRoute", "Accepted", "AcceptedAtAction", "AcceptedAtRoute", "Text" };

    private static readonly HashSet<string> Parameters = new(StringComparer.Ordinal) { "value", "data", "content", "error" };

    private static readonly HashSet<string> Routes = new(StringComparer.Ordinal) { "MapGet", "MapPost", "MapPut", "MapPatch", "MapDelete", "Map", "MapMethods" };

    /// <summary>One of these stands in every body that answers, or at the type around it.</summary>
    public static readonly ImmutableHashSet<string> Words = Methods.Concat(Routes).ToImmutableHashSet().Union(["ApiController", "ControllerBase", "Controller", "HttpPost", "HttpGet", "HttpPut", "HttpPatch", "HttpDelete"]);

    /// <summary>The kinds of operations that answer.</summary>
    public static readonly ImmutableArray<OperationKind> Kinds = ImmutableArray.Create(OperationKind.Invocation, OperationKind.Return);

    /// <summary>The value of a response; null for all other operations.</summary>
    public static IOperation? Of(IOperation operation, ISymbol containing)
    {
        switch (operation)
        {
            case IInvocationOperation { TargetMethod: var method } call when Methods.Contains(method.Name)
                && (method.IsMemberOf("Microsoft.AspNetCore.Mvc.ControllerBase") || (method.ContainingType.Name is "Results" or "TypedResults" && method.IsIn("Microsoft.AspNetCore.Http"))):
                return call.Arguments.FirstOrDefault(argument => argument.Parameter is { } parameter && Parameters.Contains(parameter.Name))?.Value;
            case IReturnOperation { ReturnedValue: { } value } when IsAnswer(value) && (FunctionAround(operation) is { } function ? RouteOf(function) is not null : IsAction(containing)):
                return value.WithoutConversions();
            default:
                return null;
        }
    }

    /// <summary>The lambda that an operation stands in.</summary>
    public static IAnonymousFunctionOperation? FunctionAround(IOperation operation)
    {
        for (var around = operation.Parent; around is not null; around = around.Parent)
        {
            if (around is IAnonymousFunctionOperation function)
            {
                return function;
            }
        }

        return null;
    }

    /// <summary>The call that maps a route to a lambda.</summary>
    public static IInvocationOperation? RouteOf(IAnonymousFunctionOperation function)
    {
        for (var around = function.Parent; around is IDelegateCreationOperation or IConversionOperation or IArgumentOperation or IInvocationOperation; around = around.Parent)
        {
            if (around is IInvocationOperation call)
            {
                return Routes.Contains(call.TargetMethod.Name) ? call : null;
            }
        }

        return null;
    }

    // return Ok(...) is a call of its own.
    private static bool IsAnswer(IOperation value) => value.WithoutConversions().Type is { } type && !type.Name.EndsWith("Result", StringComparison.Ordinal) && type.Name is not ("Task" or "ValueTask" or "IResult");

    private static bool IsAction(ISymbol containing) =>
        containing is IMethodSymbol { DeclaredAccessibility: Accessibility.Public, MethodKind: MethodKind.Ordinary, ContainingType: var type } && type.IsOrDerivesFrom("Microsoft.AspNetCore.Mvc.ControllerBase");
}
