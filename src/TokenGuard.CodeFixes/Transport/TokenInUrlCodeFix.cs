using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TokenGuard.Analyzers.Transport;
using TokenGuard.Rules;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace TokenGuard.CodeFixes.Transport;

/// <summary>TKG4003: takes the token out of the URL and sends it as bearer token.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(TokenInUrlCodeFix))]
public sealed class TokenInUrlCodeFix() : TokenGuardCodeFix(isBulkSafe: false, RuleIds.TokenInUrl)
{
    private static readonly Dictionary<string, string> Verbs = new(StringComparer.Ordinal)
    {
        ["GetAsync"] = "Get", ["DeleteAsync"] = "Delete", ["PostAsync"] = "Post", ["PutAsync"] = "Put", ["PatchAsync"] = "Patch",
    };

    private protected override IEnumerable<TokenFix> FixesOf(FixSite site)
    {
        // A refresh token is no bearer token.
        if (!site.Diagnostic.Properties.ContainsKey(UrlSinks.ForApi))
        {
            yield break;
        }

        if (site.Node is not ExpressionSyntax token || token.FirstAncestorOrSelf<InvocationExpressionSyntax>(call => IsTaker(call, token)) is not { } call)
        {
            if (site.Node is ExpressionSyntax given && InCreation(given, site) is { } edit)
            {
                yield return Fix(edit.Old, edit.New);
            }

            yield break;
        }

        if (Changed(call, token, site) is { } changed)
        {
            yield return Fix(call, changed);
        }
    }

    private static TokenFix Fix(SyntaxNode old, SyntaxNode changed) =>
        new("Send the token in 'Authorization'", nameof(TokenInUrlCodeFix), editor => editor.ReplaceNode(old, changed.WithTriviaFrom(old)));

