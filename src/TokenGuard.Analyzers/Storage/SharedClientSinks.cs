using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using TokenGuard.Analyzers.Flow;
using TokenGuard.Analyzers.Flow.Sinks;
using TokenGuard.Analyzers.Transport;
using TokenGuard.Rules;
using TokenGuard.Rules.Facts;
using TokenGuard.Rules.Storage;

namespace TokenGuard.Analyzers.Storage;

/// <summary>What becomes a default header of an HTTP client.</summary>
internal sealed class SharedClientSinks : SinkRule
{
    public static readonly SharedClientSinks Instance = new();

    public static readonly DiagnosticDescriptor Rule = Descriptor.Create(RuleIds.TokenOnSharedClient, RuleDefinition.Category, TokenOnSharedClient.Definition);

    private SharedClientSinks()
    {
    }

    /// <inheritdoc/>
    public override ImmutableArray<string> Mentions { get; } = Flow.Mentions.OfTokens.Add(Flow.Mentions.Authentication);

    /// <inheritdoc/>
    public override ImmutableArray<OperationKind> Kinds { get; } = ImmutableArray.Create(OperationKind.Invocation, OperationKind.ObjectCreation);

    /// <inheritdoc/>
    public override ImmutableHashSet<string> Words { get; } = ImmutableHashSet.Create("DefaultRequestHeaders", "SetBearerToken", "SetToken");

    /// <inheritdoc/>
    public override bool Tells(string word) => word is "Authorization" or "Encode" || SpeaksOfTokens(word);

    /// <inheritdoc/>
    public override bool MayMatter(ITypeSymbol type) => type.IsText() || type.Name is "HttpClient";

    /// <inheritdoc/>
    public override bool MayMatter(OperationContext context, IOperation given) => given.Type.IsText() ? context.Flow.Classify(given) is { IsKnown: false } or { Kind: not TokenKind.None } : given.Type?.Name is "HttpClient";

    /// <inheritdoc/>
    public override IEnumerable<Sink> Of(OperationContext context)
    {
        var operation = context.Operation;
        return RequestToken.Of(operation) is { IsEveryRequest: true, Carrier: { Type: { } type } client } sent && type.IsOrDerivesFrom("System.Net.Http.HttpClient")
            ? Of(operation, sent, client, context.Flow)
            : [];
    }

    private static IEnumerable<Sink> Of(IOperation operation, RequestToken sent, IOperation client, TokenFlow flow) =>
        TokenParts.Of(sent.Value, flow).Select(part => new ClientSink(operation, part, client) { Header = sent.Name });

    /// <inheritdoc/>
    public override Finding? Judge(OperationContext context, Sink sink)
    {
        var (client, flow) = ((ClientSink)sink, sink.FlowOf(context));
        var token = flow.Classify(client.Token);
        if (!token.IsKnown && string.Equals(client.Header, "Authorization", StringComparison.OrdinalIgnoreCase))
        {
            token = new TokenValue(TokenKind.AnyToken, Confidence.Low, "'Authorization'", client.Token);
        }

        // A client gets nothing else as its authorization: a lone token is enough.
        if (!token.IsToken(Confidence.Low) || !SharedClients.IsShared(client.Client, context, flow) || !new UserTokens(context, followsCallers: false).IsOfUser(client.Token, flow))
        {
            return null;
        }

        var place = sink.PlaceOf(client.Token, context);
        return new Finding(Rule, place.GetLocation(), token.Describe(place)) { Origin = token.Source?.Syntax };
    }

    /// <inheritdoc/>
    public override Sink? LeftOpen(OperationContext context, Sink sink)
    {
        var (client, flow) = ((ClientSink)sink, sink.FlowOf(context));
        return flow.DependsOnCaller(client.Client) || SharedClients.IsShared(client.Client, context, flow) ? sink : null;
    }

    /// <summary>A value and the client that sends it along.</summary>
    private sealed record ClientSink(IOperation Place, IOperation Token, IOperation Client) : Sink(Place, ImmutableArray.Create<IOperation?>(Token, Client))
    {
        /// <summary>The name of the header, when it is written.</summary>
        public string? Header { get; init; }
    }
}
