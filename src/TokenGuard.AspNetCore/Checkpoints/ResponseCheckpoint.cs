using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using TokenGuard.AspNetCore.Leakage;
using TokenGuard.AspNetCore.Policy;
using TokenGuard.AspNetCore.Storage;
using TokenGuard.AspNetCore.Transport;
using TokenGuard.AspNetCore.Violations;

namespace TokenGuard.AspNetCore.Checkpoints;

/// <summary>Looks at the headers of a response, just before they are sent.</summary>
internal sealed class ResponseCheckpoint(RuntimePolicy policy, ViolationReporter reporter)
{
    /// <summary>Throws for a response that is refused: the server answers with 500 then. Whoever catches that can still answer, but without the headers that carry tokens.</summary>
    public void Check(HttpContext context)
    {
        try
        {
            if (TokenCookieGuard.Check(context, policy.Facts, reporter))
            {
                CacheableTokenResponseGuard.Check(context, policy, reporter);
            }

            TokenInRedirectGuard.Check(context, policy.Facts, reporter);
        }
        catch (TokenGuardException)
        {
            context.Response.Headers.Remove(HeaderNames.Location);
            throw;
        }
        catch (Exception exception)
        {
            reporter.GuardFailed(TokenGuardCheckpoint.Response, exception, "one response was refused");
            if (policy.Options.Mode != TokenGuardMode.Report)
            {
                context.Response.Headers.Remove(HeaderNames.Location);
                context.Response.Headers.Remove(HeaderNames.SetCookie);
                throw new TokenGuardException($"TokenGuard has refused a response, because its check has failed with {exception.GetType().Name}.", []);
            }
        }
    }
}
