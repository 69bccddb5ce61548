namespace TokenGuard.Rules.Issuing;

/// <summary>TKG1004: a password, card number, secret or the like in the claims of a token.</summary>
internal static class SensitiveClaim
{
    public static readonly RuleDefinition Definition = new(
        RuleIds.SensitiveClaim,
        title: "A token carries sensitive data",
        message: "Claim '{0}' puts {1} into a token that everyone who holds it can read; leave it out",
        description: "The claims of a signed token are encoded, not encrypted: whoever sees the token, in a browser, a log or a proxy, reads them. Passwords, secrets, card and identity numbers stay on the server.",
        severity: RuleSeverity.Warning,
        standards: "RFC 7519 section 12, RFC 9068 section 6, RFC 6819 section 5.1.5.10, OAuth 2.1 section 7.1.1.2, ASVS 14.2, CWE-312, CWE-522",
        fix: FixKind.Guided,
        runtime: RuntimeKind.Block,
        atRunTime: "tokens that `ITokenIssuer` and the guarded handlers issue; tokens of other issuers are reported");
}
