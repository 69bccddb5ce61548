using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;
using TokenGuard.Rules;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace TokenGuard.CodeFixes.Storage;

/// <summary>TKG3011: sets the token on the one request that follows, instead of on the client.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(TokenOnSharedClientCodeFix))]
public sealed class TokenOnSharedClientCodeFix() : TokenGuardCodeFix(isBulkSafe: false, RuleIds.TokenOnSharedClient)
{
    private static readonly string[] RequestNames = ["request", "message", "requestMessage"];

    private protected override IEnumerable<TokenFix> FixesOf(FixSite site)
    {
        if (site.Node.FirstAncestorOrSelf<ExpressionStatementSyntax>() is { Parent: BlockSyntax block } statement
            && HeadersOf(statement) is { Expression: var client } headers && headers.Span.Start <= site.Node.SpanStart
            && SendingIn(block, statement, client, site) is { } call
            && EditOf(block, statement, headers, call, site) is { } changed)
        {
            yield return new TokenFix("Set the token on the request", nameof(TokenOnSharedClientCodeFix), editor => editor.ReplaceNode(block, changed));
        }
    }

    // client.DefaultRequestHeaders of what the statement sets or adds to.
    private static MemberAccessExpressionSyntax? HeadersOf(ExpressionStatementSyntax statement)
    {
        var target = statement.Expression switch
        {
            AssignmentExpressionSyntax { Left: MemberAccessExpressionSyntax { Expression: var headers } } => headers,
            InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: var headers } } => headers,
            _ => null,
        };
        return target is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "DefaultRequestHeaders" } found ? found : null;
    }

    // The only other use of the client in the method: a call behind the statement that sends a request, and gives the whole response.
    private static InvocationExpressionSyntax? SendingIn(BlockSyntax block, StatementSyntax statement, ExpressionSyntax client, FixSite site)
    {
        var uses = block.AncestorsAndSelf().OfType<BlockSyntax>().Last().DescendantNodes().OfType<ExpressionSyntax>()
            .Where(other => other.IsEquivalentTo(client, topLevel: false) && other.Parent is MemberAccessExpressionSyntax access && access.Expression == other && !statement.Span.Contains(other.Span))
            .ToList();
        return uses.Count == 1 && uses[0].Parent is MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax call }
            && call.FirstAncestorOrSelf<StatementSyntax>(ancestor => ancestor.Parent == block) is { } user && block.Statements.IndexOf(user) > block.Statements.IndexOf(statement)
            && !call.Ancestors().TakeWhile(ancestor => ancestor != block).Any(ancestor => ancestor is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or ForStatementSyntax or CommonForEachStatementSyntax or WhileStatementSyntax or DoStatementSyntax)
            && site.Model.GetSymbolInfo(call, site.CancellationToken).Symbol is IMethodSymbol { ContainingType.Name: "HttpClient" }
                ? call
                : null;
    }

    private static BlockSyntax? EditOf(BlockSyntax block, ExpressionStatementSyntax statement, MemberAccessExpressionSyntax headers, InvocationExpressionSyntax call, FixSite site)
    {
        var access = (MemberAccessExpressionSyntax)call.Expression;
        var (verb, arguments) = (access.Name.Identifier.ValueText, call.ArgumentList.Arguments);
        if (arguments.Count == 0 || arguments.Any(argument => argument.NameColon is not null))
        {
            return null;
        }

        // A request that is made before is there already.
        if (verb == "SendAsync")
        {
            return arguments[0].Expression is IdentifierNameSyntax sent && site.Model.GetSymbolInfo(sent, site.CancellationToken).Symbol is IParameterSymbol or ILocalSymbol
                && site.Model.GetSymbolInfo(sent, site.CancellationToken).Symbol!.DeclaringSyntaxReferences.All(declaration => declaration.Span.End <= statement.SpanStart)
                    ? block.ReplaceNode(headers, HeadersOn(sent.Identifier.ValueText).WithTriviaFrom(headers))
                    : null;
        }

        var hasContent = verb is "PostAsync" or "PutAsync" or "PatchAsync";
        if (verb is not ("GetAsync" or "DeleteAsync") && (!hasContent || arguments.Count < 2))
        {
            return null;
        }

        // What the arguments mention must be there where the request is made: right before it is sent.
        var user = call.FirstAncestorOrSelf<StatementSyntax>(ancestor => ancestor.Parent == block)!;
        if (user != block.Statements.ElementAtOrDefault(block.Statements.IndexOf(statement) + 1)
            || RequestNames.FirstOrDefault(name => site.Model.LookupSymbols(statement.SpanStart, name: name).IsEmpty && !block.DescendantTokens().Any(token => token.IsKind(SyntaxKind.IdentifierToken) && token.ValueText == name)) is not { } request)
        {
            return null;
        }

        var made = ObjectCreationExpression(
            ParseName("System.Net.Http.HttpRequestMessage").WithAdditionalAnnotations(Simplifier.Annotation),
            ArgumentList(SeparatedList([Argument(MemberAccess(ParseName("System.Net.Http.HttpMethod").WithAdditionalAnnotations(Simplifier.Annotation), verb.Substring(0, verb.Length - 5))), Argument(arguments[0].Expression.WithoutTrivia())])),
            initializer: null);
        ExpressionSyntax creation = made.NormalizeWhitespace();
        if (hasContent)
        {
            creation = Insertion.IntoInitializer((ObjectCreationExpressionSyntax)creation, "Content", arguments[1].Expression.WithoutTrivia());
        }

        var declaration = LocalDeclarationStatement(VariableDeclaration(IdentifierName("var").WithTrailingTrivia(Space), SingletonSeparatedList(
                VariableDeclarator(Identifier(request).WithTrailingTrivia(Space)).WithInitializer(EqualsValueClause(Token(SyntaxKind.EqualsToken).WithTrailingTrivia(Space), creation)))))
            .WithUsingKeyword(Token(SyntaxKind.UsingKeyword).WithTrailingTrivia(Space));
        var indentation = statement.GetLeadingTrivia().LastOrDefault(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia));
        var lineEnd = statement.GetTrailingTrivia().LastOrDefault(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia));
        var set = statement.ReplaceNode(headers, HeadersOn(request).WithTriviaFrom(headers)).WithLeadingTrivia(indentation);
        var send = call
            .WithExpression(access.WithName(IdentifierName("SendAsync").WithTriviaFrom(access.Name)))
            .WithArgumentList(call.ArgumentList.WithArguments(Rest(arguments, hasContent ? 2 : 1, request)));
        var index = block.Statements.IndexOf(statement);
        var statements = block.Statements
            .Replace(user, user.ReplaceNode(call, send));
        statements = statements
            .Replace(statements[index], set)
            .Insert(index, declaration.WithLeadingTrivia(statement.GetLeadingTrivia()).WithTrailingTrivia(lineEnd));
        return block.WithStatements(statements);
    }

    private static SeparatedSyntaxList<ArgumentSyntax> Rest(SeparatedSyntaxList<ArgumentSyntax> arguments, int taken, string request)
    {
        var rest = arguments;
        for (var i = 1; i < taken; i++)
        {
            rest = rest.RemoveAt(0);
        }

        return rest.Replace(rest[0], Argument(IdentifierName(request)));
    }

    private static MemberAccessExpressionSyntax HeadersOn(string request) => MemberAccess(IdentifierName(request), "Headers");

    private static MemberAccessExpressionSyntax MemberAccess(ExpressionSyntax expression, string name) => MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, expression, IdentifierName(name));
}
