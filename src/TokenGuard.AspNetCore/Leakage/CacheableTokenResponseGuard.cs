using Microsoft.AspNetCore.Http;
using TokenGuard.AspNetCore.Policy;
using TokenGuard.AspNetCore.Violations;
using TokenGuard.Rules.Leakage;

namespace TokenGuard.AspNetCore.Leakage;

/// <summary>TKG5006: a response that sets a token cookie may be kept by caches.</summary>
internal static class CacheableTokenResponseGuard
{
    private const string NoStore = "no-store";

    public static void Check(HttpContext context, RuntimePolicy policy, ViolationReporter reporter)
    {
        var headers = context.Response.Headers;
        var cacheControl = headers.CacheControl.ToString();
        if (cacheControl.Contains(NoStore, StringComparison.OrdinalIgnoreCase))
        {
            return;
        }

        // That nothing is said is no mistake of the application; caches decide for themselves then.
        var allowsCaching = cacheControl.Contains("public", StringComparison.OrdinalIgnoreCase) || cacheControl.Contains("max-age", StringComparison.OrdinalIgnoreCase) || cacheControl.Contains("s-maxage", StringComparison.OrdinalIgnoreCase);
        if ((cacheControl.Length == 0 && policy.EnforcementOf(CacheableTokenResponse.Definition, endpoint: context.GetEndpoint()) == Enforcement.Block)
            || (allowsCaching && reporter.Report(new Finding(CacheableTokenResponse.Definition, "A token cookie", "Cache-Control"), TokenGuardCheckpoint.Response, TokenGuardAction.Repaired, context.GetEndpoint()) is { Action: TokenGuardAction.Repaired }))
        {
            headers.CacheControl = NoStore;
        }
    }
}
