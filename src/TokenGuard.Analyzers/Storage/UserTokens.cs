using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using TokenGuard.Analyzers.Flow;

namespace TokenGuard.Analyzers.Storage;

/// <summary>Tells the token of a user, or of one request, from one that a service gets for itself and may share.</summary>
/// <param name="context">Where the token is used.</param>
/// <param name="followsCallers">Whether the callers of the method are asked what they give; no where sinks are followed through calls anyway.</param>
internal readonly struct UserTokens(OperationContext context, bool followsCallers)
{
    /// <summary>How many methods deep the token is followed, and how long the chains of members and calls may be.</summary>
    private const int MaxDepth = 4;
    private const int MaxChain = 16;

    /// <summary>So many callers of a method are asked.</summary>
    private const int MaxCallers = 8;

    private static readonly string[] ClientFrameworks =
    [
        "Microsoft.Maui.Controls.Application", "Xamarin.Forms.Application", "System.Windows.Application", "System.Windows.Forms.Form", "Windows.UI.Xaml.Application",
        "Microsoft.UI.Xaml.Application", "Avalonia.Application", "UnityEngine.Object",
    ];

    private const string BrowserHost = "Microsoft.AspNetCore.Components.WebAssembly.Hosting.WebAssemblyHostBuilder";

    private static readonly string[] Endpoints =
    [
        "Microsoft.AspNetCore.Mvc.ControllerBase", "Microsoft.AspNetCore.Mvc.RazorPages.PageModel", "Microsoft.AspNetCore.SignalR.Hub", "System.Web.Mvc.Controller", "System.Web.Http.ApiController",
    ];

    /// <summary>What stands in a class that gets tokens for the service itself.</summary>
    private static readonly string[] ServiceWords = ["client_credentials", "ClientCredential", "AcquireTokenForClient", "GetAccessTokenForApp", "ManagedIdentity", "AzureCredential"];

    /// <summary>Whether a project is a server, whose memory all users share: not one of a desktop, phone or browser.</summary>
    public static bool IsServer(TokenTypes types) => HasRequests(types) && !IsClient(types) && types.Find(BrowserHost) is null;

    /// <summary>Whether a project is the application of one user: of a desktop, phone or browser. A server that delivers its pages to the browser refers to the host of these too.</summary>
    public static bool IsClient(TokenTypes types) => ClientFrameworks.Any(framework => types.Find(framework) is not null) || (types.Find(BrowserHost) is not null && !HasRequests(types));

    private static bool HasRequests(TokenTypes types) => (types.Find("Microsoft.AspNetCore.Http.HttpContext") ?? types.Find("System.Web.HttpContext")) is not null;

    /// <summary>Whether a token is surely one of a user or request: it comes from there, or is issued here.</summary>
    public bool IsOfUser(IOperation token, TokenFlow flow) => !IsOfService(context.ContainingSymbol.ContainingType) && IsFromUser(token, flow, MaxDepth);

    private bool IsFromUser(IOperation value, TokenFlow flow, int depth)
    {
        if (depth == 0)
        {
            return false;
        }

        foreach (var origin in flow.Origins(value))
        {
            if (IsFromUserAt(origin, flow, depth))
            {
                return true;
            }
        }

        return false;
    }

    // What a chain such as context.Request.Headers["X"].ToString() begins with.
    private bool IsFromUserAt(IOperation origin, TokenFlow flow, int depth)
    {
        var isOfCall = false;
        var operation = origin;
        for (var links = 0; operation is not null && links < MaxChain; links++)
        {
            if (operation.Type is { } type && IsOfRequest(type))
            {
                return true;
            }

            switch (operation)
            {
                case IAwaitOperation awaited:
                    operation = awaited.Operation;
                    continue;
                case IConversionOperation conversion:
                    operation = conversion.Operand;
                    continue;
                case IConditionalAccessOperation access:
                    operation = access.WhenNotNull;
                    continue;
                case IConditionalAccessInstanceOperation:
                    operation = operation.ReceiverOfConditionalAccess();
                    continue;
                case IMemberReferenceOperation member:
                    operation = member.Instance;
                    continue;
                case ILocalReferenceOperation when flow.Origin(operation) is { } only && only != operation:
                    operation = only;
                    continue;
                case IInvocationOperation call:
                    if (IsUserToken(call.TargetMethod))
                    {
                        return true;
                    }

                    // A service of the request need not be about its user.
                    if (call.TargetMethod.Name is "GetService" or "GetRequiredService" || IsOfService(call.TargetMethod.ContainingType))
                    {
                        return false;
                    }

                    if (flow.TargetOf(call.TargetMethod) is { } target)
                    {
                        return !IsOfService(target.ContainingType) && flow.BodyOf(target) is { } body && flow.Within(target, call.Arguments) is { } inner && IsReturnedFromUser(body, inner, depth - 1);
                    }

                    var receiver = call.Instance ?? (call.Arguments.IsEmpty ? null : call.Arguments[0].Value);
                    isOfCall |= receiver?.Type.IsText() != true;
                    operation = receiver;
                    continue;
                case IParameterReferenceOperation parameter:
                    return !isOfCall && (IsGivenByRequest(parameter) || IsGivenByCallers(parameter, depth));
                default:
                    return false;
            }
        }

        return false;
    }

    private bool IsReturnedFromUser(IOperation body, TokenFlow flow, int depth)
    {
        foreach (var returned in TokenFlow.ReturnsOf(body))
        {
            if (IsFromUser(returned, flow, depth))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsOfRequest(ITypeSymbol type) =>
        type.Name switch
        {
            "HttpContext" or "HttpRequest" or "IHeaderDictionary" or "IRequestCookieCollection" or "ISession" or "IFormCollection" or "IQueryCollection" or "IHttpContextAccessor" => type.IsIn("Microsoft.AspNetCore.Http"),
            "HttpContextBase" or "HttpRequestBase" or "HttpSessionStateBase" => type.IsIn("System.Web"),
            "ClaimsPrincipal" or "ClaimsIdentity" => type.IsIn("System.Security.Claims"),
            "AuthenticateResult" or "AuthenticationProperties" => type.IsIn("Microsoft.AspNetCore.Authentication"),
            _ => false,
        };

    // What a user gives leave for, or what is issued here, which is for users.
    private static bool IsUserToken(IMethodSymbol method) =>
        method.Name.IndexOf("ForUser", StringComparison.Ordinal) >= 0 || method.Name.IndexOf("UserAccessToken", StringComparison.Ordinal) >= 0
        || (method.Name is "WriteToken" or "CreateToken" or "CreateEncodedJwt" or "Encode" && TokenSources.OfMember(method).Name is not null);

    private static bool IsGivenByRequest(IParameterReferenceOperation reference)
    {
        if (reference.Parameter.Type.TypeKind == TypeKind.Interface || reference.Parameter.ContainingSymbol is not IMethodSymbol method)
        {
            return false;
        }

        if (method.MethodKind == MethodKind.Ordinary)
        {
            return method.DeclaredAccessibility == Accessibility.Public && Endpoints.Any(method.ContainingType.IsOrDerivesFrom);
        }

        // app.MapPost("/x", (Login login) => ...)
        for (var parent = reference.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is IAnonymousFunctionOperation function && SymbolEqualityComparer.Default.Equals(function.Symbol, method))
            {
                var handler = function.Parent;
                while (handler is IDelegateCreationOperation or IConversionOperation)
                {
                    handler = handler.Parent;
                }

                return handler is IArgumentOperation { Parent: IInvocationOperation { TargetMethod.Name: var name } } && name.StartsWith("Map", StringComparison.Ordinal);
            }
        }

        return false;
    }

    private bool IsGivenByCallers(IParameterReferenceOperation reference, int depth)
    {
        if (!followsCallers || reference.Parameter.ContainingSymbol is not IMethodSymbol { MethodKind: MethodKind.Ordinary } method)
        {
            return false;
        }

        foreach (var node in context.CallsOf(method).Take(MaxCallers))
        {
            if (node.FirstAncestorOrSelf<InvocationExpressionSyntax>() is { } invocation && context.OperationOf(invocation) is { } call
                && TokenFlow.ArgumentsOf(call).FirstOrDefault(argument => argument.Parameter?.Ordinal == reference.Parameter.Ordinal) is { } argument
                && IsFromUser(argument.Value, context.Flow, depth - 1))
            {
                return true;
            }
        }

        return false;
    }

    private bool IsOfService(INamedTypeSymbol? type)
    {
        if (type is null || !type.IsDeclaredIn(context.Compilation))
        {
            return type?.IsIn("Azure.Identity") == true || type?.IsIn("Azure.Core") == true;
        }

        var (compilation, cancellation) = (context.Compilation, context.CancellationToken);
        return context.FactsOf(type).Get(() => new OwnTokens(type.DeclarationsIn(compilation).Any(declaration =>
            declaration.GetSyntax(cancellation).ToString() is var text && ServiceWords.Any(word => text.IndexOf(word, StringComparison.Ordinal) >= 0)))).AreGot;
    }

    /// <summary>Whether a type gets tokens for the service itself.</summary>
    private sealed record OwnTokens(bool AreGot);
}
