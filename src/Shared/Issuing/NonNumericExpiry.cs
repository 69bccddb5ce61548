namespace TokenGuard.Rules.Issuing;

/// <summary>TKG1008: <c>exp</c>, <c>nbf</c> or <c>iat</c> is written as a date, or counted in local time.</summary>
internal static class NonNumericExpiry
{
    public static readonly RuleDefinition Definition = new(
        RuleIds.NonNumericExpiry,
        title: "The time in a token is no number of seconds in UTC",
        message: "Claim '{0}' {1}; {2}",
        description: "The times of a JWT are seconds since 1970-01-01 in UTC. A date as text is not understood, so that the token never expires or is never accepted; local time is wrong by hours where the server is.",
        severity: RuleSeverity.Warning,
        standards: "RFC 7519 sections 2, 4.1.4, 4.1.5 and 4.1.6, ASVS 9.2.1, CWE-613, CWE-682",
        fix: FixKind.BulkSafe,
        runtime: RuntimeKind.Block,
        atRunTime: "tokens that `ITokenIssuer` and the guarded handlers issue");
}
