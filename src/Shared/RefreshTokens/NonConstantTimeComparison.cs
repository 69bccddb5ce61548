namespace TokenGuard.Rules.RefreshTokens;

/// <summary>TKG6003: a secret is compared in a time that depends on it.</summary>
internal static class NonConstantTimeComparison
{
    public static readonly RuleDefinition Definition = new(
        RuleIds.NonConstantTimeComparison,
        title: "A secret is compared in a time that depends on it",
        message: "'{0}' compares {1}, and its time tells how much of it was right; compare with 'CryptographicOperations.FixedTimeEquals'",
        description: "A comparison that ends at the first difference takes the longer, the more of a secret is right, so that it can be guessed piece by piece.",
        severity: RuleSeverity.Info,
        standards: "ASVS 5.0 11.2.4; CWE-208",
        fix: FixKind.BulkSafe,
        atRunTime: "a comparison leaves no trace");
}
