using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using TokenGuard.Analyzers.Storage;

namespace TokenGuard.CodeFixes.Storage;

/// <summary>Turns the repairs that the analyzer found into edits. Each edit is a function of what a node has become, and changes nothing the second time.</summary>
internal static class CookieEdits
{
    private const string HttpNamespace = "Microsoft.AspNetCore.Http.";

    /// <summary>The edit that makes all repairs in the diagnostic's document; null when there is none to make.</summary>
    public static Action<DocumentEditor>? Of(FixSite site, ImmutableArray<CookieRepair> repairs, string sameSite)
    {
        var tree = site.Model.SyntaxTree;
        var edits = new List<Action<DocumentEditor>>();
        foreach (var place in repairs.Where(repair => repair.Place.SourceTree?.FilePath == tree.FilePath).GroupBy(repair => (repair.Kind, repair.Place.SourceSpan)))
        {
            var node = tree.GetRoot(site.CancellationToken).FindNode(place.Key.SourceSpan, getInnermostNodeForTie: true);
            if (EditOf(site, node, place.Key.Kind, place.Select(repair => repair.Member).Distinct().ToList(), sameSite) is { } edit)
            {
                edits.Add(edit);
            }
        }

        return edits.Count == 0 ? null : editor => edits.ForEach(edit => edit(editor));
    }

    private static Action<DocumentEditor>? EditOf(FixSite site, SyntaxNode node, CookieRepairKind kind, List<string> members, string sameSite)
    {
        switch (kind)
        {
            case CookieRepairKind.Assignment when node is AssignmentExpressionSyntax assignment
                && site.Model.GetSymbolInfo(assignment.Left, site.CancellationToken).Symbol is IPropertySymbol property:
                return editor => editor.ReplaceNode(
                    node, (current, generator) => Assign((AssignmentExpressionSyntax)current, ValueOf(property.Name, property.Type, sameSite, generator)));

            case CookieRepairKind.Creation when node is BaseObjectCreationExpressionSyntax { ContainsDirectives: false }
                && site.Model.GetTypeInfo(node, site.CancellationToken).Type is INamedTypeSymbol type:
                var known = members.Where(member => TypeOf(type, member) is not null).ToList();
                return known.Count == 0 ? null : editor => editor.ReplaceNode(
                    node,
                    (current, generator) => ObjectInitializers.Add(
                        (BaseObjectCreationExpressionSyntax)current,
                        known.Select(member => (member, ValueOf(member, TypeOf(type, member)!, sameSite, generator)))));

            case CookieRepairKind.Call when node is InvocationExpressionSyntax
                && site.Model.Compilation.GetTypeByMetadataName(HttpNamespace + "CookieOptions") is { } options:
                return editor => editor.ReplaceNode(
                    node, (current, generator) => AddOptions((InvocationExpressionSyntax)current, options, members, sameSite, generator));

            case CookieRepairKind.Text when HeaderTexts.IsEditable(node):
                return editor => editor.ReplaceNode(
                    node.Parent!, (current, _) => HeaderTexts.Set(current, members.Select(member => (member, member == "SameSite" ? sameSite : null)).ToList()));

            default:
                return null;
        }
    }

    private static ITypeSymbol? TypeOf(INamedTypeSymbol type, string member) =>
        type.GetMembers(member).OfType<IPropertySymbol>().FirstOrDefault()?.Type;

    private static ExpressionSyntax ValueOf(string member, ITypeSymbol type, string sameSite, SyntaxGenerator generator) =>
        member switch
        {
            "SameSite" => EnumMember(type, sameSite, generator),
            "SecurePolicy" => EnumMember(type, "Always", generator),
            _ => SyntaxFactory.LiteralExpression(SyntaxKind.TrueLiteralExpression),
        };

    private static ExpressionSyntax EnumMember(ITypeSymbol type, string member, SyntaxGenerator generator) =>
        (ExpressionSyntax)generator.MemberAccessExpression(generator.TypeExpression(type, addImport: true), member);

    private static AssignmentExpressionSyntax Assign(AssignmentExpressionSyntax assignment, ExpressionSyntax value) =>
        assignment.WithRight(value.WithTriviaFrom(assignment.Right));

    // Append(name, value): the options are a third argument.
    private static InvocationExpressionSyntax AddOptions(
        InvocationExpressionSyntax call, INamedTypeSymbol options, List<string> members, string sameSite, SyntaxGenerator generator)
    {
        var arguments = call.ArgumentList.Arguments;
        if (arguments.Count != 2)
        {
            return call;
        }

        var creation = ObjectInitializers.Add(
            SyntaxFactory.ObjectCreationExpression((TypeSyntax)generator.TypeExpression(options, addImport: true))
                .WithNewKeyword(SyntaxFactory.Token(SyntaxKind.NewKeyword).WithTrailingTrivia(SyntaxFactory.Space)),
            members.Select(member => (member, ValueOf(member, TypeOf(options, member)!, sameSite, generator))));
        var last = arguments[1];
        var argument = SyntaxFactory.Argument(creation)
            .WithNameColon(last.NameColon is null ? null : SyntaxFactory.NameColon(SyntaxFactory.IdentifierName("options")).WithTrailingTrivia(SyntaxFactory.Space))
            .WithTrailingTrivia(last.GetTrailingTrivia());
        var comma = SyntaxFactory.Token(SyntaxKind.CommaToken);
        var separator = arguments.GetSeparator(0);
        var isOnOwnLine = separator.TrailingTrivia.Any(SyntaxKind.EndOfLineTrivia);
        return call.WithArgumentList(call.ArgumentList.WithArguments(SyntaxFactory.SeparatedList<ArgumentSyntax>(new SyntaxNodeOrToken[]
        {
            arguments[0],
            separator,
            last.WithoutTrailingTrivia(),
            comma.WithTrailingTrivia(isOnOwnLine ? separator.TrailingTrivia.Where(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia)) : [SyntaxFactory.Space]),
            isOnOwnLine ? argument.WithLeadingTrivia(last.GetLeadingTrivia().Where(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia))) : argument,
        })));
    }
}
