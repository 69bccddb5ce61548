using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Simplification;
using TokenGuard.Rules;

namespace TokenGuard.CodeFixes.Validation;

/// <summary>TKG2005: validates the token where it is read, by the only parameters of validation that are in scope.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(TokenReadWithoutValidationCodeFix))]
public sealed class TokenReadWithoutValidationCodeFix() : TokenGuardCodeFix(isBulkSafe: false, RuleIds.TokenReadWithoutValidation)
{
    private const string Tokens = "Microsoft.IdentityModel.Tokens";

    private const string Jwt = "System.IdentityModel.Tokens.Jwt";

    private const string JsonWebTokens = "Microsoft.IdentityModel.JsonWebTokens";

    private static readonly string[] Names = ["validated", "validation", "validatedToken"];

    private protected override IEnumerable<TokenFix> FixesOf(FixSite site)
    {
        var read = (site.Origin as ArgumentSyntax)?.Expression ?? site.Origin as ExpressionSyntax;
        if (read?.Parent is EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent.Parent: LocalDeclarationStatementSyntax { Declaration.Variables.Count: 1, Parent: BlockSyntax block } statement } }
            && site.Model.Compilation.GetTypeByMetadataName(Tokens + ".TokenValidationParameters") is { } type
            && InScope.OnlyValueOf(type, site.Model, read.SpanStart) is { } parameters
            && Names.FirstOrDefault(name => block.DescendantTokens().All(token => token.ValueText != name)) is { } result
            && ValidationOf(read, parameters, result, site) is { } validation)
        {
            yield return new TokenFix("Validate the token", nameof(TokenReadWithoutValidationCodeFix), editor => Validate(editor, statement, read, validation));
        }
    }

    // The statements that validate, and the token that comes out of them.
    private static (string[] Statements, string Token)? ValidationOf(ExpressionSyntax read, ExpressionSyntax parameters, string result, FixSite site)
    {
        var (receiver, arguments) = read switch
        {
            InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } call => (access.Expression.ToString(), call.ArgumentList.Arguments),
            BaseObjectCreationExpressionSyntax { ArgumentList: { } list } => (null, list.Arguments),
            _ => (null, default),
        };
        if (arguments.Count != 1)
        {
            return null;
        }

        var token = arguments[0].Expression.ToString();
        switch (site.Model.GetTypeInfo(read, site.CancellationToken).Type?.Name)
        {
            case "JwtSecurityToken":
                return ([$"{receiver ?? $"new {Jwt}.JwtSecurityTokenHandler()"}.ValidateToken({token}, {parameters}, out var {result});"], $"({Jwt}.JwtSecurityToken){result}");
            case "JsonWebToken" when IsInAsync(read):
                return (
                    [
                        $"var {result} = await {receiver ?? $"new {JsonWebTokens}.JsonWebTokenHandler()"}.ValidateTokenAsync({token}, {parameters});",
                        $"if (!{result}.IsValid)\n{{\nthrow {result}.Exception ?? new {Tokens}.SecurityTokenException(\"Invalid token\");\n}}",
                    ],
                    $"({JsonWebTokens}.JsonWebToken){result}.SecurityToken");
            default:
                return null;
        }
    }

    private static void Validate(DocumentEditor editor, LocalDeclarationStatementSyntax statement, ExpressionSyntax read, (string[] Statements, string Token) validation)
    {
        var token = Simplified(SyntaxFactory.ParseExpression(validation.Token));
        var first = true;
        foreach (var text in validation.Statements)
        {
            var added = Simplified(SyntaxFactory.ParseStatement(text)).WithAdditionalAnnotations(Formatter.Annotation);
            editor.InsertBefore(statement, added.WithLeadingTrivia(first ? statement.GetLeadingTrivia() : SyntaxFactory.TriviaList(SyntaxFactory.ElasticMarker)));
            first = false;
        }

        editor.ReplaceNode(statement, statement.ReplaceNode(read, token.WithTriviaFrom(read)).WithLeadingTrivia(SyntaxFactory.ElasticMarker).WithAdditionalAnnotations(Formatter.Annotation));
    }

    private static T Simplified<T>(T node)
        where T : SyntaxNode =>
        node.ReplaceNodes(node.DescendantNodes().Where(part => part is QualifiedNameSyntax { Parent: not QualifiedNameSyntax }), (_, name) => name.WithAdditionalAnnotations(Simplifier.Annotation));

    private static bool IsInAsync(SyntaxNode node) =>
        node.Ancestors().FirstOrDefault(parent => parent is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or BaseMethodDeclarationSyntax) switch
        {
            AnonymousFunctionExpressionSyntax lambda => lambda.AsyncKeyword.IsKind(SyntaxKind.AsyncKeyword),
            LocalFunctionStatementSyntax function => function.Modifiers.Any(SyntaxKind.AsyncKeyword),
            BaseMethodDeclarationSyntax method => method.Modifiers.Any(SyntaxKind.AsyncKeyword),
            _ => false,
        };
}
