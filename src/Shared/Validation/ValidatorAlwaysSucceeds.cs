namespace TokenGuard.Rules.Validation;

/// <summary>TKG2017: a check of a token that was written by hand and cannot fail.</summary>
internal static class ValidatorAlwaysSucceeds
{
    public static readonly RuleDefinition Definition = new(
        RuleIds.ValidatorAlwaysSucceeds,
        title: "A validation of a token cannot fail",
        message: "{0}, so nothing is checked there; {1}",
        description: "Whoever reads the code believes that the key, the type or the reuse of a token is checked.",
        severity: RuleSeverity.Warning,
        standards: "RFC 8725 section 3.3; CWE-295; CWE-347",
        fix: FixKind.Guided,
        runtime: RuntimeKind.Report,
        atRunTime: "`TypeValidator` of every JwtBearer and OpenID Connect scheme at the start, which is asked about a type that does not exist");
}
