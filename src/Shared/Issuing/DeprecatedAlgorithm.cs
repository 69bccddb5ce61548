namespace TokenGuard.Rules.Issuing;

/// <summary>TKG1009: an algorithm that is broken, or about to be.</summary>
internal static class DeprecatedAlgorithm
{
    public static readonly RuleDefinition Definition = new(
        RuleIds.DeprecatedAlgorithm,
        title: "A token uses a deprecated algorithm",
        message: "'{0}' is given '{1}', a deprecated algorithm; use {2}",
        description: "RSA with the padding of PKCS #1 v1.5 lets an attacker who sends many changed tokens learn the key of one, and SHA-1 has collisions. Standards forbid both for new tokens.",
        severity: RuleSeverity.Warning,
        standards: "RFC 8725 section 3.2, RFC 7518 section 4.2, ASVS 9.1.2, ASVS 11.4.1, CWE-327, CWE-780",
        fix: FixKind.Guided,
        runtime: RuntimeKind.Block,
        atRunTime: "tokens that `ITokenIssuer` and the guarded handlers issue, and `ValidAlgorithms` of schemes at the start");
}
