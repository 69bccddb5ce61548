using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Simplification;
using TokenGuard.Analyzers.Issuing;
using TokenGuard.Rules;

namespace TokenGuard.CodeFixes.Issuing;

/// <summary>TKG1007: gives an access token its type, and an ID of its own.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MissingTokenTypeOrIdCodeFix))]
public sealed class MissingTokenTypeOrIdCodeFix() : TokenGuardCodeFix(isBulkSafe: false, RuleIds.MissingTokenTypeOrId)
{
    private const string AccessTokenType = "at+jwt";

    private protected override IEnumerable<TokenFix> FixesOf(FixSite site)
    {
        if (site.Node.FirstAncestorOrSelf<BaseObjectCreationExpressionSyntax>() is not { } creation || !creation.GetFirstToken().Span.IntersectsWith(site.Diagnostic.Location.SourceSpan))
        {
            yield break;
        }

        var (needsType, needsId) = (site.Diagnostic.Properties.ContainsKey(MissingTokenTypeOrIdAnalyzer.Type), site.Diagnostic.Properties.ContainsKey(MissingTokenTypeOrIdAnalyzer.Id));
        if ((site.Model.GetTypeInfo(creation, site.CancellationToken).Type is { Name: "JwtSecurityToken" } ? OfToken(creation, needsType, needsId) : OfDescriptor(creation, needsType, needsId)) is { } edit)
        {
            var added = (needsType, needsId) switch { (true, true) => "the type 'at+jwt' and an ID", (true, false) => "the type 'at+jwt'", _ => "an ID" };
            yield return new TokenFix($"Give the token {added}", nameof(MissingTokenTypeOrIdCodeFix), edit);
        }
    }

    // TokenType = "at+jwt", Claims = new Dictionary<string, object> { ["jti"] = ... }: the claims of the subject stay where they are.
    private static Action<DocumentEditor>? OfDescriptor(BaseObjectCreationExpressionSyntax creation, bool needsType, bool needsId)
    {
        if ((needsId && Insertion.IsSetByStatement(creation, "Claims")) || (needsType && Insertion.IsSetByStatement(creation, "TokenType")))
        {
            return null;
        }

        var repaired = creation;
        if (needsId)
        {
            if (Insertion.MemberOf(repaired.Initializer, "Claims") is not { } claims)
            {
                var dictionary = SyntaxFactory.ParseTypeName("System.Collections.Generic.Dictionary<string, object>").WithAdditionalAnnotations(Simplifier.Annotation);
                repaired = Insertion.IntoInitializer(
                    repaired,
                    "Claims",
                    Insertion.AddElement(
                        SyntaxFactory.ObjectCreationExpression(SyntaxFactory.Token(SyntaxKind.NewKeyword).WithTrailingTrivia(SyntaxFactory.Space), dictionary, argumentList: null, initializer: null),
                        Entry(),
                        SyntaxKind.ObjectInitializerExpression));
            }
            else if (claims.Right is BaseObjectCreationExpressionSyntax { Initializer: { } entries } && entries.Expressions.FirstOrDefault() is AssignmentExpressionSyntax { Left: ImplicitElementAccessSyntax })
            {
                repaired = repaired.ReplaceNode(entries, Insertion.AddElement(entries, Entry()));
            }
            else
            {
                return null;
            }
        }

        if (needsType)
        {
            repaired = Insertion.IntoInitializer(repaired, "TokenType", Literal(AccessTokenType));
        }

        return editor => editor.ReplaceNode(creation, repaired);
    }

    // token.Header["typ"] = "at+jwt"; token.Payload["jti"] = ...; below the declaration of the variable.
    private static Action<DocumentEditor>? OfToken(BaseObjectCreationExpressionSyntax creation, bool needsType, bool needsId)
    {
        if (creation.Parent is not EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Identifier.Text: var variable, Parent: VariableDeclarationSyntax { Variables.Count: 1, Parent: LocalDeclarationStatementSyntax { Parent: BlockSyntax } declaration } } })
        {
            return null;
        }

        var statements = new List<StatementSyntax>();
        if (needsType)
        {
            statements.Add(Statement($"{variable}.Header[\"typ\"] = \"{AccessTokenType}\";", declaration));
        }

        if (needsId)
        {
            statements.Add(Statement($"{variable}.Payload[\"jti\"] = System.Guid.NewGuid().ToString();", declaration));
        }

        return editor => editor.InsertAfter(declaration, statements);
    }

    private static StatementSyntax Statement(string text, StatementSyntax above) =>
        SyntaxFactory.ParseStatement(text)
            .WithLeadingTrivia(above.GetLeadingTrivia().Where(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia)).Reverse().Take(1))
            .WithTrailingTrivia(above.GetTrailingTrivia().Where(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia)))
            .WithAdditionalAnnotations(Simplifier.Annotation);

    private static AssignmentExpressionSyntax Entry()
    {
        var dictionary = (BaseObjectCreationExpressionSyntax)SyntaxFactory.ParseExpression("new A { [\"jti\"] = System.Guid.NewGuid().ToString() }");
        var entry = ((AssignmentExpressionSyntax)dictionary.Initializer!.Expressions[0]).WithoutTrivia();
        var guid = entry.DescendantNodes().OfType<MemberAccessExpressionSyntax>().Last();
        return entry.ReplaceNode(guid, guid.WithAdditionalAnnotations(Simplifier.Annotation));
    }

    private static LiteralExpressionSyntax Literal(string text) => SyntaxFactory.LiteralExpression(SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal(text));
}
