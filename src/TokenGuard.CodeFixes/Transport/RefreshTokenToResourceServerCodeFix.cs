using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using TokenGuard.Rules;

namespace TokenGuard.CodeFixes.Transport;

/// <summary>TKG4005: sends the access token that lies beside the refresh token, or leaves out a header that is only for the refresh token.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RefreshTokenToResourceServerCodeFix))]
public sealed class RefreshTokenToResourceServerCodeFix() : TokenGuardCodeFix(isBulkSafe: false, RuleIds.RefreshTokenToResourceServer)
{
    /// <summary>Names the fix that sends the access token.</summary>
    public const string SendAccessTokenKey = "TKG4005_SendAccessToken";

    /// <summary>Names the fix that leaves the header out.</summary>
    public const string RemoveKey = "TKG4005_RemoveHeader";

    private static readonly SyntaxAnnotation Removed = new();

    private protected override IEnumerable<TokenFix> FixesOf(FixSite site)
    {
        if (site.Node is not ExpressionSyntax token)
        {
            yield break;
        }

        if (HeaderForRefreshTokens(token) is { } call)
        {
            if (call.Parent is ExpressionStatementSyntax { Parent: BlockSyntax or GlobalStatementSyntax } statement)
            {
                yield return new TokenFix("Do not send the refresh token", RemoveKey, editor => Remove(statement, editor));
            }
            else if (call is { Parent: MemberAccessExpressionSyntax, Expression: MemberAccessExpressionSyntax { Expression: var receiver } } && IsSame(receiver, call, site))
            {
                yield return new TokenFix("Do not send the refresh token", RemoveKey, editor => editor.ReplaceNode(call, receiver.WithTriviaFrom(call)));
            }
        }
        else if (AccessToken(token, site) is { } sibling)
        {
            yield return new TokenFix($"Send '{sibling}'", SendAccessTokenKey, editor => editor.ReplaceNode(token, sibling.WithTriviaFrom(token)));
        }
    }

    // Comments stay, the line of the statement goes.
    private static void Remove(StatementSyntax statement, DocumentEditor editor)
    {
        SyntaxNode whole = statement.Parent is GlobalStatementSyntax global ? global : statement;
        var leading = statement.GetLeadingTrivia();
        if (leading.Any(IsKept) && !statement.GetTrailingTrivia().Any(IsKept))
        {
            var bare = whole.WithLeadingTrivia(leading.Take(leading.Count - 1)).WithTrailingTrivia();
            var parent = whole.Parent!.ReplaceNode(whole, bare.WithAdditionalAnnotations(Removed));
            editor.ReplaceNode(whole.Parent!, parent.RemoveNode(parent.GetAnnotatedNodes(Removed).First(), SyntaxRemoveOptions.KeepExteriorTrivia)!);
        }
        else
        {
            editor.RemoveNode(whole, statement.GetTrailingTrivia().Any(IsKept) ? SyntaxRemoveOptions.KeepExteriorTrivia : SyntaxRemoveOptions.KeepNoTrivia);
        }
    }

    private static bool IsKept(SyntaxTrivia trivia) =>
        trivia.IsDirective || (SyntaxKind)trivia.RawKind is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia or SyntaxKind.DisabledTextTrivia;

    // headers.Add("X-Refresh-Token", refreshToken)
    private static InvocationExpressionSyntax? HeaderForRefreshTokens(ExpressionSyntax token)
    {
        var call = token.FirstAncestorOrSelf<ArgumentSyntax>()?.Parent?.Parent as InvocationExpressionSyntax;
        return call?.ArgumentList.Arguments.FirstOrDefault()?.Expression is LiteralExpressionSyntax { Token.Value: string name } && name.IndexOf("refresh", StringComparison.OrdinalIgnoreCase) >= 0
            ? call
            : null;
    }

    private static bool IsSame(ExpressionSyntax receiver, InvocationExpressionSyntax call, FixSite site) =>
        SymbolEqualityComparer.Default.Equals(site.Model.GetTypeInfo(receiver, site.CancellationToken).Type, site.Model.GetTypeInfo(call, site.CancellationToken).Type);

    // The same expression with "access" for "refresh": tokens.RefreshToken, _refreshToken, GetTokenAsync("refresh_token"), when there is such a thing.
    private static ExpressionSyntax? AccessToken(ExpressionSyntax token, FixSite site)
    {
        var sibling = token.ReplaceTokens(token.DescendantTokens(), (old, _) => Renamed(old));
        if (sibling.IsEquivalentTo(token))
        {
            return null;
        }

        var position = token.SpanStart;
        var type = site.Model.GetTypeInfo(token, site.CancellationToken).Type;
        return SymbolEqualityComparer.Default.Equals(site.Model.GetSpeculativeTypeInfo(position, sibling, SpeculativeBindingOption.BindAsExpression).Type, type)
            && type is { TypeKind: not TypeKind.Error }
            && sibling.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().All(name => IsAssigned(name, position, site))
                ? sibling.WithoutTrivia()
                : null;
    }

    private static SyntaxToken Renamed(SyntaxToken token) =>
        token.RawKind switch
        {
            (int)SyntaxKind.IdentifierToken when Rename(token.ValueText) is var name && name != token.ValueText => SyntaxFactory.Identifier(name).WithTriviaFrom(token),
            (int)SyntaxKind.StringLiteralToken when Rename(token.ValueText) is var text && text != token.ValueText => SyntaxFactory.Literal(text).WithTriviaFrom(token),
            _ => token,
        };

    private static string Rename(string name) => name.Replace("refresh", "access").Replace("Refresh", "Access").Replace("REFRESH", "ACCESS");

    // A local that is declared later, or without a value, cannot be used here.
    private static bool IsAssigned(IdentifierNameSyntax name, int position, FixSite site)
    {
        if (name.Parent is MemberAccessExpressionSyntax access && access.Name == name || name.Parent is MemberBindingExpressionSyntax)
        {
            return true;
        }

        var local = site.Model.LookupSymbols(position, name: name.Identifier.ValueText).OfType<ILocalSymbol>().FirstOrDefault();
        return local is null || local.DeclaringSyntaxReferences.All(declaration =>
            declaration.Span.End <= position && declaration.GetSyntax(site.CancellationToken) is not VariableDeclaratorSyntax { Initializer: null });
    }
}
