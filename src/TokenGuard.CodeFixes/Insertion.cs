using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TokenGuard.CodeFixes;

/// <summary>Adds arguments and members of initialisers in the layout of those that are there: on the same line, or one a line.</summary>
internal static class Insertion
{
    /// <summary>An argument list with one more argument at its end.</summary>
    public static ArgumentListSyntax AtEnd(ArgumentListSyntax? list, string? name, ExpressionSyntax value) =>
        At(list ?? SyntaxFactory.ArgumentList(), list?.Arguments.Count ?? 0, name, value);

    /// <summary>An argument list with one more argument before the one at <paramref name="index"/>.</summary>
    public static ArgumentListSyntax At(ArgumentListSyntax list, int index, string? name, ExpressionSyntax value)
    {
        var argument = SyntaxFactory.Argument(value);
        if (name is not null)
        {
            argument = argument.WithNameColon(SyntaxFactory.NameColon(SyntaxFactory.IdentifierName(name), SyntaxFactory.Token(SyntaxKind.ColonToken).WithTrailingTrivia(SyntaxFactory.Space)));
        }

        return list.WithArguments(Into(list.Arguments, index, argument, list.OpenParenToken));
    }

    /// <summary>A creation whose initialiser sets a member: where it does so already, or else at its end.</summary>
    public static BaseObjectCreationExpressionSyntax IntoInitializer(BaseObjectCreationExpressionSyntax creation, string member, ExpressionSyntax value) =>
        MemberOf(creation.Initializer, member) is { } written ? creation.ReplaceNode(written.Right, value.WithTriviaFrom(written.Right))
            : AddElement(creation, Assignment(member, value), SyntaxKind.ObjectInitializerExpression);

    /// <summary>An initialiser that sets a member: where it does so already, or else after the one that is given, or at its end.</summary>
    public static InitializerExpressionSyntax SetMember(InitializerExpressionSyntax initializer, string member, ExpressionSyntax value, ExpressionSyntax? after = null) =>
        MemberOf(initializer, member) is { } written ? initializer.ReplaceNode(written.Right, value.WithTriviaFrom(written.Right))
            : initializer.WithExpressions(Into(initializer.Expressions, after is null ? initializer.Expressions.Count : initializer.Expressions.IndexOf(after) + 1, Assignment(member, value), initializer.OpenBraceToken));

    /// <summary>What sets a member in an initialiser.</summary>
    public static AssignmentExpressionSyntax? MemberOf(InitializerExpressionSyntax? initializer, string member) =>
        initializer?.Expressions.OfType<AssignmentExpressionSyntax>().FirstOrDefault(assignment => assignment.Left is IdentifierNameSyntax { Identifier.ValueText: var name } && name == member);

