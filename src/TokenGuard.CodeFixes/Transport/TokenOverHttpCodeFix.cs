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

        var root = site.Node.SyntaxTree.GetRoot(site.CancellationToken);
        foreach (var place in site.Diagnostic.AdditionalLocations.Where(location => location.SourceTree == root.SyntaxTree).Select(location => root.FindNode(location.SourceSpan, getInnermostNodeForTie: true)).Append(site.Node))
        {
            var token = StartOf(place, site);
            if (WithTls(token) is { } secure)
            {
                yield return new TokenFix($"Use '{(secure.ValueText.StartsWith("ws", StringComparison.OrdinalIgnoreCase) ? "wss" : "https")}'", nameof(TokenOverHttpCodeFix), editor => editor.ReplaceNode(token.Parent!, token.Parent!.ReplaceToken(token, secure)));
                yield break;
            }
        }
    }

    // Where the text of a URL begins: Root + "/orders", $"{Root}/orders"
    private static SyntaxToken StartOf(SyntaxNode? url, FixSite site) =>
        url switch
        {
            LiteralExpressionSyntax literal => literal.Token,
            InterpolatedStringTextSyntax text => text.TextToken,
            InterpolatedStringExpressionSyntax { Contents: { Count: > 0 } parts } => StartOf((parts[0] as InterpolationSyntax)?.Expression ?? (SyntaxNode)parts[0], site),
            BinaryExpressionSyntax sum => StartOf(sum.Left, site),
            IdentifierNameSyntax or MemberAccessExpressionSyntax when site.Model.GetSymbolInfo(url, site.CancellationToken).Symbol is IFieldSymbol { IsConst: true, DeclaringSyntaxReferences: { Length: 1 } declarations } && declarations[0].SyntaxTree == site.Node.SyntaxTree =>
                StartOf((declarations[0].GetSyntax(site.CancellationToken) as VariableDeclaratorSyntax)?.Initializer?.Value, site),
            _ => default,
        };

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
