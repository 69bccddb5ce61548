using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TokenGuard.Analyzers.Flow;
using TokenGuard.Rules;
using TokenGuard.Rules.Facts;
using TokenGuard.Rules.Storage;

namespace TokenGuard.Analyzers.Storage;

/// <summary>TKG3009: a property of an entity gets a refresh token as it is.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class PlainTextRefreshTokenAnalyzer() : TokenGuardAnalyzer(Rule)
{
    private static readonly DiagnosticDescriptor Rule = Descriptor.Create(RuleIds.PlainTextRefreshToken, RuleDefinition.Category, PlainTextRefreshToken.Definition);

    private protected override void Register(RuleContext context) => context.OnOperation(Mentions.OfRefreshTokens, Check, OperationKind.SimpleAssignment);

    private static void Check(OperationContext context)
    {
        var assignment = (ISimpleAssignmentOperation)context.Operation;
        if (assignment.Target is not IPropertyReferenceOperation { Property: { IsStatic: false, IsIndexer: false, Type.SpecialType: SpecialType.System_String } property } target
            || (target.Instance?.Type ?? property.ContainingType) is not INamedTypeSymbol entity
            || !IsRefreshToken(target, context) || !Entities.Of(context).Contains(entity) || Entities.Of(context).IsConverted(property))
        {
            return;
        }

        var (value, flow) = (assignment.Value, context.Flow);
        var token = flow.Classify(value);
        if (token is { IsKnown: true, Kind: TokenKind.None } || !IsRaw(value, token, flow))
        {
            return;
        }

        var known = token.IsToken(Confidence.Low) ? token : new TokenValue(TokenKind.Refresh, Confidence.Medium, $"'{property.Name}'", value);
        context.Report(Rule, value.Syntax.GetLocation(), property.PlacesIn(context.Compilation), properties: null, known.Describe(value.Syntax), $"{entity.Name}.{property.Name}");
    }

    private static bool IsRefreshToken(IPropertyReferenceOperation target, OperationContext context) =>
        TokenNames.OfIdentifier(target.Property.Name, context.Policy) is (TokenKind.Refresh, >= Confidence.Medium) || TokenHolder.KindOf(target, context.Policy) == TokenKind.Refresh;

    // A token by its name or source, or random characters made here. What else there may be, such as a hash that another project gives, is not known.
    private static bool IsRaw(IOperation value, TokenValue token, TokenFlow flow) =>
        token.Kind is TokenKind.Refresh or TokenKind.AnyToken || flow.RandomnessOf(value) is { IsUnknown: false } random && (random.Bits > 0 || random.Weak != WeakSource.None);
}
