using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TokenGuard.Analyzers.Flow;
using TokenGuard.Analyzers.Storage;
using TokenGuard.Analyzers.Validation;
using TokenGuard.Rules;
using TokenGuard.Rules.Facts;
using TokenGuard.Rules.RefreshTokens;

namespace TokenGuard.Analyzers.RefreshTokens;

/// <summary>TKG6003: a refresh token, or an HMAC that is computed here, is compared by <c>==</c>, <c>Equals</c> or <c>SequenceEqual</c>.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class NonConstantTimeComparisonAnalyzer() : TokenGuardAnalyzer(Rule)
{
    private static readonly DiagnosticDescriptor Rule = Descriptor.Create(RuleIds.NonConstantTimeComparison, RuleDefinition.Category, NonConstantTimeComparison.Definition);

    /// <summary>Whoever compares two values of such names wants to know whether something has changed.</summary>
    private static readonly HashSet<string> ChangeWords = new(["new", "old", "previous", "prev", "original", "updated", "rotated", "cached", "latest", "next"], StringComparer.Ordinal);

    private protected override void Register(RuleContext context)
    {
        if (!UserTokens.IsClient(context.Types))
        {
            context.OnOperation(Mentions.OfRefreshTokens.Add(Mentions.Hmac), Analyze, OperationKind.Binary, OperationKind.Invocation);
        }
    }

    private static void Analyze(OperationContext context)
    {
        if (Comparison.Of(context.Operation) is not var (name, left, right)
            || IsConstant(left) || IsConstant(right) || IsSearch(context.Operation) || IsOfEquality(context.ContainingSymbol))
        {
            return;
        }

        if (IsRefreshToken(left, right, context.Flow))
        {
            context.Report(Rule, context.Operation.Syntax, name, "a refresh token");
        }
        else if (IsHmac(left, right, context.Flow))
        {
            context.Report(Rule, context.Operation.Syntax, name, "an HMAC");
        }
    }

    // One that is known to be something else, such as a hash or an access token, is compared for another reason.
    private static bool IsRefreshToken(IOperation left, IOperation right, TokenFlow flow)
    {
        var (first, second) = (flow.Classify(left), flow.Classify(right));
        return (first.Kind == TokenKind.Refresh ? first : second) is { Kind: TokenKind.Refresh, Confidence: >= Confidence.Medium }
            && MayBeRefreshToken(first) && MayBeRefreshToken(second)
            && !IsAboutChange(left, right) && !IsOfClient(first) && !IsOfClient(second);
    }

    private static bool MayBeRefreshToken(TokenValue value) => value.Kind is TokenKind.Refresh or TokenKind.AnyToken || !value.IsKnown;

    // Of two that are computed here neither is a secret's guess. What TKG2011 reports is left to it.
    private static bool IsHmac(IOperation left, IOperation right, TokenFlow flow)
    {
        var (isLeft, isRight) = (ComputedSignatures.IsHmac(left, flow), ComputedSignatures.IsHmac(right, flow));
        return isLeft != isRight && !flow.IsNothing(isLeft ? right : left) && !ComputedSignatures.IsOfToken(isLeft ? left : right, flow);
    }

    private static bool IsConstant(IOperation value) => value.WithoutConversions().ConstantValue.HasValue;

    // users.Where(user => user.RefreshToken == token): a database compares, or whoever searches has no single secret to guess.
    private static bool IsSearch(IOperation operation)
    {
        for (var parent = operation.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is IAnonymousFunctionOperation { Symbol.ReturnType.SpecialType: SpecialType.System_Boolean })
            {
                return true;
            }
        }

        return false;
    }

    // Whether objects are equal, or a property changes, tells nobody anything.
    private static bool IsOfEquality(ISymbol member) =>
        member is IMethodSymbol { Name: "Equals" or "CompareTo" or "Compare" or "op_Equality" or "op_Inequality" } or IMethodSymbol { MethodKind: MethodKind.PropertySet };

    // The same member of two objects, or names such as oldRefreshToken.
    private static bool IsAboutChange(IOperation left, IOperation right) =>
        (left.WithoutConversions() is IMemberReferenceOperation { Member: var member } && right.WithoutConversions() is IMemberReferenceOperation other && SymbolEqualityComparer.Default.Equals(member, other.Member))
        || SaysChange(left) || SaysChange(right);

    private static bool SaysChange(IOperation value) =>
        value.Syntax.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Any(name => IdentifierWords.Split(name.Identifier.ValueText).Any(ChangeWords.Contains));

    // What an authorization server has sent.
    private static bool IsOfClient(TokenValue value) =>
        value.Source is IMemberReferenceOperation { Member: var member } && TokenSources.OfMember(member).Name is not null && member.ContainingType.Name.EndsWith("Response", StringComparison.Ordinal);
}
