using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using TokenGuard.Analyzers.Issuing;
using TokenGuard.Rules;

namespace TokenGuard.CodeFixes.Issuing;

/// <summary>Leaves a claim out: an element of a list, an entry of a dictionary, a member of a payload, a statement, or a link of a chain of calls.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(SensitiveClaimCodeFix))]
public sealed class SensitiveClaimCodeFix() : TokenGuardCodeFix(isBulkSafe: false, RuleIds.SensitiveClaim, RuleIds.PersonalClaim)
{
    private protected override IEnumerable<TokenFix> FixesOf(FixSite site)
    {
        if (!site.Diagnostic.Properties.ContainsKey(PersonalClaimAnalyzer.IsNeeded) && ClaimAround(site.Node) is { } claim && RemovalOf(claim, site) is { } edit)
        {
            yield return new TokenFix("Leave the claim out of the token", nameof(SensitiveClaimCodeFix), edit);
        }
    }

    /// <summary>The whole claim, from its name or value.</summary>
    private static SyntaxNode? ClaimAround(SyntaxNode place) =>
        place.AncestorsAndSelf().FirstOrDefault(node => node switch
        {
            AnonymousObjectMemberDeclaratorSyntax or TupleExpressionSyntax => true,
            BaseObjectCreationExpressionSyntax { ArgumentList: { } arguments } => arguments.Span.Contains(place.Span),
            InvocationExpressionSyntax call => call.ArgumentList.Span.Contains(place.Span) && NameOf(call) is "Add" or "TryAdd" or "AddClaim" or "SetClaim",
            AssignmentExpressionSyntax { Left: ElementAccessExpressionSyntax or ImplicitElementAccessSyntax } => true,
            InitializerExpressionSyntax { RawKind: (int)SyntaxKind.ComplexElementInitializerExpression } => true,
            _ => false,
        });

    private static Action<DocumentEditor>? RemovalOf(SyntaxNode claim, FixSite site)
    {
        switch (claim.Parent)
        {
            case AnonymousObjectCreationExpressionSyntax payload when claim is AnonymousObjectMemberDeclaratorSyntax member:
                return editor => editor.ReplaceNode(payload, Removal.Without(payload, member));

            // An array without elements has no type of its own.
            case InitializerExpressionSyntax list when claim is ExpressionSyntax element:
                return list.Expressions.Count > 1 || list.Parent is not ImplicitArrayCreationExpressionSyntax
                    ? editor => editor.ReplaceNode(list, Removal.Without(list, element))
                    : null;
            case ExpressionElementSyntax { Parent: CollectionExpressionSyntax list } element:
                return editor => editor.ReplaceNode(list, Removal.Without(list, element));

            // claims.Add(new Claim(...)), claims.Add((name, value), (name, value))
            case ArgumentSyntax { Parent: ArgumentListSyntax { Parent: InvocationExpressionSyntax call } list } argument:
                return list.Arguments.Count == 1 ? NameOf(call) is "Add" or "AddClaim" ? RemovalOf(call, site) : null
                    : claim is TupleExpressionSyntax ? editor => editor.ReplaceNode(list, list.WithArguments(Removal.Without(list.Arguments, argument)))
                    : null;
            case ExpressionStatementSyntax statement when claim is not InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: InvocationExpressionSyntax } }:
                return RemovalOf(statement);
        }

        // builder.AddClaim(...).AddClaim(...): a call that gives back what it was called on.
        return claim is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: var receiver } } link
            && site.Model.GetTypeInfo(receiver, site.CancellationToken).Type is { } type && type.Equals(site.Model.GetTypeInfo(link, site.CancellationToken).Type, SymbolEqualityComparer.Default)
                ? IsAssignedTo(receiver, link) ? link.Parent?.Parent is ExpressionStatementSyntax assignment ? RemovalOf(assignment) : null
                : editor => editor.ReplaceNode(link, Removal.Link(link, receiver))
            : null;
    }

    // An if that stands there for nothing else goes with it; what a condition calls has to stay.
    private static Action<DocumentEditor>? RemovalOf(StatementSyntax statement) =>
        statement.Parent switch
        {
            BlockSyntax or SwitchSectionSyntax or GlobalStatementSyntax => editor => Removal.Statement(editor, statement),
            IfStatementSyntax { Else: null, Condition: var condition } choice when !Comments.AreInside(choice) && !condition.DescendantNodesAndSelf().Any(node => node is InvocationExpressionSyntax or AssignmentExpressionSyntax or AwaitExpressionSyntax or VariableDesignationSyntax) => RemovalOf(choice),
            _ => null,
        };

    // builder = builder.AddClaim(...)
    private static bool IsAssignedTo(ExpressionSyntax receiver, InvocationExpressionSyntax link) =>
        link.Parent is AssignmentExpressionSyntax { Left: var target } && SyntaxFactory.AreEquivalent(target, receiver);

    private static string? NameOf(InvocationExpressionSyntax call) => (call.Expression as MemberAccessExpressionSyntax)?.Name.Identifier.ValueText;
}
