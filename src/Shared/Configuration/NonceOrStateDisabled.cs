namespace TokenGuard.Rules.Configuration;

/// <summary>TKG7007: the answer to a sign-in is not tied to the browser that asked.</summary>
internal static class NonceOrStateDisabled
{
    public static readonly RuleDefinition Definition = new(
        RuleIds.NonceOrStateDisabled,
        title: "The answer to a sign-in is not tied to the browser that asked",
        message: "{0}; {1}",
        description: "State and nonce, and the cookies that remember them, tie an answer to the browser that asked. Without them an answer that was stolen, or made for an attacker's account, is accepted.",
        severity: RuleSeverity.Warning,
        standards: "OpenID Connect Core section 3.1.2.1; RFC 9700 sections 2.1 and 4.7; OWASP ASVS 5.0 10.1.2 and 10.5.1; CWE-352",
        fix: FixKind.BulkSafe,
        runtime: RuntimeKind.Block,
        atRunTime: "the options and cookies of every remote scheme at the start");
}
