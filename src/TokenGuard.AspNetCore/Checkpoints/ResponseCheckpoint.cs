using Microsoft.AspNetCore.Http;
using TokenGuard.AspNetCore.Leakage;
using TokenGuard.AspNetCore.Policy;
using TokenGuard.AspNetCore.Storage;
using TokenGuard.AspNetCore.Transport;
using TokenGuard.AspNetCore.Violations;

namespace TokenGuard.AspNetCore.Checkpoints;

/// <summary>Looks at the headers of a response, just before they are sent.</summary>
internal sealed class ResponseCheckpoint(RuntimePolicy policy, ViolationReporter reporter)
{
    /// <summary>Throws for a response that is refused: the server answers with 500 then, and without its headers.</summary>
    public void Check(HttpContext context)
    {
        try
        {
            var setsToken = TokenCookieGuard.Check(context, policy.Facts, reporter);
            TokenInRedirectGuard.Check(context, policy.Facts, reporter);
            if (setsToken)
            {
                CacheableTokenResponseGuard.Check(context, reporter);
            }
        }
        catch (Exception exception) when (exception is not TokenGuardException)
        {
            reporter.GuardFailed(TokenGuardCheckpoint.Response, exception, "one response was refused");
            if (policy.Options.Mode != TokenGuardMode.Report)
            {
                throw new TokenGuardException($"TokenGuard has refused a response, because its check has failed with {exception.GetType().Name}.", []);
            }
        }
    }
}
