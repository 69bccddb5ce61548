using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using TokenGuard.AspNetCore.Checkpoints;
using TokenGuard.AspNetCore.Policy;
using TokenGuard.AspNetCore.Violations;
using TokenGuard.Rules.Facts;
using TokenGuard.Rules.Transport;
using TokenGuard.Rules.Validation;

namespace TokenGuard.AspNetCore.Validation;

/// <summary>TKG2014, TKG4005: a token in the query, a refresh token where none is taken. Clients decide that: it is reported until a rule is set to be blocked.</summary>
internal static class InboundTokenPlaceGuard
{
    private static readonly string[] RefreshHeaders = ["X-Refresh-Token", "Refresh-Token"];

    /// <summary>The violation for which a request is refused; null when it is not.</summary>
    public static TokenGuardViolation? Refuses(HttpContext context, RuntimePolicy policy, ViolationReporter reporter)
    {
        var request = context.Request;
        if (request.QueryString.HasValue && Parameters.TokensIn(request.QueryString.Value.AsSpan(1), policy.Facts) is { } parameters)
        {
            // Once a request: whoever sends a hundred of them must not fill the log, nor keep the callback busy.
            if ((CheckQuery(request, parameters.Find(token => token.IsCertain) ?? parameters[0], policy, reporter)
                ?? (parameters.Find(token => token.Kind == TokenKind.Refresh) is { } refresh ? CheckRefreshToken(request, $"parameter '{SafeText.Name(refresh.Name)}'", refresh.Value, policy, reporter) : null)) is { } inQuery)
            {
                return inQuery;
            }
        }

        foreach (var header in RefreshHeaders)
        {
            if (request.Headers.TryGetValue(header, out var value) && value is [{ Length: > 0 } token] && CheckRefreshToken(request, $"header '{header}'", token, policy, reporter) is { } refused)
            {
                return refused;
            }
        }

        const string Bearer = "Bearer ";
        return request.Headers.Authorization is [{ } authorization] && authorization.StartsWith(Bearer + "tgr_", StringComparison.OrdinalIgnoreCase)
            ? CheckRefreshToken(request, "header 'Authorization'", authorization[Bearer.Length..], policy, reporter)
            : null;
    }

    private static TokenGuardViolation? CheckQuery(HttpRequest request, TokenParameter token, RuntimePolicy policy, ViolationReporter reporter)
    {
        if (NeedsQuery(request) || IsBelow(request.Path, policy.Options.QueryTokenPaths) || UrlTokens.IsForTokens(request.Path.Value ?? string.Empty) || (!token.IsCertain && UrlTokens.IsLink(request.Path.Value ?? string.Empty)))
        {
            return null;
        }

        return Refused(reporter.Report(
            new Finding(TokenAcceptedFromQuery.Definition)
            {
                Text = $"'{SafeText.Name(token.Name)}' came in the query of a request, where logs, histories and Referer headers keep it; send it in the 'Authorization' header, or add the path to 'QueryTokenPaths'",
                IsInDoubt = !token.IsCertain,
                Token = token.Value,
            },
            TokenGuardCheckpoint.InboundRequest,
            TokenGuardAction.Blocked,
            request.HttpContext.GetEndpoint()));
    }

    private static TokenGuardViolation? CheckRefreshToken(HttpRequest request, string carrier, string token, RuntimePolicy policy, ViolationReporter reporter) =>
        TokenEndpoints.IsTokenEndpoint(request.Path.Value ?? string.Empty, policy.Facts) || IsBelow(request.Path, policy.Options.RefreshTokenPaths)
            ? null
            : Refused(reporter.Report(
                new Finding(RefreshTokenToResourceServer.Definition)
                {
                    Text = $"A refresh token came in {carrier} of a request that is not about tokens; send an access token, or add the path to 'RefreshTokenPaths'",
                    IsInDoubt = true,
                    Token = token,
                },
                TokenGuardCheckpoint.InboundRequest,
                TokenGuardAction.Blocked,
                request.HttpContext.GetEndpoint()));

    // Browsers cannot send headers there.
    private static bool NeedsQuery(HttpRequest request) =>
        request.HttpContext.WebSockets.IsWebSocketRequest
        || request.HttpContext.Features.Get<IHttpExtendedConnectFeature>() is { IsExtendedConnect: true }
        || request.Headers.Upgrade.ToString().Contains("websocket", StringComparison.OrdinalIgnoreCase)
        || request.Headers.Accept.ToString().Contains("text/event-stream", StringComparison.OrdinalIgnoreCase);

    private static bool IsBelow(PathString path, IList<string> roots)
    {
        foreach (var root in roots)
        {
            if (path.StartsWithSegments(root.TrimEnd('/'), StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static TokenGuardViolation? Refused(TokenGuardViolation? violation) => violation is { Action: TokenGuardAction.Blocked } ? violation : null;
}
