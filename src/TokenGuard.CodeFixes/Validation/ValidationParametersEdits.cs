using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Simplification;

namespace TokenGuard.CodeFixes.Validation;

/// <summary>Sets one more member of <c>TokenValidationParameters</c>, where they are made, where members of them are set, or where options with them are set up.</summary>
internal static class ValidationParametersEdits
{
    /// <summary>The edit; null when there is no place for it, or statements set the member, such as to null.</summary>
    public static Action<DocumentEditor>? Set(FixSite site, string member, ExpressionSyntax value)
    {
        if (Insertion.IsSetByStatement(site.Node, member))
        {
            return null;
        }

        if (site.Node.FirstAncestorOrSelf<BaseObjectCreationExpressionSyntax>() is { } creation && creation.GetFirstToken().Span.IntersectsWith(site.Diagnostic.Location.SourceSpan))
        {
            return editor => editor.ReplaceNode(creation, Insertion.IntoInitializer(creation, member, value));
        }

        switch (site.Node)
        {
            case AssignmentExpressionSyntax { Parent: InitializerExpressionSyntax initializer }:
                return editor => editor.ReplaceNode(initializer, Insertion.SetMember(initializer, member, value));
            case AssignmentExpressionSyntax { Left: MemberAccessExpressionSyntax { Expression: var parameters }, Parent: ExpressionStatementSyntax { Parent: BlockSyntax or GlobalStatementSyntax } statement }:
                var added = SyntaxFactory.ExpressionStatement(Assignment(Member(parameters.WithoutTrivia(), member), value))
                    .WithLeadingTrivia(statement.GetLeadingTrivia().Reverse().Take(1).Where(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia)))
                    .WithTrailingTrivia(statement.GetTrailingTrivia().Where(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia)));
                return editor =>
                {
                    if (statement.Parent is GlobalStatementSyntax global)
                    {
                        editor.InsertAfter(global, SyntaxFactory.GlobalStatement(added));
                    }
                    else
                    {
                        editor.InsertAfter(statement, added);
                    }
                };
            case SimpleNameSyntax name when BodyOf(name) is var (options, block):
                var last = SyntaxFactory.ExpressionStatement(Assignment(Member(Member(SyntaxFactory.IdentifierName(options), "TokenValidationParameters"), member), value)).WithAdditionalAnnotations(Formatter.Annotation);
                return editor => editor.ReplaceNode(block, block.AddStatements(last));
            default:
                return null;
        }
    }

    /// <summary>A list of texts, as the language version of the code can write it.</summary>
    public static ExpressionSyntax ListOf(string element, FixSite site) =>
        SyntaxFactory.ParseExpression(((CSharpParseOptions)site.Node.SyntaxTree.Options).LanguageVersion >= LanguageVersion.CSharp12 ? $"[{element}]" : $"new[] {{ {element} }}");

    /// <summary>A list of members of <c>SecurityAlgorithms</c>.</summary>
    public static ExpressionSyntax ListOf(IEnumerable<string> algorithms, FixSite site)
    {
        var list = ListOf(string.Join(", ", algorithms.Select(name => $"Microsoft.IdentityModel.Tokens.SecurityAlgorithms.{name}")), site);
        return list.ReplaceNodes(list.DescendantNodes().OfType<MemberAccessExpressionSyntax>().Where(access => access.Name.Identifier.ValueText == "SecurityAlgorithms"), (access, _) => access.WithAdditionalAnnotations(Simplifier.Annotation));
    }

    // AddJwtBearer(options => { ... })
    private static (string Options, BlockSyntax Block)? BodyOf(SimpleNameSyntax name) =>
        name.FirstAncestorOrSelf<InvocationExpressionSyntax>()?.ArgumentList.Arguments.Select(argument => argument.Expression).OfType<LambdaExpressionSyntax>().FirstOrDefault() switch
        {
            SimpleLambdaExpressionSyntax { Block: { } block, Parameter.Identifier.Text: var options } => (options, block),
            ParenthesizedLambdaExpressionSyntax { Block: { } block, ParameterList.Parameters: { Count: 1 } parameters } => (parameters[0].Identifier.Text, block),
            _ => null,
        };

    private static MemberAccessExpressionSyntax Member(ExpressionSyntax holder, string member) =>
        SyntaxFactory.MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, holder, SyntaxFactory.IdentifierName(member));

    private static AssignmentExpressionSyntax Assignment(ExpressionSyntax target, ExpressionSyntax value) =>
        SyntaxFactory.AssignmentExpression(
            SyntaxKind.SimpleAssignmentExpression,
            target.WithTrailingTrivia(SyntaxFactory.Space),
            SyntaxFactory.Token(SyntaxKind.EqualsToken).WithTrailingTrivia(SyntaxFactory.Space),
            value);
}
