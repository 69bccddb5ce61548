namespace TokenGuard.Rules.Validation;

/// <summary>TKG2002: a token is accepted after it has expired, or although it never does.</summary>
internal static class LifetimeNotValidated
{
    public static readonly RuleDefinition Definition = new(
        RuleIds.LifetimeNotValidated,
        title: "The lifetime of a token is not validated",
        message: "{0}, so tokens are accepted that have expired or never do; {1}",
        description: "A stolen token works for ever when its lifetime is not checked. Reading an expired token to refresh it is not reported.",
        severity: RuleSeverity.Warning,
        standards: "RFC 7519 section 4.1.4; RFC 9068 section 4; ASVS 5.0 9.2.1; CWE-613",
        fix: FixKind.Guided,
        runtime: RuntimeKind.Block,
        atRunTime: "the options of every JwtBearer and OpenID Connect scheme at the start; a delegate is asked about an expired token");
}
