using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;
using TokenGuard.Analyzers.Flow.Sinks;
using TokenGuard.Rules;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace TokenGuard.CodeFixes.Storage;

/// <summary>TKG3007: puts the token into the secure storage of the system, or protects it. One at a time: what reads it has to look there.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(TokenInPreferencesCodeFix))]
public sealed class TokenInPreferencesCodeFix() : TokenGuardCodeFix(isBulkSafe: false, RuleIds.TokenInPreferences)
{
    /// <summary>Never changes.</summary>
    public const string SecureStorageKey = "TKG3007_SecureStorage";

    /// <summary>Never changes.</summary>
    public const string ProtectKey = "TKG3007_Protect";

    private protected override IEnumerable<TokenFix> FixesOf(FixSite site)
    {
        if (site.Node.FirstAncestorOrSelf<ExpressionStatementSyntax>() is { Expression: InvocationExpressionSyntax { ArgumentList.Arguments: { Count: 2 } arguments } call }
            && IsInAsync(call)
            && site.Model.GetSymbolInfo(call, site.CancellationToken).Symbol is IMethodSymbol { Name: "Set", ContainingType: { Name: "Preferences" or "IPreferences" or "PreferencesExtensions", ContainingNamespace: var around } }
            && site.IsText(arguments[1].Expression)
            && site.Model.Compilation.GetTypeByMetadataName($"{around.ToDisplayString()}.SecureStorage") is { } storage
            && storage.GetMembers("SetAsync").OfType<IMethodSymbol>().Any(method => method.IsStatic && method.Parameters.Length == 2))
        {
            var target = MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, ParseName(storage.ToDisplayString()).WithAdditionalAnnotations(Simplifier.Annotation), IdentifierName("SetAsync"));
            var safe = AwaitExpression(Token(SyntaxKind.AwaitKeyword).WithTrailingTrivia(Space), call.WithExpression(target).WithoutTrivia()).WithTriviaFrom(call);
            yield return new TokenFix("Use the secure storage; reading has to look there", SecureStorageKey, editor => editor.ReplaceNode(call, safe));
        }

        if (site.Diagnostic.Properties.ContainsKey(TokenSinkRule.IsValue) && site.Node is ExpressionSyntax value && DataProtection.Protect(value, site) is { } encrypted)
        {
            yield return new TokenFix("Protect the token; reading has to unprotect it", ProtectKey, editor => editor.ReplaceNode(value, encrypted));
        }
    }

    private static bool IsInAsync(SyntaxNode node) =>
        node.Ancestors().FirstOrDefault(ancestor => ancestor is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or BaseMethodDeclarationSyntax or AccessorDeclarationSyntax) switch
        {
            AnonymousFunctionExpressionSyntax function => function.AsyncKeyword.IsKind(SyntaxKind.AsyncKeyword),
            LocalFunctionStatementSyntax local => local.Modifiers.Any(SyntaxKind.AsyncKeyword),
            BaseMethodDeclarationSyntax method => method.Modifiers.Any(SyntaxKind.AsyncKeyword),
            _ => false,
        };
}
