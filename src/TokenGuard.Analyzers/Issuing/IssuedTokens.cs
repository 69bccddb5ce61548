using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using TokenGuard.Analyzers.Flow;
using TokenGuard.Rules.Facts;

namespace TokenGuard.Analyzers.Issuing;

/// <summary>What a token that is issued at some place is for: an access token lives by other rules than a refresh token or an invitation.</summary>
internal static class IssuedTokens
{
    /// <summary>What a token is for, as far as names and claims tell.</summary>
    /// <param name="context">The operation that makes the token.</param>
    /// <param name="uses">What takes the token.</param>
    /// <param name="lifetime">What its lifetime is set to, and the expression that this comes from.</param>
    public static TokenPurpose PurposeOf(OperationContext context, ImmutableArray<IOperation> uses, params IEnumerable<IOperation> lifetime)
    {
        // The nearest names count most: what the token is called, then what its claims say, then the method, then the type.
        IEnumerable<TokenPurpose>[] layers =
        [
            uses.Select(OfUse).Concat(lifetime.Select(OfNamesIn)),
            OfClaims(context),
            OfMembers(context),
            TypesAround(context.ContainingSymbol).Select(type => TokenPurposes.OfTypeName(type.Name)),
        ];
        return layers.Select(layer => layer.DefaultIfEmpty().Max()).FirstOrDefault(purpose => purpose != TokenPurpose.Unknown);
    }

    private static TokenPurpose OfUse(IOperation use) =>
        use switch
        {
            { Parent: ITupleOperation tuple } when OfElement(tuple, use) is not TokenPurpose.Unknown and var told => told,
            IVariableDeclaratorOperation { Symbol.Name: var name } => TokenPurposes.OfName(name),
            ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.IsIndexer: true, Arguments: [{ Value.ConstantValue: { HasValue: true, Value: string name } }] } } => TokenPurposes.OfName(name),
            ISimpleAssignmentOperation { Target: IMemberReferenceOperation { Member.Name: var name } } => TokenPurposes.OfName(name),
            ISimpleAssignmentOperation { Target: ILocalReferenceOperation { Local.Name: var name } } => TokenPurposes.OfName(name),
            ISimpleAssignmentOperation { Target: IParameterReferenceOperation { Parameter.Name: var name } } => TokenPurposes.OfName(name),
            IArgumentOperation { Parameter: { ContainingSymbol: IMethodSymbol method } parameter } when method.IsDeclaredIn(use.SemanticModel?.Compilation) => TokenPurposes.OfName(parameter.Name),
            IInvocationOperation { TargetMethod.Name: var name } call when call.IsOwn() => TokenPurposes.OfName(name),
            _ => TokenPurpose.Unknown,
        };

    // (string access, string refresh) tokens = (Create(...), Create(...)), (access, Refresh) = (Create(...), Create(...))
    private static TokenPurpose OfElement(ITupleOperation tuple, IOperation element) =>
        tuple.TargetOf(element) is { } target ? TokenPurposes.OfName((target.Variable() ?? (target as IMemberReferenceOperation)?.Member)?.Name ?? string.Empty)
        : (tuple.Parent is IConversionOperation { Type: INamedTypeSymbol { IsTupleType: true } converted } ? converted : tuple.Type) is INamedTypeSymbol { IsTupleType: true, TupleElements: var names } && tuple.Elements.IndexOf(element) is var index && index < names.Length ? TokenPurposes.OfName(names[index].Name)
        : TokenPurpose.Unknown;

    // AddDays(settings.RefreshTokenDays)
    private static TokenPurpose OfNamesIn(IOperation lifetime) =>
        lifetime.Syntax.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Select(name => TokenPurposes.OfName(name.Identifier.ValueText)).DefaultIfEmpty().Max();

    // new Claim("token_use", "refresh"), TokenType = "at+jwt"
    private static ImmutableArray<TokenPurpose> OfClaims(OperationContext context) =>
        context.Flow.FactOf(context.Operation, static (body, flow) => new ClaimedPurposes(body, flow)).All;

    // The method, and a local function or parameter that says for what: Create(user, TokenPurpose purpose).
    private static IEnumerable<TokenPurpose> OfMembers(OperationContext context)
    {
        for (var operation = context.Operation; operation is not null; operation = operation.Parent)
        {
            if (operation is ILocalFunctionOperation { Symbol: var function })
            {
                yield return OfMethod(function);
            }
        }

        for (var symbol = context.ContainingSymbol; symbol is not (null or INamedTypeSymbol or INamespaceSymbol); symbol = symbol.ContainingSymbol)
        {
            yield return symbol is IMethodSymbol method ? OfMethod(method) : TokenPurposes.OfName(symbol.Name);
        }
    }

    private static TokenPurpose OfMethod(IMethodSymbol method) =>
        method.Parameters.Any(parameter => SaysPurpose(parameter.Name) || SaysPurpose(parameter.Type.Name)) ? TokenPurpose.Other
        : TokenPurposes.OfName((method.AssociatedSymbol ?? method).Name);

    private static bool SaysPurpose(string name) =>
        name.EndsWith("purpose", StringComparison.OrdinalIgnoreCase) || name.EndsWith("tokenType", StringComparison.OrdinalIgnoreCase) || name.EndsWith("tokenKind", StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<INamedTypeSymbol> TypesAround(ISymbol symbol)
    {
        for (var type = symbol as INamedTypeSymbol ?? symbol.ContainingType; type is not null; type = type.ContainingType)
        {
            yield return type;
        }
    }

    /// <summary>The purposes that the claims written in a body tell.</summary>
    private sealed class ClaimedPurposes
    {
        public ClaimedPurposes(Body body, TokenFlow flow)
        {
            var all = ImmutableArray.CreateBuilder<TokenPurpose>();
            foreach (var operation in body.Operations)
            {
                if (operation is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property: { Name: "TokenType", ContainingType.Name: "SecurityTokenDescriptor" } } } type)
                {
                    all.Add(TokenPurposes.OfClaim("typ", flow.ConstantText(type.Value)) ?? TokenPurpose.Unknown);
                }

                foreach (var claim in ClaimWrite.Of(operation, flow))
                {
                    all.Add((claim.Name is { } name ? TokenPurposes.OfClaim(name, flow.ConstantText(claim.Value)) : null) ?? TokenPurpose.Unknown);
                }
            }

            All = all.ToImmutable();
        }

        public ImmutableArray<TokenPurpose> All { get; }
    }
}
