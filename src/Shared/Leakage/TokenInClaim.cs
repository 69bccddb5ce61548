namespace TokenGuard.Rules.Leakage;

/// <summary>TKG5008: a token is put into a claim.</summary>
internal static class TokenInClaim
{
    public static readonly RuleDefinition Definition = new(
        RuleIds.TokenInClaim,
        title: "A token is put into a claim",
        message: "{0} becomes claim '{1}'; keep it in the authentication properties or on the server, claims are shown to whoever asks who the user is",
        description: "Claims are who the user is: they are copied into cookies and other tokens, written to logs, and answered by endpoints such as '/me'. A token among them is a credential that goes along everywhere.",
        severity: RuleSeverity.Warning,
        standards: "ASVS 5.0 10.1.1 and 14.2.4; RFC 9700 section 4.9; CWE-522",
        fix: FixKind.None,
        noFixReason: "Where the token is read must change with where it is kept.",
        runtime: RuntimeKind.Block,
        atRunTime: "tokens that `ITokenIssuer` and the guarded handlers issue; what only looks like a token is reported");
}
