using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using TokenGuard.AspNetCore.Policy;

namespace TokenGuard.AspNetCore.Violations;

/// <summary>Tells of violations: one event of the log, one count, one call of <see cref="TokenGuardOptions.OnViolation"/>.</summary>
internal sealed class ViolationReporter(RuntimePolicy policy, TokenGuardMetrics metrics, ILoggerFactory loggers, TimeProvider clock, EndpointSettings endpoints)
{
    /// <summary>So many events of one rule are logged in <see cref="Period"/>; the rest is counted.</summary>
    private const int EventsPerPeriod = 20;

    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);

    /// <summary>Whether what happens is done by the callback, such as the request that tells somebody: what is wrong with that it is not told.</summary>
    private readonly AsyncLocal<bool> isCalling = new();

    private readonly ILogger logger = loggers.CreateLogger(Log.Category);
    private readonly ConcurrentDictionary<string, Budget> budgets = new(StringComparer.Ordinal);

    public ILogger Logger => logger;

    /// <summary>Reports a finding, and says what is to be done about it; null when its rule is off.</summary>
    /// <param name="finding">What was found.</param>
    /// <param name="checkpoint">Where.</param>
    /// <param name="enforced">What is done when the rule is enforced.</param>
    /// <param name="endpoint">The endpoint of the request; that of the current one when null.</param>
    public TokenGuardViolation? Report(Finding finding, TokenGuardCheckpoint checkpoint, TokenGuardAction enforced, Endpoint? endpoint = null)
    {
        endpoint ??= endpoints.Current;
        var enforcement = policy.EnforcementOf(finding.Rule, finding.IsInDoubt, endpoint);
        if (enforcement == Enforcement.Off)
        {
            return null;
        }

        var violation = new TokenGuardViolation(finding.Rule.Id, finding.Rule.Title, finding.Message, checkpoint, enforcement == Enforcement.Block ? enforced : TokenGuardAction.Reported)
        {
            Route = endpoint is null ? null : SafeText.Name((endpoint as RouteEndpoint)?.RoutePattern.RawText ?? endpoint.DisplayName),
            Fingerprint = finding.Token is null ? null : Fingerprints.Of(finding.Token),
        };
        metrics.Violation(violation);
        if (checkpoint == TokenGuardCheckpoint.Startup || MayLog(violation.RuleId))
        {
            Log.Violation(logger, violation);
        }

        Call(violation);
        return violation;
    }

    /// <summary>Tells that a guard itself has failed. What the exception says is withheld: it may quote what was looked at.</summary>
    public void GuardFailed(TokenGuardCheckpoint checkpoint, Exception exception, string consequence)
    {
        metrics.Failure(checkpoint);
        Log.GuardFailed(logger, checkpoint, exception.GetType().Name, consequence);
    }

    private void Call(TokenGuardViolation violation)
    {
        if (policy.Options.OnViolation is not { } call || isCalling.Value)
        {
            return;
        }

        isCalling.Value = true;
        try
        {
            call(violation);
        }
        catch (Exception exception)
        {
            Log.CallbackFailed(logger, exception.GetType().Name, violation.RuleId);
        }
        finally
        {
            isCalling.Value = false;
        }
    }

    private bool MayLog(string ruleId)
    {
        var budget = budgets.GetOrAdd(ruleId, static _ => new Budget());
        long suppressed;
        lock (budget)
        {
            var now = clock.GetTimestamp();
            if (budget.Events > 0 && clock.GetElapsedTime(budget.Start, now) < Period)
            {
                return budget.Events++ < EventsPerPeriod;
            }

            suppressed = budget.Events - EventsPerPeriod;
            (budget.Start, budget.Events) = (now, 1);
        }

        if (suppressed > 0)
        {
            Log.Suppressed(logger, suppressed, ruleId);
        }

        return true;
    }

    private sealed class Budget
    {
        public long Start { get; set; }

        public long Events { get; set; }
    }
}
