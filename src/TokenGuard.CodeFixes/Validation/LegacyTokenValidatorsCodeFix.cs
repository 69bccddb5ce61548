using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TokenGuard.Rules;

namespace TokenGuard.CodeFixes.Validation;

/// <summary>TKG2015: removes validators that nobody asks, and the switch where the project has nothing that only it makes work.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(LegacyTokenValidatorsCodeFix))]
public sealed class LegacyTokenValidatorsCodeFix() : TokenGuardCodeFix(isBulkSafe: false, RuleIds.LegacyTokenValidators)
{
    // The maps of names are those of the JwtSecurityTokenHandler: they change nothing of what a JsonWebTokenHandler reads.
    private static readonly string[] NeedsSwitch = ["SecurityTokenValidators", "SecurityTokenValidator", "ISecurityTokenValidator", "DefaultInboundClaimTypeMap", "DefaultMapInboundClaims"];

    private protected override IEnumerable<TokenFix> FixesOf(FixSite site)
    {
        var isSwitch = site.Node is AssignmentExpressionSyntax { Right: LiteralExpressionSyntax };
        if (isSwitch && IsNeeded(site))
        {
            yield break;
        }

        switch (site.Node)
        {
            case ExpressionSyntax { Parent: ExpressionStatementSyntax { Parent: BlockSyntax or GlobalStatementSyntax } statement }:
                yield return new TokenFix("Remove it", nameof(LegacyTokenValidatorsCodeFix), editor => Removal.Statement(editor, statement));
                break;
            case AssignmentExpressionSyntax { Parent: InitializerExpressionSyntax initializer } member:
                yield return new TokenFix("Remove it", nameof(LegacyTokenValidatorsCodeFix), editor => editor.ReplaceNode(initializer, Removal.Without(initializer, member)));
                break;
            case AssignmentExpressionSyntax { Parent: LambdaExpressionSyntax } assignment when isSwitch:
                yield return new TokenFix(
                    "Set it to false",
                    nameof(LegacyTokenValidatorsCodeFix),
                    editor => editor.ReplaceNode(assignment.Right, SyntaxFactory.LiteralExpression(SyntaxKind.FalseLiteralExpression).WithTriviaFrom(assignment.Right)));
                break;
        }
    }

    // Validators of one's own, and code that takes or makes a JwtSecurityToken: for TokenHandlers it is a JsonWebToken.
    private static bool IsNeeded(FixSite site) => site.Model.Compilation.SyntaxTrees.Any(tree => IsNeededIn(tree.GetRoot(site.CancellationToken)));

    private static bool IsNeededIn(SyntaxNode root)
    {
        var names = new HashSet<string>(root.DescendantNodes().OfType<SimpleNameSyntax>().Select(name => name.Identifier.ValueText), StringComparer.Ordinal);
        return NeedsSwitch.Any(names.Contains)
            || (names.Contains("SignatureValidator") && names.Contains("JwtSecurityToken"))
            || root.DescendantNodes().OfType<SimpleNameSyntax>().Any(name => name.Identifier.ValueText == "JwtSecurityToken" && IsTypeAskedFor(name));
    }

    // (JwtSecurityToken)token, token as JwtSecurityToken, case JwtSecurityToken jwt, OfType<JwtSecurityToken>()
    private static bool IsTypeAskedFor(SyntaxNode type)
    {
        while (type.Parent is NameSyntax and not GenericNameSyntax or NullableTypeSyntax)
        {
            type = type.Parent;
        }

        return type.Parent is CastExpressionSyntax or BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AsExpression or (int)SyntaxKind.IsExpression } or PatternSyntax or TypeArgumentListSyntax;
    }
}
