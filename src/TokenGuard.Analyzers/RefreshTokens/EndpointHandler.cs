using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using TokenGuard.Analyzers.Flow;

namespace TokenGuard.Analyzers.RefreshTokens;

/// <summary>What an endpoint of a minimal API does: <c>app.MapPost("/auth/refresh", (...) => ...)</c>.</summary>
internal readonly record struct EndpointHandler(string Route, IOperation Body)
{
    /// <summary>Whether a method of this name handles what its type is named after: a page, an endpoint, a command.</summary>
    public static bool IsName(string method) => method is "OnPost" or "OnPostAsync" or "OnGet" or "OnGetAsync" or "Handle" or "HandleAsync" or "ExecuteAsync" or "Post" or "PostAsync";

    /// <summary>Whether the method that is looked at is called by others of the project, which may do what it does not: they are looked at then, if their names tell.</summary>
    public static bool IsCalled(OperationContext context) => context.Operation is IMethodBodyOperation && context.ContainingSymbol is IMethodSymbol method && !context.CallsOf(method).IsEmpty;

    /// <summary>The endpoint that a call maps; null when its route is not constant, or its handler is a method, which is looked at by itself.</summary>
    public static EndpointHandler? Of(IInvocationOperation call, TokenFlow flow) =>
        call.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == "pattern") is { Value: var pattern } && flow.ConstantText(pattern) is { } route
        && call.Arguments.FirstOrDefault(argument => argument.Parameter?.Name is "handler" or "requestDelegate")?.Value.WithoutConversions() is IDelegateCreationOperation { Target: IAnonymousFunctionOperation { Body: var body } }
            ? new EndpointHandler(route, body)
            : null;
}
