namespace TokenGuard.Rules.Issuing;

/// <summary>TKG1005: the key that signs tokens is written in the source.</summary>
internal static class HardcodedSigningKey
{
    public static readonly RuleDefinition Definition = new(
        RuleIds.HardcodedSigningKey,
        title: "A signing key is written in the source",
        message: "The key given to '{0}' is written in the source; read it from configuration or a key vault",
        description: "Whoever has the key can sign any token. A key in the source is known to everyone who ever saw the repository, the binary or a copy of them, and cannot be changed without a release.",
        severity: RuleSeverity.Warning,
        standards: "RFC 8725 section 3.5, RFC 7518 section 3.2, ASVS 13.3.1, CWE-321, CWE-798",
        fix: FixKind.Guided,
        runtime: RuntimeKind.Block,
        atRunTime: "keys of schemes at the start, and of tokens that are issued, when they are among those that tutorials print");
}
