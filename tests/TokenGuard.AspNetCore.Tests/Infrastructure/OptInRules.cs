using TokenGuard.AspNetCore.Policy;
using TokenGuard.Rules;

namespace TokenGuard.AspNetCore.Tests;

internal static class OptInRules
{
    /// <summary>Reports a rule that is off by default; others stay as they are.</summary>
    public static void TurnOn(this TokenGuardOptions options, string rule)
    {
        if (RuntimeRules.All.TryGetValue(rule, out var definition) && definition.Runtime == RuntimeKind.OptIn)
        {
            options.Rules[rule] = Enforcement.Report;
        }
    }
}
