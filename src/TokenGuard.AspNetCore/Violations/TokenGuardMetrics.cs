using System.Diagnostics.Metrics;

namespace TokenGuard.AspNetCore.Violations;

/// <summary>Counts violations, by rule and by what was done; no tag is taken from a request.</summary>
internal sealed class TokenGuardMetrics
{
    public const string MeterName = "TokenGuard";

    private readonly Counter<long> violations;
    private readonly Counter<long> failures;

    public TokenGuardMetrics(IMeterFactory factory)
    {
        var meter = factory.Create(MeterName);
        violations = meter.CreateCounter<long>("tokenguard.violations", "{violation}", "Rules that were broken.");
        failures = meter.CreateCounter<long>("tokenguard.guard_failures", "{failure}", "Guards that failed themselves.");
    }

    public void Violation(TokenGuardViolation violation)
    {
        if (violations.Enabled)
        {
            violations.Add(1, new KeyValuePair<string, object?>("rule_id", violation.RuleId), new KeyValuePair<string, object?>("action", NameOf(violation.Action)));
        }
    }

    public void Failure(TokenGuardCheckpoint checkpoint)
    {
        if (failures.Enabled)
        {
            failures.Add(1, new KeyValuePair<string, object?>("checkpoint", checkpoint.ToString()));
        }
    }

    private static string NameOf(TokenGuardAction action) =>
        action switch
        {
            TokenGuardAction.Reported => "reported",
            TokenGuardAction.Repaired => "repaired",
            _ => "blocked",
        };
}
