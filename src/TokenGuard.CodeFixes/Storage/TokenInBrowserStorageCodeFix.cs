using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TokenGuard.Rules;

namespace TokenGuard.CodeFixes.Storage;

/// <summary>TKG3006: does not keep the token in the browser. One at a time: what reads it there finds none.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(TokenInBrowserStorageCodeFix))]
public sealed class TokenInBrowserStorageCodeFix() : TokenGuardCodeFix(isBulkSafe: false, RuleIds.TokenInBrowserStorage)
{
    private protected override IEnumerable<TokenFix> FixesOf(FixSite site)
    {
        // Only the call itself: a helper of the project may do more than that.
        if (site.Node.FirstAncestorOrSelf<ExpressionStatementSyntax>() is { } statement
            && (statement.Expression is AwaitExpressionSyntax awaited ? awaited.Expression : statement.Expression) is InvocationExpressionSyntax call
            && site.Node.FirstAncestorOrSelf<InvocationExpressionSyntax>(ancestor => ancestor.Parent is not ArgumentSyntax) == call
            && site.Model.GetSymbolInfo(call, site.CancellationToken).Symbol is IMethodSymbol { DeclaringSyntaxReferences.IsEmpty: true })
        {
            yield return new TokenFix("Do not keep the token in the browser's storage", nameof(TokenInBrowserStorageCodeFix), editor => Removal.Statement(editor, statement));
        }
    }
}
