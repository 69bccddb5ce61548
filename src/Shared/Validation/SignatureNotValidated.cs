namespace TokenGuard.Rules.Validation;

/// <summary>TKG2001: a token is accepted although nobody verified its signature.</summary>
internal static class SignatureNotValidated
{
    public static readonly RuleDefinition Definition = new(
        RuleIds.SignatureNotValidated,
        title: "The signature of a token is not validated",
        message: "{0}, so forged tokens are accepted; {1}",
        description: "Whoever can reach the application writes their own token, with any user and any role in it. Only the signature tells it from a real one.",
        severity: RuleSeverity.Warning,
        standards: "RFC 8725 sections 3.1 and 3.3; RFC 7519 section 7.2; ASVS 5.0 9.1.1; CWE-347",
        fix: FixKind.Guided,
        runtime: RuntimeKind.Block,
        atRunTime: "the options of every JwtBearer and OpenID Connect scheme at the start; a delegate is asked about a forged token");
}
