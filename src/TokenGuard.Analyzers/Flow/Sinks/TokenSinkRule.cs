using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using TokenGuard.Rules.Facts;

namespace TokenGuard.Analyzers.Flow.Sinks;

/// <summary>
/// A rule that says: no token may reach a place of this kind. It names the places and what they take; whether that is a token, also when a
/// caller gives it, is asked here.
/// </summary>
/// <param name="rule">What is reported; the first argument of its message names the value.</param>
internal abstract class TokenSinkRule(DiagnosticDescriptor rule) : SinkRule
{
    /// <summary>The property of a diagnostic that stands at the value itself: there it can be left out.</summary>
    public const string IsValue = "IsValue";

    private static readonly ImmutableDictionary<string, string?> AtValue = ImmutableDictionary<string, string?>.Empty.Add(IsValue, null);

    /// <inheritdoc/>
    public override ImmutableArray<string> Mentions => Flow.Mentions.OfTokens;

    /// <inheritdoc/>
    public override bool Tells(string word) => false;

    /// <inheritdoc/>
    public override bool MayMatter(ITypeSymbol type) => type.IsText() || type is { SpecialType: SpecialType.System_Object } or ITypeParameterSymbol or IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_Object };

    /// <inheritdoc/>
    public override bool MayMatter(OperationContext context, IOperation given) =>
        given.WithoutConversions() is { ConstantValue: { HasValue: true, Value: var constant } }
            ? constant is string name && TokenNames.OfWireName(name, context.Policy).Kind != TokenKind.None
            : IsMentionedAround(given, context) && ShownParts.Of(given, showsMembers: false, context.Flow).Any(part => TokenIn(part, isNamedAsToken: true, context.Flow) is not null);

    /// <inheritdoc/>
    public sealed override IEnumerable<Sink> Of(OperationContext context)
    {
        List<Sink>? sinks = null;
        foreach (var given in ValuesOf(context))
        {
            foreach (var part in ShownParts.Of(given.Value, given.ShowsMembers, context.Flow))
            {
                if (part.IsWhole || MayBeText(part.Value.WithoutConversions()))
                {
                    (sinks ??= []).Add(new TokenSink(context.Operation, part, given));
                }
            }
        }

        return sinks ?? Enumerable.Empty<Sink>();
    }

    /// <inheritdoc/>
    public sealed override Finding? Judge(OperationContext context, Sink sink)
    {
        var (written, flow) = ((TokenSink)sink, sink.FlowOf(context));
        if ((TokenIn(written.Part, written.Given.IsNamedAsToken, flow) ?? NamedToken(written, flow)) is not { } token)
        {
            return null;
        }

        var place = sink.PlaceOf(written.Part.Value, context);
        return new Finding(rule, place.GetLocation(), [Describe(written.Part, token, place), .. MoreArguments(written.Given)])
        {
            Origin = token.Source?.Syntax,
            Properties = sink.Call is null && place == written.Part.Value.Syntax ? AtValue : null,
        };
    }

    /// <inheritdoc/>
    public sealed override Sink? LeftOpen(OperationContext context, Sink sink) => sink;

    /// <summary>What an operation brings to a place of this kind; nothing for most.</summary>
    protected abstract IEnumerable<GivenValue> ValuesOf(OperationContext context);

    /// <summary>Whether tokens of this kind must not be there.</summary>
    protected virtual bool Counts(TokenKind kind) => true;

    /// <summary>What the message says besides the token.</summary>
    protected virtual IEnumerable<object?> MoreArguments(GivenValue given) => [];

    // A lone 'token' is one where the place says so too: logger.LogDebug("JWT: {Token}", token).
    private TokenValue? TokenIn(ShownPart part, bool isNamedAsToken, TokenFlow flow)
    {
        if (part.IsWhole)
        {
            return TokenMembers.In(part.Value, Counts, flow);
        }

        var value = TokenMembers.AuthorizationHeader(part.Value, flow) ?? flow.Classify(part.Value);
        return value.IsToken(isNamedAsToken ? Confidence.Low : Confidence.Medium) && Counts(value.Kind) ? value : null;
    }

    // Preferences.Set("access_token", value)
    private static TokenValue? NamedToken(TokenSink written, TokenFlow flow) =>
        written is { Part: { IsWhole: false, Value: var value }, Given.NamedToken: var named } && named.IsToken(Confidence.Medium) && (value.Type.IsText() || value.Type is IErrorTypeSymbol) && !flow.Classify(value).IsKnown ? named : null;

    private static string Describe(ShownPart part, TokenValue token, SyntaxNode place) =>
        part.IsWhole ? $"'{token.Origin}', {token.WithArticle}," : token.Describe(place);

    private static bool MayBeText(IOperation value) => value.Type is null or { TypeKind: TypeKind.TypeParameter or TypeKind.Error } or { SpecialType: SpecialType.System_Object } || value.Type.IsText() || value.Type.Name == "AuthenticationHeaderValue";

    private sealed record TokenSink(IOperation Place, ShownPart Part, GivenValue Given) : Sink(Place, ImmutableArray.Create<IOperation?>(Part.Value));
}

/// <summary>A value that comes to a place where tokens must not be.</summary>
/// <param name="Value">The value.</param>
internal sealed record GivenValue(IOperation Value)
{
    /// <summary>Whether of an object its members are shown, as in <c>{@User}</c>, and not its name.</summary>
    public bool ShowsMembers { get; init; }

    /// <summary>Whether the place calls the value a token: <c>"JWT: {Value}"</c>.</summary>
    public bool IsNamedAsToken { get; init; }

    /// <summary>The token that the place says by its name that it keeps: that counts where nothing else is known of the value.</summary>
    public TokenValue NamedToken { get; init; }

    /// <summary>The name under which the place keeps it; null when it has none, or none that is constant.</summary>
    public string? Name { get; init; }
}
