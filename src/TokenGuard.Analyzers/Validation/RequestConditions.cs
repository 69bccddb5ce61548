using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using TokenGuard.Analyzers.Flow;
using TokenGuard.Rules.Facts;

namespace TokenGuard.Analyzers.Validation;

/// <summary>Code that looks at which request it is before it takes a token from an unusual place.</summary>
internal static class RequestConditions
{
    private static readonly string[] HubWords = ["hub", "hubs", "signalr", "socket", "sockets", "websocket", "websockets", "realtime", "sse", "notification", "notifications", "stream", "streaming"];

    /// <summary>Whether the function that an operation stands in, or the branch of the pipeline that it is in, is for certain requests only.</summary>
    public static bool AreAround(IOperation operation, TokenFlow flow)
    {
        var function = operation;
        for (var parent = operation.Parent; parent is not null; parent = parent.Parent)
        {
            switch (parent)
            {
                case IConditionalOperation { Condition: var condition } when CallsProject(condition, flow):
                case IInvocationOperation { TargetMethod.Name: "UseWhen" or "MapWhen" or "Map" }:
                    return true;
            }

            if (function is not (IAnonymousFunctionOperation or ILocalFunctionOperation))
            {
                function = parent;
            }
        }

        return AreIn(function);
    }

    /// <summary>Whether code looks at the path of the request, at its endpoint, or whether it opens a socket or a stream.</summary>
    public static bool AreIn(IOperation body) =>
        body.DescendantsAndSelf().Any(operation => operation switch
        {
            IPropertyReferenceOperation { Property: { Name: "Path" or "PathBase", ContainingType.Name: "HttpRequest" } or { Name: "IsWebSocketRequest" } } => true,
            IInvocationOperation { TargetMethod.Name: "StartsWithSegments" or "GetEndpoint" or "GetRouteValue" or "GetDisplayUrl" or "GetEncodedUrl" } => true,
            ILiteralOperation { ConstantValue: { HasValue: true, Value: "Upgrade" or "upgrade" or "websocket" or "text/event-stream" } } => true,
            _ => false,
        });

    /// <summary>Whether something is named after hubs, sockets or streams.</summary>
    public static bool NamesHub(string? name) => name is not null && IdentifierWords.Split(name).Any(HubWords.Contains);

    /// <summary>Whether an operation is in the options of a scheme that is named after hubs: <c>AddJwtBearer("Hubs", ...)</c>.</summary>
    public static bool IsSchemeForHubs(IOperation operation, TokenFlow flow)
    {
        for (var parent = operation.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is IInvocationOperation call
                && call.Arguments.Any(argument => argument.Parameter?.Type.SpecialType == SpecialType.System_String && NamesHub(flow.ConstantText(argument.Value))))
            {
                return true;
            }
        }

        return false;
    }

    // A condition of this project's own, unless it is seen to look at something else.
    private static bool CallsProject(IOperation condition, TokenFlow flow) =>
        condition.DescendantsAndSelf().OfType<IInvocationOperation>().Any(call =>
            call.IsOwn() && (flow.BodyOf(call.TargetMethod) is not { } body || AreIn(body)));
}
