using TokenGuard.AspNetCore.Policy;
using TokenGuard.Rules;
using Xunit.Abstractions;

namespace TokenGuard.Conformance.Tests;

/// <summary>The analyzer and the guard of a rule say the same of the same case. <c>dotnet test --logger "console;verbosity=detailed"</c> prints the counts.</summary>
public class AgreementTests(ITestOutputHelper output)
{
    private const int LeastCases = 8;

    public static TheoryData<string> Rules => new(Agreement.Cases.Keys);

    /// <summary>Rules without a table, and why the two have no case in common.</summary>
    private static readonly Dictionary<string, string> Incomparable = new()
    {
        [RuleIds.RefreshTokenIsAccessToken] = $"the analyzer reports refresh tokens that do not say that they are, the guard those that say so and are accepted all the same: {nameof(RefreshTokenAgreementTests)} has a table of its own",
    };

    [Fact]
    public void Every_rule_of_the_run_time_has_a_table_or_a_reason() =>
        Assert.Equal(RuntimeRules.All.Keys.Order(StringComparer.Ordinal), Agreement.Cases.Keys.Concat(Incomparable.Keys).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Rules))]
    public async Task Build_time_and_run_time_agree(string id)
    {
        var (rule, cases) = (RuleTests.RuleOf(id), Agreement.Cases[id]);
        var atBuildTime = await AgreementCase.AreFoundAtBuildTimeAsync(id, cases);
        var disagreements = new List<string>();
        for (var i = 0; i < cases.Count; i++)
        {
            if (await cases[i].IsFoundAtRunTimeAsync(rule.Definition) is var atRunTime && atRunTime != atBuildTime[i])
            {
                disagreements.Add($"{cases[i].What}: the analyzer says {atBuildTime[i]}, the guard {atRunTime}");
            }
        }

        output.WriteLine($"{rule}: {cases.Count} cases, {atBuildTime.Count(found => found)} found, {disagreements.Count} disagreements");
        Assert.Empty(disagreements);
        Assert.InRange(cases.Count, LeastCases, int.MaxValue);
        Assert.Contains(true, atBuildTime);
        Assert.Contains(false, atBuildTime);
    }
}
