using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using TokenGuard.Analyzers.Flow;
using TokenGuard.Rules.Facts;

namespace TokenGuard.Analyzers.Transport;

/// <summary>Tells whether tokens depend on the server that an HTTP handler talks to.</summary>
internal static class TokenServers
{
    private const string FetchesKeys = "the keys that verify tokens are fetched through it";
    private const string SendsTokens = "tokens are sent through it";

    private static readonly HashSet<string> TokenCalls = new(StringComparer.Ordinal)
    {
        "SetBearerToken", "WithOAuthBearerToken", "JwtAuthenticator", "OAuth2AuthorizationRequestHeaderAuthenticator", "AccessTokenProvider", "AuthorizationHeaderValueGetter", "GetDiscoveryDocumentAsync",
        "RequestTokenAsync", "RequestClientCredentialsTokenAsync", "RequestRefreshTokenAsync", "RequestAuthorizationCodeTokenAsync", "RequestPasswordTokenAsync", "GetUserInfoAsync", "IntrospectTokenAsync",
    };

    private static readonly HashSet<string> AuthenticationWords = new("auth oauth oidc token tokens bearer identity idp sso login keycloak jwks".Split(' '), StringComparer.Ordinal);

    /// <summary>Why tokens depend on it; null when nothing says so.</summary>
    /// <param name="handlerMember">The assignment of a member of the handler, or of the options that make one.</param>
    /// <param name="context">Where that stands.</param>
    public static string? WhyTokensDependOn(IAssignmentOperation handlerMember, OperationContext context)
    {
        var flow = context.Flow;
        if (Around(handlerMember, context) is { } around)
        {
            return around;
        }

        var target = ((IPropertyReferenceOperation)handlerMember.Target).Instance;
        if (target is null)
        {
            return UsesWebRequest(context) && SendsTokensIn(context) ? SendsTokens : null;
        }

        // SslOptions of a SocketsHttpHandler: the handler is one step further.
        while (target is IPropertyReferenceOperation { Instance: { } holder })
        {
            target = holder;
        }

        var uses = target is IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ImplicitReceiver } ? MadeAround(handlerMember) is { } made ? flow.Uses(made) : ImmutableArray<IOperation>.Empty : flow.UsesOfVariable(target);
        foreach (var use in uses)
        {
            if (OfUse(use) is { } why || (use is IReturnOperation && (why = Around(use, context)) is not null))
            {
                return why;
            }
        }

