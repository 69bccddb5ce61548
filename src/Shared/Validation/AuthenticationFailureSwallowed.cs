namespace TokenGuard.Rules.Validation;

/// <summary>TKG2012: a token that failed validation is accepted all the same.</summary>
internal static class AuthenticationFailureSwallowed
{
    public static readonly RuleDefinition Definition = new(
        RuleIds.AuthenticationFailureSwallowed,
        title: "A failed authentication counts as a success",
        message: "{0}, so a token that failed validation is accepted; {1}",
        description: "What fails must stay failed: whoever sends an invalid token is not known.",
        severity: RuleSeverity.Warning,
        standards: "ASVS 5.0 16.5.3; CWE-636; CWE-390",
        fix: FixKind.Guided,
        atRunTime: "what a delegate makes of a failure is not visible from outside");
}
