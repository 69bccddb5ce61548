using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TokenGuard.Analyzers.Flow;
using TokenGuard.Rules;
using TokenGuard.Rules.Facts;
using TokenGuard.Rules.Storage;

namespace TokenGuard.Analyzers.Storage;

/// <summary>TKG3013: a static member of a server holds the token of one user.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TokenInStaticFieldAnalyzer() : TokenGuardAnalyzer(Rule)
{
    private static readonly DiagnosticDescriptor Rule = Descriptor.Create(RuleIds.TokenInStaticField, RuleDefinition.Category, TokenInStaticField.Definition);

    private protected override void Register(RuleContext context)
    {
        if (UserTokens.IsServer(context.Types))
        {
            context.OnOperation(Mentions.OfTokens, Check, OperationKind.SimpleAssignment, OperationKind.CoalesceAssignment);
        }
    }

    private static void Check(OperationContext context)
    {
        var assignment = (IAssignmentOperation)context.Operation;
        if (assignment.Target is not IMemberReferenceOperation target || !assignment.Value.Type.IsText() || StaticHolder(target, context.Compilation) is not { } holder)
        {
            return;
        }

        var (flow, value) = (context.Flow, assignment.Value);
        var token = flow.Classify(value);
        if (!token.IsKnown && TokenNames.OfIdentifier(target.Member.Name, context.Policy) is { Kind: not TokenKind.None } named)
        {
            token = new TokenValue(named.Kind, named.Confidence, $"'{target.Member.Name}'", value);
        }

        if (token.IsToken(CookieFacts.LeastConfidence(context.Policy)) && new UserTokens(context, followsCallers: true).IsOfUser(value, flow))
        {
            context.Report(Rule, value.Syntax.GetLocation(), holder.PlacesIn(context.Compilation), properties: null, token.Describe(value.Syntax), $"{holder.ContainingType.Name}.{holder.Name}");
        }
    }

    // Session.Token, Session.Current.Token: what is written ends up in a static field. What has code of its own may keep it elsewhere.
    private static ISymbol? StaticHolder(IMemberReferenceOperation target, Compilation compilation)
    {
        for (IOperation? operation = target; operation is IMemberReferenceOperation { Member: var member } reference; operation = reference.Instance?.WithoutConversions())
        {
            if (!member.IsDeclaredIn(compilation) || member is not (IFieldSymbol or IPropertySymbol { IsIndexer: false }) || (member is IPropertySymbol property && !IsAuto(property)))
            {
                return null;
            }

            if (member.IsStatic)
            {
                return member.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "ThreadStaticAttribute") ? null : member;
            }
        }

        return null;
    }

    private static bool IsAuto(IPropertySymbol property) =>
        property.ContainingType.GetMembers().Any(member => member is IFieldSymbol { AssociatedSymbol: { } around } && SymbolEqualityComparer.Default.Equals(around, property));
}
