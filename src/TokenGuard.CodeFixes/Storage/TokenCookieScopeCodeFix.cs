using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TokenGuard.Rules;

namespace TokenGuard.CodeFixes.Storage;

/// <summary>TKG3005: the cookie stays on its host. Which path takes it, and who reads it by its name, is the author's to say.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(TokenCookieScopeCodeFix))]
public sealed class TokenCookieScopeCodeFix() : TokenGuardCodeFix(isBulkSafe: false, RuleIds.TokenCookieScope)
{
    private protected override IEnumerable<TokenFix> FixesOf(FixSite site)
    {
        if (site.Node is not AssignmentExpressionSyntax { Left: var target } assignment || (target as IdentifierNameSyntax ?? (target as MemberAccessExpressionSyntax)?.Name) is not { Identifier.ValueText: "Domain" })
        {
            yield break;
        }

        const string Title = "Leave 'Domain' unset; other hosts no longer get the cookie";
        if (assignment.Parent is InitializerExpressionSyntax initializer)
        {
            yield return new TokenFix(Title, nameof(TokenCookieScopeCodeFix), editor => editor.ReplaceNode(initializer, initializer.WithExpressions(Removal.Without(initializer.Expressions, assignment))));
        }
        else if (assignment.Parent is ExpressionStatementSyntax statement)
        {
            yield return new TokenFix(Title, nameof(TokenCookieScopeCodeFix), editor => Removal.Statement(editor, statement));
        }
    }
}
