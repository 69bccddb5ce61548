using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TokenGuard.Rules;

namespace TokenGuard.CodeFixes.Storage;

/// <summary>TKG3008: protects what is written to the file. One at a time: what reads it has to unprotect it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(TokenInPlainFileCodeFix))]
public sealed class TokenInPlainFileCodeFix() : TokenGuardCodeFix(isBulkSafe: false, RuleIds.TokenInPlainFile)
{
    private protected override IEnumerable<TokenFix> FixesOf(FixSite site)
    {
        // The whole text of the file, not the token in it: what reads the file unprotects it at once.
        if (site.Node.AncestorsAndSelf().OfType<ArgumentSyntax>().LastOrDefault(argument => argument.Parent?.Parent is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name } } && name.StartsWith("WriteAll", StringComparison.Ordinal)) is { Expression: var contents }
            && DataProtection.Protect(contents, site) is { } safe)
        {
            yield return new TokenFix("Protect what is written; reading has to unprotect it", nameof(TokenInPlainFileCodeFix), editor => editor.ReplaceNode(contents, safe));
        }
    }
}
