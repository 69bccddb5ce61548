using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using TokenGuard.Analyzers.Flow;
using TokenGuard.Rules;
using TokenGuard.Rules.Facts;

namespace TokenGuard.Analyzers.Transport;

/// <summary>Who gets a request.</summary>
internal enum Destination
{
    /// <summary>Nothing tells, or the caller decides.</summary>
    Unknown,

    /// <summary>Whoever issues, refreshes and revokes tokens.</summary>
    AuthorizationServer,

    /// <summary>An API.</summary>
    ResourceServer,
}

/// <summary>Tells where a request goes, from what the code around it says: its URL, its client, the names of its methods and types.</summary>
/// <param name="context">The place where the token joins the request, or the call that makes it do so.</param>
/// <param name="flow">Tells what token and carrier are.</param>
internal readonly struct RequestDestination(OperationContext context, TokenFlow flow)
{
    /// <summary>Where a request goes.</summary>
    /// <param name="place">Where the token joins the request.</param>
    /// <param name="token">The token.</param>
    /// <param name="carrier">The request or client that it joins, or the URL that the request is made from; null when that is not known.</param>
    /// <param name="isEveryRequest">Whether the token joins every request of a client.</param>
    public Destination Of(IOperation place, IOperation token, IOperation? carrier, bool isEveryRequest)
    {
        var function = FunctionOf(place);
        if (NamesTokenExchange(place, function))
        {
            return Destination.AuthorizationServer;
        }

        var own = OwnUrls(carrier);
        if (own.Any(IsTokenEndpoint))
        {
            return Destination.AuthorizationServer;
        }

        if (own.Any(url => url.IsKnown))
        {
            return Destination.ResourceServer;
        }

        var around = UrlsIn(function);
        var urls = own.AddRange(around.Urls);
        if (urls.Any(IsTokenEndpoint) || around.MentionsTokenEndpoint)
        {
            return Destination.AuthorizationServer;
        }

        if (IsForEveryRequest(function))
        {
            return Destination.ResourceServer;
        }

        var isGiven = urls.Any(url => url.IsGiven && !url.IsKnown) || (carrier is not null && flow.Origins(carrier).All(RequestUrl.IsGivenBy));
        if (urls.Any(url => url.IsKnown) && !isGiven)
        {
            return Destination.ResourceServer;
        }

        // A caller that gives the token knows where it goes; a token that the object keeps goes wherever it is called for.
        return (isEveryRequest || isGiven || !urls.IsEmpty)
            && !(isGiven && flow.Origins(token).Any(RequestUrl.IsGivenBy))
            && !IsOnlyToRefresh(place)
            && !TokenEndpoints.IsAboutAuthentication(context.ContainingSymbol.ContainingType?.Name ?? string.Empty)
                ? Destination.ResourceServer
                : Destination.Unknown;
    }

    // if (isRefresh) { ... }
    private static bool IsOnlyToRefresh(IOperation place)
    {
        for (var operation = place; operation is not null; operation = operation.Parent)
        {
            if (operation is IConditionalOperation conditional
                && conditional.Condition.DescendantsAndSelf().Any(part => part.Type?.SpecialType == SpecialType.System_Boolean && part switch
                {
                    IMemberReferenceOperation { Member.Name: var name } => TokenEndpoints.IsTokenExchange(name),
                    ILocalReferenceOperation { Local.Name: var name } => TokenEndpoints.IsTokenExchange(name),
                    IParameterReferenceOperation { Parameter.Name: var name } => TokenEndpoints.IsTokenExchange(name),
                    _ => false,
                }))
            {
                return true;
            }
        }

        return false;
    }

    // RefreshAsync(), class TokenRevocationClient, MapPost("/auth/refresh", () => ...)
    private bool NamesTokenExchange(IOperation place, IOperation function)
    {
        for (var operation = place; operation is not null; operation = operation.Parent)
        {
            if (operation is ILocalFunctionOperation local && TokenEndpoints.IsTokenExchange(local.Symbol.Name))
            {
                return true;
            }
        }

        var policy = context.Policy;
        for (ISymbol? symbol = context.ContainingSymbol; symbol is IMethodSymbol or IPropertySymbol or IFieldSymbol or INamedTypeSymbol; symbol = symbol.ContainingSymbol)
        {
            if (TokenEndpoints.IsTokenExchange(symbol.Name)
                || symbol.GetAttributes().Any(attribute => attribute.ConstructorArguments.Any(argument =>
                    argument is { Kind: TypedConstantKind.Primitive, Value: string route } && TokenEndpoints.IsTokenEndpoint(route, policy))))
            {
                return true;
            }
        }

        var handler = function.Parent;
        while (handler is IDelegateCreationOperation or IConversionOperation)
        {
            handler = handler.Parent;
        }

        return handler is IArgumentOperation { Parent: IInvocationOperation call }
            && call.Arguments.Any(argument => argument.Value.ConstantValue is { HasValue: true, Value: string route } && TokenEndpoints.IsTokenEndpoint(route, policy));
    }

    private bool IsTokenEndpoint(RequestUrl url) => TokenEndpoints.IsTokenEndpoint(url.Text, context.Policy);

    // What the request was created with, and what its URL was set to.
    private ImmutableArray<RequestUrl> OwnUrls(IOperation? carrier)
    {
        if (carrier is null)
        {
            return ImmutableArray<RequestUrl>.Empty;
        }

        if (carrier.Type is { SpecialType: SpecialType.System_String } or { Name: "Uri" or "Url" } || carrier is IInvocationOperation)
        {
            return ImmutableArray.Create(RequestUrl.Read(carrier, flow));
        }

        var known = flow;
        return flow.Creations(carrier).SelectMany(creation => creation.Arguments).Select(RequestUrl.Of).OfType<IOperation>()
            .Concat(flow.Member(carrier, "RequestUri").Values)
            .Select(url => RequestUrl.Read(url, known))
            .ToImmutableArray();
    }

    private FunctionUrls UrlsIn(IOperation function)
    {
        var functions = context.Flow.BodyAround(function).Fact(static _ => new ConcurrentDictionary<SyntaxNode, FunctionUrls>());
        return functions.TryGetValue(function.Syntax, out var known) ? known : functions.GetOrAdd(function.Syntax, new FunctionUrls(function, context.Flow, context.Policy));
    }

    // The innermost function that the place lies in, or the whole initialiser.
    private static IOperation FunctionOf(IOperation place)
    {
        var operation = place;
        while (operation is not (IAnonymousFunctionOperation or ILocalFunctionOperation) && operation.Parent is { } parent)
        {
            operation = parent;
        }

        return operation;
    }

    // DelegatingHandler.SendAsync, IAuthenticator.Authenticate, an interceptor: what they add goes everywhere.
    private bool IsForEveryRequest(IOperation function) =>
        function is not IAnonymousFunctionOperation
        && context.ContainingSymbol is IMethodSymbol method
        && (method.ContainingType.IsOrDerivesFrom("System.Net.Http.HttpMessageHandler")
            || method.ContainingType.IsOrDerivesFrom("RestSharp.Authenticators.IAuthenticator")
            || method.ContainingType.IsOrDerivesFrom("Grpc.Core.Interceptors.Interceptor"));

    /// <summary>The URLs that the code of a function names.</summary>
    private sealed class FunctionUrls
    {
        public FunctionUrls(IOperation function, TokenFlow flow, TokenPolicy policy)
        {
            var urls = ImmutableArray.CreateBuilder<RequestUrl>();
            foreach (var operation in function.Descendants())
            {
                if (RequestUrl.Of(operation) is { } url)
                {
                    urls.Add(RequestUrl.Read(url, flow));
                }

                // if (request.RequestUri.AbsolutePath.EndsWith("/refresh"))
                MentionsTokenEndpoint |= operation is { ConstantValue: { HasValue: true, Value: string text } }
                    && text.IndexOf(' ') < 0
                    && (text.IndexOf('/') >= 0 || operation.Parent is IArgumentOperation { Parent: IInvocationOperation { TargetMethod.Name: "Contains" or "EndsWith" or "StartsWith" or "Equals" } })
                    && TokenEndpoints.IsTokenEndpoint(text, policy);
            }

            Urls = urls.ToImmutable();
        }

        public ImmutableArray<RequestUrl> Urls { get; }

        public bool MentionsTokenEndpoint { get; }
    }
}
