using System.Reflection;
using TokenGuard.AspNetCore.Policy;
using TokenGuard.Rules;

namespace TokenGuard.AspNetCore.Tests.Policy;

public class RuntimeRulesTests
{
    private static IEnumerable<RuleDefinition> Definitions =>
        typeof(RuleDefinition).Assembly.GetTypes().Select(type => type.GetField("Definition", BindingFlags.Public | BindingFlags.Static)?.GetValue(null)).OfType<RuleDefinition>();

    [Fact]
    public void Every_rule_that_is_not_of_the_build_alone_is_known() =>
        Assert.Equal(Definitions.Where(rule => rule.Runtime != RuntimeKind.BuildOnly).Select(rule => rule.Id).Order(StringComparer.Ordinal), RuntimeRules.All.Keys.Order(StringComparer.Ordinal));

    /// <summary>But for a list that somebody has written, and for redirects, without which clients of authorization servers work as before.</summary>
    [Fact]
    public void What_is_off_at_build_time_is_off_at_run_time() =>
        Assert.Equal(
            ["TKG4007", "TKG4008"],
            Definitions.Where(rule => (rule.Severity == RuleSeverity.OptIn) != (rule.Runtime == RuntimeKind.OptIn) && rule.Runtime != RuntimeKind.BuildOnly).Select(rule => rule.Id).Order(StringComparer.Ordinal));
}
