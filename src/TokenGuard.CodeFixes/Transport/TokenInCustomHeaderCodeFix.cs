using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TokenGuard.Rules;

namespace TokenGuard.CodeFixes.Transport;

/// <summary>TKG4006: sends the token as bearer token, where nothing is sent as authorization yet.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(TokenInCustomHeaderCodeFix))]
public sealed class TokenInCustomHeaderCodeFix() : TokenGuardCodeFix(isBulkSafe: false, RuleIds.TokenInCustomHeader)
{
    private static readonly HashSet<string> Methods = new(StringComparer.Ordinal) { "Add", "TryAddWithoutValidation", "Set", "SetRequestHeader", "AddHeader", "AddOrUpdateHeader", "AddDefaultHeader", "WithHeader" };

    private protected override IEnumerable<TokenFix> FixesOf(FixSite site)
    {
        var call = site.Node.AncestorsAndSelf().OfType<InvocationExpressionSyntax>().FirstOrDefault(call => call.Expression is MemberAccessExpressionSyntax access && Methods.Contains(access.Name.Identifier.ValueText));
        if (call?.ArgumentList.Arguments is { Count: 2 } arguments && arguments[0].Expression is LiteralExpressionSyntax name && arguments[1].Expression is var value
            && site.IsText(value) && !AuthorizesElsewhere(call))
        {
            yield return new TokenFix("Send the token in 'Authorization'", nameof(TokenInCustomHeaderCodeFix), editor =>
            {
                editor.ReplaceNode(name, Literal("Authorization").WithTriviaFrom(name));
                editor.ReplaceNode(value, BearerText.Of(value));
            });
        }
    }

    private static LiteralExpressionSyntax Literal(string text) => SyntaxFactory.LiteralExpression(SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal(text));

    private static bool AuthorizesElsewhere(SyntaxNode call) =>
        call.FirstAncestorOrSelf<MemberDeclarationSyntax>()?.DescendantTokens().Any(token =>
            token.ValueText is "Authorization" or "authorization" or "SetBearerToken" or "SetBasicAuthentication" or "WithOAuthBearerToken" or "WithBasicAuth" or "Authenticator") != false;
}