        return uses.Any(use => use is IObjectCreationOperation { Type: { } type } && (type.IsOrDerivesFrom("System.Net.Http.HttpMessageInvoker") || type.IsIn("RestSharp")) && !IsOfThisMachine(use, context)) && SendsTokensIn(context) ? SendsTokens : null;
    }

    // Nobody stands between, and the certificate of a server that is being developed is its own.
    private static bool IsOfThisMachine(IOperation client, OperationContext context) =>
        new RequestAddress(context, context.Flow).Of(client, client) is { IsEmpty: false } addresses && addresses.All(address => address.ConstantValue.Value is string url && Urls.IsLoopback(url));

    // What the handler lies in: options.BackchannelHttpHandler = ..., AddHttpClient<TokenClient>().ConfigurePrimaryHttpMessageHandler(() => ...)
    private static string? Around(IOperation operation, OperationContext context)
    {
        for (IOperation? around = operation.Parent; around is not null; around = around.Parent)
        {
            switch (around)
            {
                case IAssignmentOperation when OfUse(around) is { } why:
                    return why;
                case ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.Name: "HttpMessageHandlerFactory" } } factory
                    when context.Flow.BodyAround(factory).AssignmentsOf("AccessTokenProvider").Any():
                    return SendsTokens;
                case IObjectCreationOperation { Type: { Name: "RestClientOptions" } } options
                    when options.Descendants().Any(part => part is IObjectCreationOperation { Type.Name: "JwtAuthenticator" or "OAuth2AuthorizationRequestHeaderAuthenticator" }):
                    return SendsTokens;
                case IInvocationOperation { TargetMethod.Name: "ConfigurePrimaryHttpMessageHandler" or "ConfigureHttpMessageHandlerBuilder" or "UseSocketsHttpHandler" } configure:
                    return IsOfTokenClient(configure, context) ? SendsTokens : null;
            }
        }

        return null;
    }

    private static string? OfUse(IOperation use) =>
        use is IAssignmentOperation { Target: IPropertyReferenceOperation { Property: { Name: "BackchannelHttpHandler" or "Backchannel" or "JwtBackChannelHandler" or "IntrospectionDiscoveryHandler" or "IntrospectionBackChannelHandler" } } } ? FetchesKeys : null;

    private static IOperation? MadeAround(IOperation member)
    {
        IOperation? made = null;
        for (var around = member.Parent; around is IObjectOrCollectionInitializerOperation or IObjectCreationOperation or ISimpleAssignmentOperation or IMemberInitializerOperation; around = around.Parent)
        {
            made = around as IObjectCreationOperation ?? made;
        }

        return made;
    }

    // A client of that name, one with a handler that adds tokens, or one that is given to a type that sends them.
    private static bool IsOfTokenClient(IInvocationOperation configure, OperationContext context)
    {
        IOperation first = configure;
        while (first is IInvocationOperation { Arguments: [{ Value: IInvocationOperation inner }, ..] })
        {
            first = inner;
        }

        if (first is not IInvocationOperation { TargetMethod.Name: "AddHttpClient" or "AddRefitClient" or "AddGrpcClient" } added)
        {
            return false;
        }

        var registration = new ClientRegistration(added);
        return (registration.Name is { } name && IsAboutTokens(name))
            || registration.Types.Any(type => IsAboutTokens(type.Name) || SendsTokensInType(type as INamedTypeSymbol, context))
            || registration.Calls.Any(call => IsAboutTokens(call.TargetMethod.Name) || (call.TargetMethod.Name == "AddHttpMessageHandler" && call.TargetMethod.TypeArguments.Any(type => IsAboutTokens(type.Name) || SendsTokensInType(type as INamedTypeSymbol, context))));
    }

    private static bool IsAboutTokens(string name) => IdentifierWords.Split(name).Any(AuthenticationWords.Contains);

    private static bool SendsTokensIn(OperationContext context) =>
        context.ContainingSymbol.ContainingType is { } type && type.Name is not "Program" ? SendsTokensInType(type, context) : context.Flow.BodyAround(context.Operation).Fact(static body => new TokenUse([body.Root.Syntax])).Any;

    private static bool SendsTokensInType(INamedTypeSymbol? type, OperationContext context)
    {
        var (compilation, cancellation) = (context.Compilation, context.CancellationToken);
        return type is not null && context.FactsOf(type.OriginalDefinition).Get(() => new TokenUse(type.DeclarationsIn(compilation).Select(declaration => declaration.GetSyntax(cancellation)))).Any;
    }

    // The service point manager has no say over HttpClient in .NET.
    private static bool UsesWebRequest(OperationContext context) =>
        context.Types.Find("System.Net.Http.SocketsHttpHandler") is null
        || context.Flow.BodyAround(context.Operation).Operations.Any(operation => operation.Type?.Name is "WebRequest" or "HttpWebRequest" or "WebClient");

    /// <summary>Whether code sends tokens, as far as its words tell; found once.</summary>
    private sealed class TokenUse(IEnumerable<SyntaxNode> code)
    {
        public bool Any { get; } = code.SelectMany(node => node.DescendantNodes()).Any(node => node switch
        {
            SimpleNameSyntax name => TokenCalls.Contains(name.Identifier.ValueText),
            LiteralExpressionSyntax { Token.Value: string text } => IsOfProtocol(text),
            InterpolatedStringTextSyntax { TextToken.ValueText: var text } => IsOfProtocol(text),
            _ => false,
        });

        private static bool IsOfProtocol(string text) => text.StartsWith("Bearer", StringComparison.OrdinalIgnoreCase) || text is "grant_type" or "refresh_token" or "client_secret";
    }
}
