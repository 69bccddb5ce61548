using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TokenGuard.Rules;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace TokenGuard.CodeFixes.Transport;

/// <summary>TKG4007: makes the client one that follows no redirects, where it is made in the same file.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(TokenRequestFollowsRedirectCodeFix))]
public sealed class TokenRequestFollowsRedirectCodeFix() : TokenGuardCodeFix(isBulkSafe: false, RuleIds.TokenRequestFollowsRedirect)
{
    private const string Switch = "AllowAutoRedirect";

    private protected override IEnumerable<TokenFix> FixesOf(FixSite site)
    {
        if (site.Origin is BaseObjectCreationExpressionSyntax made && Changed(made, site) is { } changed)
        {
            yield return new TokenFix("Do not follow redirects", nameof(TokenRequestFollowsRedirectCodeFix), editor => editor.ReplaceNode(made, changed));
        }
    }

    private static BaseObjectCreationExpressionSyntax? Changed(BaseObjectCreationExpressionSyntax made, FixSite site)
    {
        var type = site.Model.GetTypeInfo(made, site.CancellationToken).Type;
        if (type?.Name is "HttpClientHandler" or "SocketsHttpHandler")
        {
            return Insertion.IntoInitializer(made, Switch, LiteralExpression(SyntaxKind.FalseLiteralExpression));
        }

        var name = site.Model.Compilation.GetTypeByMetadataName("System.Net.Http.SocketsHttpHandler") is null ? "HttpClientHandler" : "SocketsHttpHandler";
        var handler = ShortNames.Parse($"new System.Net.Http.{name} {{ {Switch} = false }}");
        return made.ArgumentList is { Arguments.Count: > 0 } ? null
            : made.ArgumentList is null ? Typed(made, handler)
            : made.WithArgumentList(made.ArgumentList.WithArguments(SingletonSeparatedList(Argument(handler))));
    }

    // new HttpClient { ... }
    private static ObjectCreationExpressionSyntax? Typed(BaseObjectCreationExpressionSyntax made, ExpressionSyntax handler) =>
        made is ObjectCreationExpressionSyntax typed
            ? typed.WithType(typed.Type.WithoutTrailingTrivia()).WithArgumentList(ArgumentList(SingletonSeparatedList(Argument(handler))).WithTrailingTrivia(typed.Type.GetTrailingTrivia()))
            : null;
}
