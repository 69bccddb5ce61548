using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using TokenGuard.Analyzers.Flow;
using TokenGuard.Analyzers.Flow.Sinks;
using TokenGuard.Rules;
using TokenGuard.Rules.Facts;
using TokenGuard.Rules.Transport;

namespace TokenGuard.Analyzers.Transport;

/// <summary>What joins outgoing requests.</summary>
internal sealed class RequestSinks : SinkRule
{
    public static readonly RequestSinks Instance = new();

    public static readonly DiagnosticDescriptor Rule =
        Descriptor.Create(RuleIds.RefreshTokenToResourceServer, RuleDefinition.Category, RefreshTokenToResourceServer.Definition);

    private RequestSinks()
    {
    }

    /// <inheritdoc/>
    public override ImmutableArray<string> Mentions => Flow.Mentions.OfRefreshTokens;

    /// <inheritdoc/>
    public override ImmutableArray<OperationKind> Kinds { get; } = ImmutableArray.Create(OperationKind.Invocation, OperationKind.ObjectCreation, OperationKind.SimpleAssignment);

    /// <inheritdoc/>
    public override ImmutableHashSet<string> Words { get; } = RequestToken.Words.Union(RequestBody.Senders);

    /// <inheritdoc/>
    public override bool Tells(string word) => word.IndexOf("refresh", StringComparison.OrdinalIgnoreCase) >= 0;

    /// <inheritdoc/>
    public override bool MayBeLeftOpenBy(IMethodSymbol method) =>
        !TokenEndpoints.IsTokenExchange(method.Name) && !TokenEndpoints.IsTokenExchange(method.ContainingType.Name) && method.Parameters.Any(parameter => MayMatter(parameter.Type));

    /// <inheritdoc/>
    public override bool MayMatter(ITypeSymbol type) => type is { SpecialType: SpecialType.None or SpecialType.System_String or SpecialType.System_Object, Name: not "CancellationToken" };

    /// <inheritdoc/>
    public override bool MayMatter(OperationContext context, IOperation given) => (given.WithoutConversions().Type.IsText() || given is IObjectCreationOperation) && context.Flow.Classify(given) is { Kind: TokenKind.Refresh };

    /// <inheritdoc/>
    public override IEnumerable<Sink> Of(OperationContext context)
    {
        var (operation, flow) = (context.Operation, context.Flow);
        return RequestToken.Of(operation) is { } sent ? Of(operation, sent, flow)
            : RequestBody.Of(operation, flow) is { } body && RequestUrl.Read(body.Url, flow).IsKnown ? Of(operation, body, flow)
            : [];
    }

    private static IEnumerable<Sink> Of(IOperation operation, RequestToken sent, TokenFlow flow) =>
        sent.Tokens(flow).Select(part => new RequestSink(operation, part, sent.Carrier) { Name = sent.Name, IsEveryRequest = sent.IsEveryRequest });

    private static IEnumerable<Sink> Of(IOperation operation, RequestBody body, TokenFlow flow) =>
        body.Values.SelectMany(value => TokenParts.Of(value, flow)).Select(part => new RequestSink(operation, part, body.Url) { IsInBody = true });

    /// <inheritdoc/>
    public override Finding? Judge(OperationContext context, Sink sink)
    {
        var request = (RequestSink)sink;
        var (token, flow) = (request.Token, sink.FlowOf(context));
        if ((RefreshToken(token, request.IsInBody ? Confidence.High : Confidence.Medium, flow) ?? Hinted(token, request.Name, flow)) is not { } value
            || DestinationOf(context, request) != Destination.ResourceServer)
        {
            return null;
        }

        var place = sink.PlaceOf(token, context);
        return new Finding(Rule, place.GetLocation(), value.Describe(place)) { Origin = value.Source?.Syntax };
    }

    /// <inheritdoc/>
    public override Sink? LeftOpen(OperationContext context, Sink sink)
    {
        var request = (RequestSink)sink;
        return DestinationOf(context, request) is var destination and not Destination.AuthorizationServer
            ? request with { GoesToApi = destination == Destination.ResourceServer }
            : null;
    }

    // A method that knows its API does so for all who call it, unless they are about to refresh.
    private static Destination DestinationOf(OperationContext context, RequestSink request)
    {
        var destination = new RequestDestination(context, request.FlowOf(context)).Of(context.Operation, request.Token, request.Carrier, request.IsEveryRequest);
        return destination == Destination.Unknown && request.GoesToApi ? Destination.ResourceServer : destination;
    }

    // The refresh token that a value surely is: not useRefresh ? refreshToken : accessToken.
    private static TokenValue? RefreshToken(IOperation part, Confidence atLeast, TokenFlow flow) =>
        flow.Classify(part) is { Kind: TokenKind.Refresh } token
        && token.Confidence >= atLeast
            ? token
            : null;

    // headers.Add("refresh", refresh): neither name is enough, both are.
    private static TokenValue? Hinted(IOperation part, string? header, TokenFlow flow)
    {
        if (header is null || !TokenNames.HintsAtRefreshToken(header) || !part.Type.IsText() || flow.Classify(part).IsKnown)
        {
            return null;
        }

        var name = part switch
        {
            ILocalReferenceOperation { Local.Name: var local } => local,
            IParameterReferenceOperation { Parameter.Name: var parameter } => parameter,
            _ when TokenSources.LookupName(part) is { } key => key,
            IMemberReferenceOperation { Member.Name: var member } => member,
            _ => string.Empty,
        };
        return TokenNames.HintsAtRefreshToken(name) ? new TokenValue(TokenKind.Refresh, Confidence.Low, $"'{name}'", part) : null;
    }

    /// <summary>A value and the request that it joins.</summary>
    /// <param name="Place">The operation that puts them together.</param>
    /// <param name="Token">The value.</param>
    /// <param name="Carrier">The request, client or URL; null when it is not known.</param>
    private sealed record RequestSink(IOperation Place, IOperation Token, IOperation? Carrier) : Sink(Place, ImmutableArray.Create(Token, Carrier))
    {
        /// <summary>The name of the header or cookie, when it is known.</summary>
        public string? Name { get; init; }

        /// <summary>Whether the value joins every request of a client.</summary>
        public bool IsEveryRequest { get; init; }

        /// <summary>Whether the value is in the body, where many endpoints of authorization servers take it.</summary>
        public bool IsInBody { get; init; }

        /// <summary>Whether a method on the way sends the request to an API.</summary>
        public bool GoesToApi { get; init; }
    }
}