    /// <summary>Whether a statement beside a place sets the member: <c>parameters.ValidAlgorithms = null</c>.</summary>
    public static bool IsSetByStatement(SyntaxNode place, string member) =>
        (place.FirstAncestorOrSelf<MemberDeclarationSyntax>(node => node is not GlobalStatementSyntax) ?? place.SyntaxTree.GetRoot()).DescendantNodes()
            .Any(node => node is AssignmentExpressionSyntax { Left: MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name } } && name == member);

    private static AssignmentExpressionSyntax Assignment(string member, ExpressionSyntax value) =>
        SyntaxFactory.AssignmentExpression(
            SyntaxKind.SimpleAssignmentExpression,
            SyntaxFactory.IdentifierName(member).WithTrailingTrivia(SyntaxFactory.Space),
            SyntaxFactory.Token(SyntaxKind.EqualsToken).WithTrailingTrivia(SyntaxFactory.Space),
            value);

    /// <summary>A creation whose initialiser holds one more element, at its end.</summary>
    public static BaseObjectCreationExpressionSyntax AddElement(BaseObjectCreationExpressionSyntax creation, ExpressionSyntax element, SyntaxKind kind)
    {
        if (creation.Initializer is { } initializer)
        {
            return creation.WithInitializer(AddElement(initializer, element));
        }

        var braces = SyntaxFactory.InitializerExpression(
            kind,
            SyntaxFactory.Token(SyntaxKind.OpenBraceToken).WithLeadingTrivia(SyntaxFactory.Space).WithTrailingTrivia(SyntaxFactory.Space),
            SyntaxFactory.SingletonSeparatedList(element),
            SyntaxFactory.Token(SyntaxKind.CloseBraceToken).WithLeadingTrivia(SyntaxFactory.Space).WithTrailingTrivia(creation.GetTrailingTrivia()));
        return creation.WithoutTrailingTrivia().WithInitializer(braces);
    }

    /// <summary>An initialiser with one more element at its end.</summary>
    public static InitializerExpressionSyntax AddElement(InitializerExpressionSyntax initializer, ExpressionSyntax element) =>
        initializer.WithExpressions(Into(initializer.Expressions, initializer.Expressions.Count, element, initializer.OpenBraceToken));

    /// <summary>A list with one more item before the one at <paramref name="index"/>.</summary>
    public static SeparatedSyntaxList<T> Into<T>(SeparatedSyntaxList<T> items, int index, T item, SyntaxToken open)
        where T : SyntaxNode
    {
        if (items.Count == 0)
        {
            // { }: the spaces of the braces stay where they are.
            return items.Add(open.TrailingTrivia.Any() ? item.WithTrailingTrivia(SyntaxFactory.Space) : item);
        }

        var parts = items.GetWithSeparators().ToList();
        var isAtEnd = index >= items.Count;
        var neighbour = items[Math.Min(index, items.Count - 1)];
        var isOwnLine = items.Count > 0 && IsFirstOnLine(neighbour);
        item = item.WithLeadingTrivia(isOwnLine ? IndentationOf(neighbour) : default);
        if (!isAtEnd)
        {
            parts.InsertRange(index * 2, [item, Comma(isOwnLine, neighbour)]);
        }
        else if (parts[parts.Count - 1].IsToken)
        {
            // { A = 1, }: the comma after the last stays one.
            parts.Add(item);
            parts.Add(SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(EndOfLine(neighbour)));
        }
        else
        {
            var last = items[items.Count - 1];
            parts[parts.Count - 1] = last.WithoutTrailingTrivia();
            parts.Add(SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(isOwnLine ? LineEndAfter(last) : SyntaxFactory.TriviaList(SyntaxFactory.Space)));
            parts.Add(item.WithTrailingTrivia(isOwnLine && last.GetTrailingTrivia().Any(SyntaxKind.EndOfLineTrivia) ? SyntaxFactory.TriviaList(EndOfLine(neighbour)) : isOwnLine ? default : last.GetTrailingTrivia()));
        }

        return SyntaxFactory.SeparatedList<T>(SyntaxFactory.NodeOrTokenList(parts));
    }

    private static SyntaxToken Comma(bool isOwnLine, SyntaxNode neighbour) =>
        SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(isOwnLine ? EndOfLine(neighbour) : SyntaxFactory.Space);

    // A comment after the last item stays on its line.
    private static SyntaxTriviaList LineEndAfter(SyntaxNode last) =>
        last.GetTrailingTrivia().Any(SyntaxKind.EndOfLineTrivia) ? last.GetTrailingTrivia() : last.GetTrailingTrivia().Add(EndOfLine(last));

    private static bool IsFirstOnLine(SyntaxNode node) =>
        node.GetFirstToken().GetPreviousToken().TrailingTrivia.Any(SyntaxKind.EndOfLineTrivia);

    private static SyntaxTriviaList IndentationOf(SyntaxNode node)
    {
        var trivia = node.GetLeadingTrivia();
        return trivia.Count > 0 && trivia[trivia.Count - 1].IsKind(SyntaxKind.WhitespaceTrivia) ? SyntaxFactory.TriviaList(trivia[trivia.Count - 1]) : default;
    }

    private static SyntaxTrivia EndOfLine(SyntaxNode node)
    {
        var text = node.SyntaxTree.GetText();
        return text.Lines.Count > 1 && text.ToString(new Microsoft.CodeAnalysis.Text.TextSpan(text.Lines[0].End, text.Lines[0].EndIncludingLineBreak - text.Lines[0].End)) is "\r\n"
            ? SyntaxFactory.CarriageReturnLineFeed
            : SyntaxFactory.LineFeed;
    }
}
