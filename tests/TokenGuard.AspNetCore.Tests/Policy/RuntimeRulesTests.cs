using System.Reflection;
using TokenGuard.AspNetCore.Policy;
using TokenGuard.Rules;

namespace TokenGuard.AspNetCore.Tests.Policy;

public class RuntimeRulesTests
{
    [Fact]
    public void Every_rule_that_is_not_of_the_build_alone_is_known()
    {
        var definitions = typeof(RuleDefinition).Assembly.GetTypes()
            .Select(type => type.GetField("Definition", BindingFlags.Public | BindingFlags.Static)?.GetValue(null)).OfType<RuleDefinition>();
        Assert.Equal(definitions.Where(rule => rule.Runtime != RuntimeKind.BuildOnly).Select(rule => rule.Id).Order(StringComparer.Ordinal), RuntimeRules.All.Keys.Order(StringComparer.Ordinal));
    }
}