    private static bool IsTaker(InvocationExpressionSyntax call, ExpressionSyntax token) =>
        call.ArgumentList.Span.Contains(token.Span) && call.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name }
        && (Verbs.ContainsKey(name) || name is "SetQueryParam" or "AddQueryParameter");

    private static InvocationExpressionSyntax? Changed(InvocationExpressionSyntax call, ExpressionSyntax token, FixSite site)
    {
        var (access, arguments) = ((MemberAccessExpressionSyntax)call.Expression, call.ArgumentList.Arguments);
        switch (access.Name.Identifier.ValueText)
        {
            // url.SetQueryParam("access_token", token): url.WithOAuthBearerToken(token)
            case "SetQueryParam":
                return arguments.Count == 2 && arguments[1].Expression == token && site.IsText(token) && site.Model.Compilation.GetTypeByMetadataName("Flurl.Http.IFlurlRequest") is not null && IsRequested(call, site)
                    ? call.WithExpression(access.WithName(IdentifierName("WithOAuthBearerToken").WithTriviaFrom(access.Name))).WithArgumentList(call.ArgumentList.WithArguments(SingletonSeparatedList(Argument(token))))
                    : null;
            case "AddQueryParameter":
                return arguments.Count == 2 && arguments[0].Expression is LiteralExpressionSyntax && arguments[1].Expression == token && site.IsText(token)
                    ? call.WithExpression(access.WithName(IdentifierName("AddHeader").WithTriviaFrom(access.Name)))
                        .WithArgumentList(call.ArgumentList.WithArguments(SeparatedList([Argument(LiteralExpression(SyntaxKind.StringLiteralExpression, Literal("Authorization"))), Argument(BearerText.Of(token)).WithLeadingTrivia(Space)])))
                    : null;
            default:
                return OfClient(call, access, token, site);
        }
    }

    // http.GetAsync($"...?access_token={token}"): http.SendAsync(new HttpRequestMessage(...) { Headers = { Authorization = ... } })
    private static InvocationExpressionSyntax? OfClient(InvocationExpressionSyntax call, MemberAccessExpressionSyntax access, ExpressionSyntax token, FixSite site)
    {
        var verb = Verbs[access.Name.Identifier.ValueText];
        var arguments = call.ArgumentList.Arguments;
        var taken = verb is "Get" or "Delete" ? 1 : 2;
        if (arguments.Count < taken || arguments.Any(argument => argument.NameColon is not null) || !site.IsText(token) || LosesComments(arguments, taken)
            || site.Model.GetSymbolInfo(call, site.CancellationToken).Symbol is not IMethodSymbol { ContainingType.Name: "HttpClient" }
            || WithoutToken(arguments[0].Expression, token) is not { } url)
        {
            return null;
        }

        var content = taken == 2 ? ", Content = " + arguments[1].Expression.WithoutTrivia().ToString() : string.Empty;
        var request = ShortNames.Parse($"new System.Net.Http.HttpRequestMessage(System.Net.Http.HttpMethod.{verb}, {url}) {{ Headers = {{ Authorization = {Header(token)} }}{content} }}");
        return call
            .WithExpression(access.WithName(IdentifierName("SendAsync").WithTriviaFrom(access.Name)))
            .WithArgumentList(call.ArgumentList.WithArguments(SeparatedList([Argument(request).WithLeadingTrivia(arguments[0].GetLeadingTrivia()).WithTrailingTrivia(arguments[taken - 1].GetTrailingTrivia()), .. arguments.Skip(taken)], arguments.GetSeparators().Skip(taken - 1))));
    }

    // Those before the first argument that becomes part of the request, and behind the last, stay.
    private static bool LosesComments(SeparatedSyntaxList<ArgumentSyntax> arguments, int taken) =>
        Comments.AreInside(arguments[0]) || (taken > 1 && arguments[0].GetTrailingTrivia().Concat(arguments.GetSeparator(0).GetAllTrivia()).Concat(arguments[1].GetLeadingTrivia()).Any(Comments.IsComment));

    // new HttpRequestMessage(HttpMethod.Get, $"...?access_token={token}")
    private static (SyntaxNode Old, SyntaxNode New)? InCreation(ExpressionSyntax token, FixSite site)
    {
        if (token.FirstAncestorOrSelf<ObjectCreationExpressionSyntax>() is not { Initializer: null, ArgumentList.Arguments: { Count: 2 } arguments } made || arguments[1].Expression is not { } url
            || site.Model.GetTypeInfo(made, site.CancellationToken).Type?.Name != "HttpRequestMessage" || !site.IsText(token) || Comments.AreInside(url) || WithoutToken(url, token) is not { } bare)
        {
            return null;
        }

        var changed = made.ReplaceNode(url, ParseExpression(bare).WithTriviaFrom(url));
        var initializer = ((ObjectCreationExpressionSyntax)ShortNames.Parse($"new X {{ Headers = {{ Authorization = {Header(token)} }} }}")).Initializer!;
        return (made, changed.WithArgumentList(changed.ArgumentList!.WithTrailingTrivia(Space)).WithInitializer(initializer));
    }

    private static string Header(ExpressionSyntax token) => $"new System.Net.Http.Headers.AuthenticationHeaderValue(\"Bearer\", {Unescaped(token).WithoutTrivia()})";

    // Only in a URL: Uri.EscapeDataString(token), WebUtility.UrlEncode(token).
    private static ExpressionSyntax Unescaped(ExpressionSyntax token) =>
        token is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "EscapeDataString" or "UrlEncode" }, ArgumentList.Arguments: { Count: 1 } escaped } ? escaped[0].Expression : token;

    // What follows must be a call of Flurl.Http, which a request has as well as a URL.
    private static bool IsRequested(InvocationExpressionSyntax call, FixSite site)
    {
        var next = call.Parent is MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax outer } ? site.Model.GetSymbolInfo(outer, site.CancellationToken).Symbol : null;
        return next is IMethodSymbol { IsExtensionMethod: true, ContainingNamespace: { Name: "Http", ContainingNamespace.Name: "Flurl" } }
            && site.Model.LookupNamespacesAndTypes(call.SpanStart, name: "IFlurlRequest").Length > 0;
    }

    // The text of the URL without the parameter; null when the token is not the whole of one.
    private static string? WithoutToken(ExpressionSyntax url, ExpressionSyntax token)
    {
        switch (url)
        {
            case InterpolatedStringExpressionSyntax text when token.Parent is InterpolationSyntax hole && text.Contents.IndexOf(hole) is >= 1 and var index && text.Contents[index - 1] is InterpolatedStringTextSyntax before && text.StringStartToken.ValueText is "$\"":
                var after = index + 1 < text.Contents.Count ? text.Contents[index + 1] as InterpolatedStringTextSyntax : null;
                if ((index + 1 < text.Contents.Count && after is null) || Cut(before.TextToken.Text, after?.TextToken.Text) is not var (left, right))
                {
                    return null;
                }

                var whole = text.ToString();
                var (start, end) = (before.SpanStart - text.SpanStart, (after ?? (SyntaxNode)hole).Span.End - text.SpanStart);
                var result = whole.Substring(0, start) + left + right + whole.Substring(end);
                return text.Contents.OfType<InterpolationSyntax>().Count() == 1 && result.IndexOfAny(['{', '}']) < 0 ? result.Substring(1) : result;
            case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression, Right: var right2, Left: var leftSide } when right2 == token:
                var literal = (leftSide as BinaryExpressionSyntax)?.Right as LiteralExpressionSyntax ?? leftSide as LiteralExpressionSyntax;
                return literal is { Token.ValueText: { Length: > 0 } said } && literal.Token.Text == $"\"{said}\"" && Cut(said, null) is var (rest, _)
                    ? rest.Length == 0 && literal != leftSide ? ((BinaryExpressionSyntax)leftSide).Left.WithoutTrivia().ToString() : leftSide.ReplaceNode(literal, LiteralExpression(SyntaxKind.StringLiteralExpression, Literal(rest))).WithoutTrivia().ToString()
                    : null;
            default:
                return null;
        }
    }

    // "...?a=1&access_token=" and "&b=2": "...?a=1" and "&b=2"
    private static (string Left, string Right)? Cut(string before, string? after)
    {
        var separator = before.LastIndexOfAny(['?', '&']);
        if (separator < 0 || before.Length - separator < 3 || before[before.Length - 1] != '=' || before.IndexOf('=', separator) != before.Length - 1 || (after is { Length: > 0 } && after[0] is not ('&' or '#')))
        {
            return null;
        }

        return before[separator] == '?' && after is { Length: > 0 } && after[0] == '&' ? (before.Substring(0, separator + 1), after.Substring(1)) : (before.Substring(0, separator), after ?? string.Empty);
    }
}
