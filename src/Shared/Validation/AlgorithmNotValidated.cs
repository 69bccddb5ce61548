namespace TokenGuard.Rules.Validation;

/// <summary>TKG2016: the algorithm of a token is whatever the token says.</summary>
internal static class AlgorithmNotValidated
{
    public static readonly RuleDefinition Definition = new(
        RuleIds.AlgorithmNotValidated,
        title: "The algorithm of a token is not validated",
        message: "{0}, so the sender of a token chooses how it is verified; {1}",
        description: "A token says itself by which algorithm it is signed. Only the application knows which one its issuer uses.",
        severity: RuleSeverity.Warning,
        standards: "RFC 8725 section 3.1; ASVS 5.0 9.1.2; CWE-347",
        fix: FixKind.Guided,
        runtime: RuntimeKind.Block,
        atRunTime: "the options of every JwtBearer and OpenID Connect scheme at the start; a delegate is asked about the algorithm `none`");
}
