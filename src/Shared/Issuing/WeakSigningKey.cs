namespace TokenGuard.Rules.Issuing;

/// <summary>TKG1011: the key that signs tokens is too short, or no secret at all.</summary>
internal static class WeakSigningKey
{
    public static readonly RuleDefinition Definition = new(
        RuleIds.WeakSigningKey,
        title: "A signing key is too weak",
        message: "The key given to '{0}' {1}; use {2}",
        description: "An HMAC key that is shorter than its hash, or not random, can be found by trying keys on one captured token; an RSA key of 1024 bits can be factored. Not every library refuses such keys.",
        severity: RuleSeverity.Warning,
        standards: "RFC 7518 sections 3.2 and 3.3, RFC 8725 section 3.5, ASVS 11.2.3, CWE-326",
        fix: FixKind.Guided,
        runtime: RuntimeKind.Block,
        atRunTime: "keys of schemes at the start, and of tokens that are issued: RSA keys under the limit, and symmetric ones that are short or repeat a few bytes; those that spell words are reported");
}
