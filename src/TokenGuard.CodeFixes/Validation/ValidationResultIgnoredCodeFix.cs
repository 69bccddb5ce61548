using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Simplification;
using TokenGuard.Rules;

namespace TokenGuard.CodeFixes.Validation;

/// <summary>TKG2006: throws what the result says, after the statement that validates; a result that is dropped gets a variable.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ValidationResultIgnoredCodeFix))]
public sealed class ValidationResultIgnoredCodeFix() : TokenGuardCodeFix(isBulkSafe: true, RuleIds.ValidationResultIgnored)
{
    private static readonly string[] Names = ["result", "validationResult", "tokenValidationResult"];

    private protected override IEnumerable<TokenFix> FixesOf(FixSite site)
    {
        if (site.Node.FirstAncestorOrSelf<StatementSyntax>() is { Parent: BlockSyntax or SwitchSectionSyntax or GlobalStatementSyntax } statement
            && ResultOf(statement, site) is var (declaration, name))
        {
            yield return new TokenFix("Throw when the token is invalid", nameof(ValidationResultIgnoredCodeFix), editor => Check(editor, statement, declaration, name));
        }
    }

    // The statement that gives the result a name: the one that is there, or one that declares it.
    private static (StatementSyntax Declaration, string Name)? ResultOf(StatementSyntax statement, FixSite site)
    {
        switch (statement)
        {
            case LocalDeclarationStatementSyntax { Declaration.Variables: { Count: 1 } variables } when variables[0].Initializer?.Value is { } value && IsResult(value, site):
                return (statement, variables[0].Identifier.ValueText);
            case ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression, Left: IdentifierNameSyntax left, Right: var value } }
                when IsResult(value, site):
                return left.Identifier.ValueText != "_" ? (statement, left.Identifier.ValueText) : Declared(statement, value, site);
            case ExpressionStatementSyntax { Expression: var value } when IsResult(value, site):
                return Declared(statement, value, site);
            default:
                return null;
        }
    }

    private static (StatementSyntax Declaration, string Name)? Declared(StatementSyntax statement, ExpressionSyntax value, FixSite site)
    {
        var scope = (SyntaxNode?)statement.FirstAncestorOrSelf<BaseMethodDeclarationSyntax>() ?? site.Model.SyntaxTree.GetRoot(site.CancellationToken);
        var taken = scope.DescendantTokens().Where(token => token.IsKind(SyntaxKind.IdentifierToken)).Select(token => token.ValueText).ToImmutableHashSet();
        if (Names.FirstOrDefault(candidate => !taken.Contains(candidate)) is not { } name)
        {
            return null;
        }

        var declaration = SyntaxFactory.LocalDeclarationStatement(
            SyntaxFactory.VariableDeclaration(
                SyntaxFactory.IdentifierName("var").WithTrailingTrivia(SyntaxFactory.Space),
                SyntaxFactory.SingletonSeparatedList(
                    SyntaxFactory.VariableDeclarator(SyntaxFactory.Identifier(name).WithTrailingTrivia(SyntaxFactory.Space)).WithInitializer(
                        SyntaxFactory.EqualsValueClause(SyntaxFactory.Token(SyntaxKind.EqualsToken).WithTrailingTrivia(SyntaxFactory.Space), value.WithoutTrivia())))));
        return (declaration.WithTriviaFrom(statement), name);
    }

    private static bool IsResult(ExpressionSyntax value, FixSite site) =>
        site.Model.GetTypeInfo(value, site.CancellationToken).Type?.Name == "TokenValidationResult";

    private static void Check(DocumentEditor editor, StatementSyntax statement, StatementSyntax declaration, string name)
    {
        var check = (IfStatementSyntax)SyntaxFactory.ParseStatement(
            $"if (!{name}.IsValid)\n{{\nthrow {name}.Exception ?? new Microsoft.IdentityModel.Tokens.SecurityTokenException(\"Invalid token\");\n}}\n");
        var type = check.DescendantNodes().OfType<ObjectCreationExpressionSyntax>().First().Type;
        check = check.ReplaceNode(type, type.WithAdditionalAnnotations(Simplifier.Annotation)).WithAdditionalAnnotations(Formatter.Annotation);
        if (statement.Parent is GlobalStatementSyntax global)
        {
            editor.InsertAfter(global, SyntaxFactory.GlobalStatement(check));
        }
        else
        {
            editor.InsertAfter(statement, check);
        }

        if (declaration != statement)
        {
            editor.ReplaceNode(statement, declaration);
        }
    }
}
