using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using TokenGuard.Analyzers.Flow;
using TokenGuard.Analyzers.Flow.Sinks;
using TokenGuard.Rules;
using TokenGuard.Rules.Facts;
using TokenGuard.Rules.Issuing;

namespace TokenGuard.Analyzers.Issuing;

/// <summary>The claims that are written.</summary>
internal sealed class ClaimSinks : SinkRule
{
    public static readonly ClaimSinks Instance = new();

    public static readonly DiagnosticDescriptor Rule = Descriptor.Create(RuleIds.SensitiveClaim, RuleDefinition.Category, SensitiveClaim.Definition);

    private ClaimSinks()
    {
    }

    /// <inheritdoc/>
    public override ImmutableArray<string> Mentions => Flow.Mentions.OfTokens.Add(Flow.Mentions.Claim);

    /// <inheritdoc/>
    public override ImmutableArray<OperationKind> Kinds { get; } = ImmutableArray.Create(ClaimWrite.Kinds);

    /// <inheritdoc/>
    public override ImmutableHashSet<string> Words { get; } = ImmutableHashSet.Create("Claim", "AddClaim", "SetClaim", "Claims", "Dictionary", "IDictionary", "SortedDictionary", "JwtPayload", "Payload", "Encode", "EncodeBytes", "User");

    /// <inheritdoc/>
    public override bool Tells(string word) => word is "Serialize" or "SerializeObject" || ClaimLexicon.IsSecret(word, TokenPolicy.Default) || ClaimLexicon.IsSpecialCategory(word);

    /// <inheritdoc/>
    public override bool MayMatter(OperationContext context, IOperation given) => !context.Policy.SensitiveClaims.IsEmpty || SensitiveData.IsAbout(given, context);

    /// <inheritdoc/>
    public override IEnumerable<Sink> Of(OperationContext context) =>
        ClaimWrite.Of(context.Operation, context.Flow) is { IsEmpty: false } claims ? Of(context.Operation, claims) : [];

    private static IEnumerable<Sink> Of(IOperation operation, ImmutableArray<ClaimWrite> claims) =>
        claims.Select((claim, number) => new ClaimSink(operation, claim.Value, NameOf(operation), number));

    /// <inheritdoc/>
    public override Finding? Judge(OperationContext context, Sink sink)
    {
        var (inside, written) = (context.With(sink.Bindings), (ClaimSink)sink);
        if (ClaimOf(written, inside.Flow) is not { } claim || SensitiveData.In(claim, inside) is not { } data || !IsReadable(context, written, claim))
        {
            return null;
        }

        var place = sink.Call is null ? data.Place : sink.PlaceOf(data.Place == claim.NamePlace && written.Name is { } name ? name : written.Value, context);
        return new Finding(Rule, place.GetLocation(), ClaimLexicon.ShortName(claim.Name ?? data.Name), claim.Name == data.Name ? "sensitive data" : $"'{data.Name}'");
    }

    /// <inheritdoc/>
    public override Sink? LeftOpen(OperationContext context, Sink sink)
    {
        var (inside, written) = (context.With(sink.Bindings), (ClaimSink)sink);
        return ClaimOf(written, inside.Flow) is not { } claim ? null
            : IsReadable(context, written, claim) ? written with { IsInToken = true }
            : written with { Collection = CollectionOf(inside.Flow, written, claim) };
    }

    /// <summary>Whether a claim that is written goes into a token, as far as the method that writes it tells.</summary>
    /// <param name="context">The operation that writes it.</param>
    /// <param name="claim">The claim.</param>
    /// <param name="mayEscape">Whether it counts that the claim leaves the method, in a type that makes tokens.</param>
    public static bool IsInToken(OperationContext context, ClaimWrite claim, bool mayEscape = true) => IsInToken(context, new ClaimSink(context.Operation, claim.Value, null, 0), claim, mayEscape);

    private static ClaimWrite? ClaimOf(ClaimSink sink, TokenFlow flow) =>
        ClaimWrite.Of(sink.Place, flow) is var claims && sink.Number < claims.Length ? claims[sink.Number] : null;

    // What stands before the value: new Claim(type, value), payload[type] = value.
    private static IOperation? NameOf(IOperation operation) =>
        operation is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Arguments: [var key] } } ? key.Value
        : TokenFlow.ArgumentsOf(operation).FirstOrDefault(argument => argument.Parameter?.Name is "type" or "key" or "name")?.Value;

    private static bool IsReadable(OperationContext context, ClaimSink sink, ClaimWrite claim) => !TokenSinks.IsEncrypted(context) && IsInToken(context, sink, claim, mayEscape: true);

    private static bool IsInToken(OperationContext context, ClaimSink sink, ClaimWrite claim, bool mayEscape)
    {
        if (claim.IsInToken || sink.IsInToken)
        {
            return true;
        }

        // What a method adds to a list that it is given goes where the list of its caller goes.
        var uses = sink.Call is null ? context.Flow.Uses(claim.Value)
            : sink.Collection is { } collection && sink.Bindings.Of(collection) is { } given ? context.Flow.UsesOfVariable(given).Where(use => ((use as IArgumentOperation)?.Parent ?? use).Syntax != sink.Call.Syntax).ToImmutableArray()
            : ImmutableArray<IOperation>.Empty;
        return uses.Any(TokenSinks.TakesClaims) || (mayEscape && !uses.Any(TokenSinks.SignsIn) && uses.Any(TokenSinks.Escapes) && TokenSinks.IsInMintingType(context));
    }

    // The parameter that a claim is added to.
    private static ISymbol? CollectionOf(TokenFlow flow, ClaimSink sink, ClaimWrite claim) =>
        sink.Call is null
            ? flow.Uses(claim.Value).OfType<IInvocationOperation>().Select(call => call.Instance?.Variable()).OfType<IParameterSymbol>().FirstOrDefault()
            : sink.Collection is { } collection && sink.Bindings.Of(collection)?.Variable() is IParameterSymbol outer ? outer : null;

    /// <param name="Place">The operation that writes the claim.</param>
    /// <param name="Value">Its value.</param>
    /// <param name="Name">Its type, where it is written.</param>
    /// <param name="Number">Which of the claims of the operation it is.</param>
    private sealed record ClaimSink(IOperation Place, IOperation Value, IOperation? Name, int Number) : Sink(Place, ImmutableArray.Create(Value, Name))
    {
        /// <summary>Whether a method on the way puts the claim into a token.</summary>
        public bool IsInToken { get; init; }

        /// <summary>The parameter to which a method on the way adds the claim.</summary>
        public ISymbol? Collection { get; init; }
    }
}
