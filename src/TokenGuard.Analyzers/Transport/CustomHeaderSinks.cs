using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using TokenGuard.Analyzers.Flow;
using TokenGuard.Analyzers.Flow.Sinks;
using TokenGuard.Rules;
using TokenGuard.Rules.Facts;
using TokenGuard.Rules.Transport;

namespace TokenGuard.Analyzers.Transport;

/// <summary>What joins outgoing requests in a header that is made up for tokens.</summary>
internal sealed class CustomHeaderSinks : SinkRule
{
    public static readonly DiagnosticDescriptor Rule = Descriptor.Create(RuleIds.TokenInCustomHeader, RuleDefinition.Category, TokenInCustomHeader.Definition);

    public static readonly CustomHeaderSinks Instance = new();

    private CustomHeaderSinks()
    {
    }

    /// <inheritdoc/>
    public override ImmutableArray<string> Mentions => Flow.Mentions.OfTokens;

    /// <inheritdoc/>
    public override ImmutableArray<OperationKind> Kinds { get; } = ImmutableArray.Create(OperationKind.Invocation, OperationKind.SimpleAssignment);

    /// <inheritdoc/>
    public override ImmutableHashSet<string> Words { get; } = ImmutableHashSet.Create(
        "DefaultRequestHeaders", "Headers", "Metadata", "SetRequestHeader", "WithHeader", "AddHeader", "AddOrUpdateHeader", "AddDefaultHeader");

    /// <inheritdoc/>
    public override bool Tells(string word) => SpeaksOfTokens(word);

    /// <inheritdoc/>
    public override bool MayMatter(ITypeSymbol type) => type.IsText();

    /// <inheritdoc/>
    public override bool MayMatter(OperationContext context, IOperation given) =>
        given.ConstantValue is { HasValue: true, Value: var constant } ? constant is string name && CustomHeaders.IsForToken(name) : context.Flow.Classify(given) is { Kind: not TokenKind.None };

    /// <inheritdoc/>
    public override IEnumerable<Sink> Of(OperationContext context) =>
        RequestToken.Of(context.Operation) is { Header: { } header } sent && !IsCookie(context.Operation) && (!header.ConstantValue.HasValue || IsForToken(header, context.Flow))
            ? sent.Tokens(context.Flow).Select(part => new HeaderSink(context.Operation, header, part))
            : [];

    private static bool IsForToken(IOperation header, TokenFlow flow) => flow.ConstantText(header) is { } name && CustomHeaders.IsForToken(name);

    private static bool IsCookie(IOperation operation) => TokenFlow.CalledBy(operation) is { Name: "WithCookie" or "AddCookie" } or { ContainingType.Name: "CookieContainer" };

    /// <inheritdoc/>
    public override Finding? Judge(OperationContext context, Sink sink)
    {
        var (header, flow) = ((HeaderSink)sink, sink.FlowOf(context));
        if (!IsForToken(header.Header, flow))
        {
            return null;
        }

        // The name of the header says that it is one; that a refresh token must not be there at all is TKG4005.
        var (name, token) = (flow.ConstantText(header.Header)!, flow.Classify(header.Token));
        if (!token.IsKnown && header.Token.Type.IsText() && header.Token is ILocalReferenceOperation or IParameterReferenceOperation or IMemberReferenceOperation)
        {
            token = new TokenValue(TokenNames.OfWireName(name, context.Policy).Kind, Confidence.Medium, $"'{name}'", header.Token);
        }

        if (!token.IsToken(Confidence.Low) || token.Kind == TokenKind.Refresh || IsOfOpenStack(name, context))
        {
            return null;
        }

        var place = sink.PlaceOf(header.Token, context);
        return new Finding(Rule, place.GetLocation(), token.Describe(place), name) { Origin = token.Source?.Syntax };
    }

    // Its identity service takes the token from there.
    private static bool IsOfOpenStack(string header, OperationContext context) =>
        string.Equals(header, "X-Auth-Token", StringComparison.OrdinalIgnoreCase)
        && IdentifierWords.Split(context.ContainingSymbol.ToDisplayString()).Any(word => word is "openstack" or "stack" or "keystone" or "swift" or "nova" or "rackspace");

    /// <inheritdoc/>
    public override Sink? LeftOpen(OperationContext context, Sink sink) => sink;

    /// <summary>A value and the header that it joins.</summary>
    private sealed record HeaderSink(IOperation Place, IOperation Header, IOperation Token) : Sink(Place, ImmutableArray.Create<IOperation?>(Token, Header));
}
