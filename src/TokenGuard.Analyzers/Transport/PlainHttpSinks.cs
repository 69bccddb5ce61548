using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using TokenGuard.Analyzers.Flow;
using TokenGuard.Analyzers.Flow.Sinks;
using TokenGuard.Rules;
using TokenGuard.Rules.Facts;
using TokenGuard.Rules.Transport;

namespace TokenGuard.Analyzers.Transport;

/// <summary>Tokens that join requests, and requests for tokens, with what says where they go.</summary>
internal sealed class PlainHttpSinks : SinkRule
{
    public static readonly DiagnosticDescriptor Rule = Descriptor.Create(RuleIds.TokenOverHttp, RuleDefinition.Category, TokenOverHttp.Definition);

    private const string UnsafeCredentials = "UnsafeUseInsecureChannelCallCredentials";

    public static readonly PlainHttpSinks Instance = new();

    private PlainHttpSinks()
    {
    }

    /// <inheritdoc/>
    public override ImmutableArray<string> Mentions { get; } = Flow.Mentions.OfTokens.Add(Flow.Mentions.Authentication).Add(Flow.Mentions.Credentials);

    /// <inheritdoc/>
    public override ImmutableArray<OperationKind> Kinds { get; } = ImmutableArray.Create(OperationKind.Invocation, OperationKind.ObjectCreation, OperationKind.SimpleAssignment);

    /// <inheritdoc/>
    public override ImmutableHashSet<string> Words { get; } = RequestToken.Words.Union(RequestBody.Senders).Union([UnsafeCredentials, "Address"]);

    /// <inheritdoc/>
    public override bool Tells(string word) => word is "http" or "ws" or "Bearer" || SpeaksOfTokens(word);

    /// <inheritdoc/>
    public override bool MayMatter(ITypeSymbol type) => type.IsText() || type.Name is "HttpClient" or "HttpRequestMessage" or "Uri";

    /// <inheritdoc/>
    public override bool MayMatter(OperationContext context, IOperation given) =>
        !given.Type.IsText() || given.ConstantValue is { HasValue: true, Value: string } || context.Flow.Classify(given) is { IsKnown: false } or { Kind: not TokenKind.None };

    /// <inheritdoc/>
    public override IEnumerable<Sink> Of(OperationContext context)
    {
        var operation = context.Operation;
        return RequestToken.Of(operation) is { } sent ? Of(operation, sent, context.Flow)
            : RequestForToken.Of(operation, context.Flow) is { } url ? [new HttpSink(operation, null, url)]
            : operation is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property: { Name: UnsafeCredentials, ContainingType.Name: "GrpcChannelOptions" } } } ? [new HttpSink(operation, null, null)]
            : [];
    }

    private static IEnumerable<Sink> Of(IOperation operation, RequestToken sent, TokenFlow flow) =>
        sent.Tokens(flow).Select(part => new HttpSink(operation, part, sent.Carrier) { IsBearer = sent.IsBearer });

    /// <inheritdoc/>
    public override Finding? Judge(OperationContext context, Sink sink)
    {
        var (joined, flow) = ((HttpSink)sink, sink.FlowOf(context));
        if (joined is { Token: null, Carrier: null })
        {
            return JudgeCredentials(context, (ISimpleAssignmentOperation)joined.Place, flow);
        }

        var token = joined.Token is null ? null : RequestToken.TokenIn(joined.Token, joined.IsBearer, flow);
        if ((joined.Token is not null && token is null) || PlainAddress(context, joined, flow) is not { } address)
        {
            return null;
        }

        var place = sink.PlaceOf(joined.Token ?? joined.Carrier!, context);
        return new Finding(Rule, place.GetLocation(), token is { } known ? $"{known.Describe(place)} is" : "The request for a token is") { Origin = address.Syntax };
    }

    /// <inheritdoc/>
    public override Sink? LeftOpen(OperationContext context, Sink sink)
    {
        var (joined, flow) = ((HttpSink)sink, sink.FlowOf(context));
        return AreNoneSafe(new RequestAddress(context, flow).Of(joined.Place, joined.Carrier)) ? sink : null;
    }

    private static IOperation? PlainAddress(OperationContext context, HttpSink joined, TokenFlow flow)
    {
        var addresses = new RequestAddress(context, flow).Of(joined.Place, joined.Carrier);
        return !addresses.IsEmpty && AreNoneSafe(addresses) && !addresses.Any(address => IsForDevelopment(address, flow)) ? addresses[0] : null;
    }

    // Root + "/orders", where #if DEBUG says what Root is.
    private static bool IsForDevelopment(IOperation address, TokenFlow flow)
    {
        var start = address.WithoutConversions();
        while (start is IBinaryOperation sum)
        {
            start = sum.LeftOperand.WithoutConversions();
        }

        return Contexts.IsDevelopmentOnly(address, flow)
            || (start is IFieldReferenceOperation { Field.DeclaringSyntaxReferences: [var declaration] } && Contexts.IsDebugOnly(declaration.GetSyntax()));
    }

    // Every address that is known must be plain: what goes to one of several hosts goes to the right one.
    private static bool AreNoneSafe(ImmutableArray<IOperation> addresses) => addresses.All(address => address.ConstantValue.Value is string text && Urls.IsHttpOnInternet(text));

    // It has no other use than to send credentials without TLS; on one's own machine that is all right.
    private static Finding? JudgeCredentials(OperationContext context, ISimpleAssignmentOperation assignment, TokenFlow flow)
    {
        var addresses = new RequestAddress(context, flow).Of(assignment, carrier: null);
        return flow.Constant(assignment.Value) is true && AreNoneSafe(addresses)
            ? new Finding(Rule, assignment.Syntax.GetLocation(), $"'{UnsafeCredentials}' is true, so that the credentials of calls are")
            : null;
    }

    /// <summary>A value and the request that it joins.</summary>
    /// <param name="Place">The operation that puts them together.</param>
    /// <param name="Token">The value; null for a request for a token.</param>
    /// <param name="Carrier">The request, client or URL; null when it is not known.</param>
    private sealed record HttpSink(IOperation Place, IOperation? Token, IOperation? Carrier) : Sink(Place, ImmutableArray.Create(Token, Carrier))
    {
        /// <summary>Whether the value joins as a bearer token.</summary>
        public bool IsBearer { get; init; }
    }
}
