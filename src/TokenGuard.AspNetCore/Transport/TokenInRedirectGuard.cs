using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;
using TokenGuard.AspNetCore.Checkpoints;
using TokenGuard.AspNetCore.Violations;
using TokenGuard.Rules;
using TokenGuard.Rules.Facts;
using TokenGuard.Rules.Transport;

namespace TokenGuard.AspNetCore.Transport;

/// <summary>TKG4004: a token in the query or the fragment of the <c>Location</c> header. What OpenID Connect puts there has its place there.</summary>
internal static class TokenInRedirectGuard
{
    public static void Check(HttpContext context, TokenPolicy policy, ViolationReporter reporter)
    {
        var location = context.Response.Headers.Location.ToString();
        var start = location.AsSpan().IndexOfAny('?', '#');
        if (start < 0)
        {
            return;
        }

        var fragment = location.AsSpan().IndexOf('#');
        Check(context, location, fragment < 0 ? location.AsSpan(start + 1) : start < fragment ? location.AsSpan(start + 1, fragment - start - 1) : default, policy, reporter);
        Check(context, location, fragment < 0 ? default : location.AsSpan(fragment + 1), policy, reporter);
    }

    private static void Check(HttpContext context, string location, ReadOnlySpan<char> part, TokenPolicy policy, ViolationReporter reporter)
    {
        if (Parameters.TokensIn(part, policy) is not { } tokens)
        {
            return;
        }

        foreach (var token in tokens)
        {
            // The answer of an authorization server to whoever asked for an ID token only, and links that are sent by mail.
            var isCertain = token is { IsCertain: true, Kind: not TokenKind.Id };
            if (!isCertain && UrlTokens.IsLink(location.Split('?', '#')[0]))
            {
                continue;
            }

            var finding = new Finding(TokenInRedirect.Definition, $"'{SafeText.Name(token.Name)}'") { IsInDoubt = !isCertain || IsAskedFor(context.Request, policy), Token = token.Value };
            if (reporter.Report(finding, TokenGuardCheckpoint.Response, TokenGuardAction.Blocked, context.GetEndpoint()) is { Action: TokenGuardAction.Blocked } violation)
            {
                throw new TokenGuardException(violation);
            }
        }
    }

    // An authorization server that still runs the implicit flow: by RFC 6749 section 4.2.2 its client gets the token in this way and in no other.
    private static bool IsAskedFor(HttpRequest request, TokenPolicy policy) =>
        (AsksForToken(request.Query["response_type"]) || (request.HttpContext.Features.Get<IFormFeature>()?.Form is { } form && AsksForToken(form["response_type"])))
        && TokenEndpoints.IsTokenEndpoint(request.Path.Value ?? string.Empty, policy);

    private static bool AsksForToken(StringValues types) => types is [{ } type] && SignIns.AskForToken(type);
}
