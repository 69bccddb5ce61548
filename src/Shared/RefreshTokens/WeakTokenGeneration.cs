namespace TokenGuard.Rules.RefreshTokens;

/// <summary>TKG6001: a refresh token is made of something that can be guessed.</summary>
internal static class WeakTokenGeneration
{
    public static readonly RuleDefinition Definition = new(
        RuleIds.WeakTokenGeneration,
        title: "A refresh token can be guessed",
        message: "Refresh token '{0}' is made from {1}; make it from at least 128 bits of RandomNumberGenerator",
        description: "Whoever guesses a refresh token is signed in for as long as it lives. Only a cryptographic generator makes tokens that cannot be guessed, and only when it is asked for at least 128 bits.",
        severity: RuleSeverity.Warning,
        standards: "RFC 6749 section 10.10; RFC 6819 section 5.1.4.2.2; ASVS 5.0 7.2.3, 11.5.1; CWE-330, CWE-331, CWE-338, CWE-340",
        fix: FixKind.BulkSafe,
        atRunTime: "how a value was made cannot be told from it");
}
