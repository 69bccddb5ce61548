using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TokenGuard.Rules;

namespace TokenGuard.CodeFixes.Issuing;

/// <summary>Encrypts keys with OAEP, for the same RSA key. Another signature needs a choice that a fix cannot make.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(DeprecatedAlgorithmCodeFix))]
public sealed class DeprecatedAlgorithmCodeFix() : TokenGuardCodeFix(isBulkSafe: false, RuleIds.DeprecatedAlgorithm)
{
    private protected override IEnumerable<TokenFix> FixesOf(FixSite site)
    {
        var name = site.Node as SimpleNameSyntax ?? (site.Node as MemberAccessExpressionSyntax)?.Name;
        if (name is not null && site.Model.GetSymbolInfo(name, site.CancellationToken).Symbol is IFieldSymbol { Name: var old, ContainingType: { } type })
        {
            var replacement = (type.Name, old) switch
            {
                ("SecurityAlgorithms", "RsaPKCS1") => "RsaOAEP",
                ("JweAlgorithm", "RSA1_5") => "RSA_OAEP_256",
                _ => null,
            };
            if (replacement is not null && type.GetMembers(replacement).Length == 1)
            {
                yield return new TokenFix($"Use '{replacement}'", nameof(DeprecatedAlgorithmCodeFix), editor => editor.ReplaceNode(name, SyntaxFactory.IdentifierName(replacement).WithTriviaFrom(name)));
            }
        }
    }
}
