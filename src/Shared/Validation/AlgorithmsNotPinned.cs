namespace TokenGuard.Rules.Validation;

/// <summary>TKG2007: every algorithm is accepted that fits the key.</summary>
internal static class AlgorithmsNotPinned
{
    public static readonly RuleDefinition Definition = new(
        RuleIds.AlgorithmsNotPinned,
        title: "The algorithms of tokens are not limited",
        message: "{0} accepts every algorithm that fits the key; {1}",
        description: "A token says itself by which algorithm it is signed. A list with the one that the issuer uses leaves nothing to the sender, also when another key or library comes along.",
        severity: RuleSeverity.OptIn,
        standards: "RFC 8725 section 3.1; ASVS 5.0 9.1.2; CWE-347; CWE-757",
        fix: FixKind.Guided,
        runtime: RuntimeKind.OptIn,
        atRunTime: "the options of every JwtBearer and OpenID Connect scheme at the start");
}
