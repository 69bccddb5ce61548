using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using TokenGuard.Rules;

namespace TokenGuard.CodeFixes.Validation;

/// <summary>TKG2014: takes the token from the query on the path of the hub only.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(TokenAcceptedFromQueryCodeFix))]
public sealed class TokenAcceptedFromQueryCodeFix() : TokenGuardCodeFix(isBulkSafe: false, RuleIds.TokenAcceptedFromQuery)
{
    private protected override IEnumerable<TokenFix> FixesOf(FixSite site)
    {
        if (site.Node is AssignmentExpressionSyntax { Left: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Token", Expression: var context }, Parent: ExpressionStatementSyntax statement })
        {
            var path = SymbolDisplay.FormatLiteral(PathOfHub(site) ?? "/hubs", quote: true);
            var condition = SyntaxFactory.ParseExpression($"{context.WithoutTrivia()}.Request.Path.StartsWithSegments({path})");
            yield return new TokenFix(
                $"Take it from the query under {path} only",
                nameof(TokenAcceptedFromQueryCodeFix),
                editor => editor.ReplaceNode(
                    statement,
                    SyntaxFactory.IfStatement(condition, SyntaxFactory.Block(statement.WithoutLeadingTrivia()))
                        .WithLeadingTrivia(statement.GetLeadingTrivia())
                        .WithTrailingTrivia(statement.GetTrailingTrivia().Where(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia)))
                        .WithAdditionalAnnotations(Formatter.Annotation)));
        }
    }

    // The only one that the project maps.
    private static string? PathOfHub(FixSite site)
    {
        var paths = site.Model.Compilation.SyntaxTrees
            .SelectMany(tree => tree.GetRoot(site.CancellationToken).DescendantNodes().OfType<InvocationExpressionSyntax>())
            .Where(call => call.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "MapHub" })
            .Select(call => call.ArgumentList.Arguments.FirstOrDefault()?.Expression is LiteralExpressionSyntax { Token.Value: string path } ? path : null)
            .Distinct()
            .Take(2)
            .ToList();
        return paths.Count == 1 && paths[0] is { Length: > 0 } only ? only.StartsWith("/", StringComparison.Ordinal) ? only : "/" + only : null;
    }
}
