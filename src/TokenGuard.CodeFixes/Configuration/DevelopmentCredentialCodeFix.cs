using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using TokenGuard.Rules;

namespace TokenGuard.CodeFixes.Configuration;

/// <summary>TKG7009: makes keys for development in development only. What other environments sign with is the author's to say.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(DevelopmentCredentialCodeFix))]
public sealed class DevelopmentCredentialCodeFix() : TokenGuardCodeFix(isBulkSafe: false, RuleIds.DevelopmentCredential)
{
    private static readonly string[] Made =
        ["AddDevelopmentSigningCertificate", "AddDevelopmentEncryptionCertificate", "AddEphemeralSigningKey", "AddEphemeralEncryptionKey", "AddDeveloperSigningCredential"];

    private protected override IEnumerable<TokenFix> FixesOf(FixSite site)
    {
        if (site.Node is SimpleNameSyntax name && StatementOf(name) is { } statement && SetupEdits.IsDevelopment(site) is { } development)
        {
            yield return new TokenFix("Call it in development only", "TKG7009_DevelopmentOnly", editor => editor.ReplaceNode(
                statement,
                SyntaxFactory.IfStatement(development, SyntaxFactory.Block(statement.WithoutTrivia())).WithTriviaFrom(statement).WithAdditionalAnnotations(Formatter.Annotation)));
        }
    }

    // A statement that does nothing but make such keys.
    private static ExpressionStatementSyntax? StatementOf(SimpleNameSyntax name)
    {
        if (name.FirstAncestorOrSelf<ExpressionStatementSyntax>() is not { Parent: BlockSyntax or GlobalStatementSyntax, Expression: var expression } statement)
        {
            return null;
        }

        while (expression is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: var called, Expression: var receiver } })
        {
            if (!Made.Contains(called))
            {
                return null;
            }

            expression = receiver;
        }

        return expression is SimpleNameSyntax ? statement : null;
    }
}
