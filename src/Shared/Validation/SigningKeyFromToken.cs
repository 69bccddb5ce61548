namespace TokenGuard.Rules.Validation;

/// <summary>TKG2010: the sender of a token chooses the key that verifies it.</summary>
internal static class SigningKeyFromToken
{
    public static readonly RuleDefinition Definition = new(
        RuleIds.SigningKeyFromToken,
        title: "The key that verifies a token is taken from the token",
        message: "{0}, so the sender of a token chooses the key that verifies it; {1}",
        description: "The header of a token is read before anything is verified. A key that it carries or points to proves only that somebody has the other half.",
        severity: RuleSeverity.Warning,
        standards: "RFC 7515 section 10.10; RFC 8725 section 3.10; ASVS 5.0 9.1.3; CWE-22; CWE-89; CWE-347; CWE-918",
        fix: FixKind.None,
        noFixReason: "Only the author knows where the keys of the issuer are.",
        runtime: RuntimeKind.Block,
        atRunTime: "tokens that come in with `jku`, `x5u` or `jwk`, where a resolver or validator may use it; elsewhere they are reported");
}
