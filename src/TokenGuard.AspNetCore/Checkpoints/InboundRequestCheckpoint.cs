using Microsoft.AspNetCore.Http;
using TokenGuard.AspNetCore.Policy;
using TokenGuard.AspNetCore.Validation;
using TokenGuard.AspNetCore.Violations;

namespace TokenGuard.AspNetCore.Checkpoints;

/// <summary>Looks at the query and the headers of a request before anything else does.</summary>
internal sealed class InboundRequestCheckpoint(RuntimePolicy policy, ViolationReporter reporter)
{
    private static readonly object Refusal = new();

    /// <summary>Whether a request is answered by <see cref="AnswerAsync"/> instead of by the application.</summary>
    public bool IsRefused(HttpContext context)
    {
        try
        {
            if (InboundTokenPlaceGuard.Refuses(context, policy, reporter) is not { } violation)
            {
                return false;
            }

            context.Items[Refusal] = $"{violation.RuleId}: {violation.Title}";
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return true;
        }
        catch (Exception exception)
        {
            reporter.GuardFailed(TokenGuardCheckpoint.InboundRequest, exception, "one request was refused");
            if (policy.Options.Mode == TokenGuardMode.Report)
            {
                return false;
            }

            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return true;
        }
    }

    public static Task AnswerAsync(HttpContext context)
    {
        context.Response.ContentType = "text/plain";
        return context.Items[Refusal] is string reason ? context.Response.WriteAsync(reason, context.RequestAborted) : Task.CompletedTask;
    }
}
