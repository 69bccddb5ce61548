namespace TokenGuard.Rules.Validation;

/// <summary>TKG2009: an expired token is accepted for much longer than clocks differ.</summary>
internal static class ExcessiveClockSkew
{
    public static readonly RuleDefinition Definition = new(
        RuleIds.ExcessiveClockSkew,
        title: "Expired tokens are accepted for too long",
        message: "'{0}' accepts tokens for {1} after they have expired, more than {2}; shorten it",
        description: "Clocks of servers differ by seconds. A longer tolerance lengthens the life of every token, also of a stolen one.",
        severity: RuleSeverity.Warning,
        standards: "RFC 7519 section 4.1.4; ASVS 5.0 9.2.1; CWE-613",
        fix: FixKind.Guided,
        runtime: RuntimeKind.Block,
        atRunTime: "the options of every JwtBearer and OpenID Connect scheme at the start");
}
