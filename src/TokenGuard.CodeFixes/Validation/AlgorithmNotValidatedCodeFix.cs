using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TokenGuard.Rules;

namespace TokenGuard.CodeFixes.Validation;

/// <summary>TKG2016: takes <c>none</c> out of a list of algorithms that holds others.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AlgorithmNotValidatedCodeFix))]
public sealed class AlgorithmNotValidatedCodeFix() : TokenGuardCodeFix(isBulkSafe: false, RuleIds.AlgorithmNotValidated)
{
    private const string Title = "Remove 'none'";

    private protected override IEnumerable<TokenFix> FixesOf(FixSite site)
    {
        switch (site.Node)
        {
            case ExpressionSyntax { Parent: InitializerExpressionSyntax { Expressions.Count: > 1 } list } entry and not AssignmentExpressionSyntax:
                yield return new TokenFix(Title, nameof(AlgorithmNotValidatedCodeFix), editor => editor.ReplaceNode(list, Removal.Without(list, entry)));
                break;
            case var node when (node as CollectionElementSyntax ?? node.Parent as CollectionElementSyntax) is { Parent: CollectionExpressionSyntax { Elements.Count: > 1 } list } element:
                yield return new TokenFix(Title, nameof(AlgorithmNotValidatedCodeFix), editor => editor.ReplaceNode(list, Removal.Without(list, element)));
                break;
        }
    }
}
