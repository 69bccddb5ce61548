using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using TokenGuard.Analyzers.Flow;
using TokenGuard.Analyzers.Flow.Sinks;
using TokenGuard.Analyzers.Issuing;
using TokenGuard.Rules;
using TokenGuard.Rules.Facts;
using TokenGuard.Rules.Leakage;

namespace TokenGuard.Analyzers.Leakage;

/// <summary>What becomes the value of a claim.</summary>
internal sealed class TokenClaimSinks : TokenSinkRule
{
    public static readonly DiagnosticDescriptor Rule = Descriptor.Create(RuleIds.TokenInClaim, RuleDefinition.Category, TokenInClaim.Definition);

    public static readonly TokenClaimSinks Instance = new();

    private TokenClaimSinks()
        : base(Rule)
    {
    }

    /// <inheritdoc/>
    public override ImmutableArray<OperationKind> Kinds { get; } = ImmutableArray.Create(ClaimWrite.Kinds);

    /// <inheritdoc/>
    public override ImmutableHashSet<string> Words { get; } = ImmutableHashSet.Create("Claim", "AddClaim", "SetClaim", "Claims", "Dictionary", "IDictionary", "SortedDictionary", "JwtPayload", "Payload", "Encode", "User");

    /// <inheritdoc/>
    protected override IEnumerable<GivenValue> ValuesOf(OperationContext context) =>
        ClaimWrite.Of(context.Operation, context.Flow) is { IsEmpty: false } claims ? ValuesOf(claims, context) : [];

    private static IEnumerable<GivenValue> ValuesOf(ImmutableArray<ClaimWrite> claims, OperationContext context)
    {
        // In the browser of the user claims stay where the token is anyway.
        if (context.ContainingSymbol.ContainingType is { } type && (type.IsOrDerivesFrom("Microsoft.AspNetCore.Components.Authorization.AuthenticationStateProvider") || type.Name.EndsWith("AuthenticationStateProvider", StringComparison.Ordinal)))
        {
            return [];
        }

        // An entry of a dictionary is a claim where the dictionary goes into a token.
        var policy = context.Policy;
        return claims.Where(claim => claim.IsInToken || context.Operation is IObjectCreationOperation || ClaimSinks.IsInToken(context, claim)).Select(claim => new GivenValue(claim.Value)
        {
            Name = claim.Name is { } name ? ClaimLexicon.ShortName(name) : "?",
            IsNamedAsToken = claim.Name is { } said && TokenNames.OfWireName(said, policy) is (TokenKind.Access or TokenKind.Refresh or TokenKind.Id or TokenKind.AnyToken, >= Confidence.Medium),
        });
    }

    /// <inheritdoc/>
    protected override IEnumerable<object?> MoreArguments(GivenValue given) => [given.Name];
}
