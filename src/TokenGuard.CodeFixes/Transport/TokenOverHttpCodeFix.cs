using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TokenGuard.Rules;

namespace TokenGuard.CodeFixes.Transport;

/// <summary>TKG4001: writes the URL with TLS, or leaves gRPC's switch as it is.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(TokenOverHttpCodeFix))]
public sealed class TokenOverHttpCodeFix() : TokenGuardCodeFix(isBulkSafe: false, RuleIds.TokenOverHttp)
{
    private protected override IEnumerable<TokenFix> FixesOf(FixSite site)
    {
        if (site.Node is AssignmentExpressionSyntax assignment)
        {
            if (Removal.Assignment(assignment) is { } remove)
            {
                yield return new TokenFix($"Remove '{assignment.Left.GetLastToken().ValueText}'", nameof(TokenOverHttpCodeFix), remove);
            }

            yield break;
        }

        foreach (var place in site.Diagnostic.AdditionalLocations.Where(location => location.SourceTree == site.Node.SyntaxTree))
        {
            var token = site.Node.SyntaxTree.GetRoot(site.CancellationToken).FindNode(place.SourceSpan, getInnermostNodeForTie: true) switch
            {
                LiteralExpressionSyntax literal => literal.Token,
                InterpolatedStringTextSyntax text => text.TextToken,
                _ => default,
            };
            if (WithTls(token) is { } secure)
            {
                yield return new TokenFix($"Use '{(secure.ValueText.StartsWith("ws", StringComparison.OrdinalIgnoreCase) ? "wss" : "https")}'", nameof(TokenOverHttpCodeFix), editor => editor.ReplaceNode(token.Parent!, token.Parent!.ReplaceToken(token, secure)));
                yield break;
            }
        }
    }

    private static SyntaxToken? WithTls(SyntaxToken token)
    {
        var (text, scheme) = (token.Text, token.Text.IndexOf("://", StringComparison.Ordinal));
        if (scheme < 0 || token.ValueText.IndexOf("://", StringComparison.Ordinal) < 0)
        {
            return null;
        }

        var secure = token.ValueText.Insert(token.ValueText.IndexOf("://", StringComparison.Ordinal), "s");
        return SyntaxFactory.Token(token.LeadingTrivia, token.Kind(), text.Insert(scheme, "s"), secure, token.TrailingTrivia);
    }
}
