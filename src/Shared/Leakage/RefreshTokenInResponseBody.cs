namespace TokenGuard.Rules.Leakage;

/// <summary>TKG5005: an endpoint answers with a refresh token.</summary>
internal static class RefreshTokenInResponseBody
{
    public static readonly RuleDefinition Definition = new(
        RuleIds.RefreshTokenInResponseBody,
        title: "A refresh token is in the body of a response",
        message: "{0} is in the body of a response; give it to browsers in a cookie that script cannot read",
        description: "A browser application that gets a refresh token in a body must keep it where script can read it: one injected script then takes the session of the user. Native applications and token endpoints may answer so.",
        severity: RuleSeverity.OptIn,
        standards: "OAuth 2.0 for Browser-Based Applications sections 6.1 and 6.3.2.3; ASVS 5.0 10.1.1; CWE-522",
        fix: FixKind.None,
        noFixReason: "The client has to change together with the server.",
        atRunTime: "the bodies of responses are not looked at");
}
