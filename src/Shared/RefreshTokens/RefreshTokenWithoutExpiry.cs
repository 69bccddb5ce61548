namespace TokenGuard.Rules.RefreshTokens;

/// <summary>TKG6005: refresh tokens live for ever, or nearly so.</summary>
internal static class RefreshTokenWithoutExpiry
{
    public static readonly RuleDefinition Definition = new(
        RuleIds.RefreshTokenWithoutExpiry,
        title: "Refresh tokens that do not expire",
        message: "'{0}' keeps refresh tokens valid for {1}; let them expire after {2} or less",
        description: "A refresh token that was stolen, or left on a device that was given away, works until it expires or is revoked, and nobody revokes what nobody misses.",
        severity: RuleSeverity.Warning,
        standards: "RFC 9700 section 4.14.2; ASVS 5.0 10.4.8; CWE-613",
        fix: FixKind.Guided,
        runtime: RuntimeKind.Block,
        atRunTime: "`BearerTokenOptions` at the start");
}
