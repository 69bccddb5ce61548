namespace TokenGuard.Rules.Validation;

/// <summary>TKG2015: tokens are validated by the handlers of the past.</summary>
internal static class LegacyTokenValidators
{
    public static readonly RuleDefinition Definition = new(
        RuleIds.LegacyTokenValidators,
        title: "Tokens are validated by legacy validators",
        message: "'{0}' {1}; {2}",
        description: "Since .NET 8, tokens are validated by TokenHandlers. The validators before them are slower, are maintained for compatibility only, and let a SignatureValidator accept tokens that the new handlers refuse.",
        severity: RuleSeverity.OptIn,
        standards: "OWASP ASVS 5.0 9.1.1; CWE-477",
        fix: FixKind.Guided,
        runtime: RuntimeKind.OptIn,
        atRunTime: "the options of every JwtBearer and OpenID Connect scheme at the start");
}
