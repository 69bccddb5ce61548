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

    [Fact]
    public void What_nothing_of_a_request_is_looked_at_for_an_endpoint_cannot_set()
    {
        string[] places = ["issue", "Set-Cookie", "come in", "requests of every client", "`ILogger`", "`Activity`", "responses", "`Location`"];
        Assert.Equal(
            RuntimeRules.All.Values.Where(rule => !places.Any(place => rule.AtRunTime.Contains(place, StringComparison.Ordinal))).Select(rule => rule.Id).Order(StringComparer.Ordinal),
            RuntimeRules.NotOfEndpoints.Keys.Order(StringComparer.Ordinal));
    }
}
