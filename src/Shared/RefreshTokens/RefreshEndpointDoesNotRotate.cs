namespace TokenGuard.Rules.RefreshTokens;

/// <summary>TKG6011: an endpoint gives an access token for a refresh token, and leaves that as it is.</summary>
internal static class RefreshEndpointDoesNotRotate
{
    public static readonly RuleDefinition Definition = new(
        RuleIds.RefreshEndpointDoesNotRotate,
        title: "A refresh token is not replaced when it is used",
        message: "'{0}' gives an access token for a refresh token, and leaves that as it is; give a new refresh token, and revoke the one that was presented",
        description: "A refresh token that works again and again works for a thief as long as for its owner, and nobody notices. Where each token works once, the second use tells.",
        severity: RuleSeverity.OptIn,
        standards: "RFC 9700 section 4.14.2; RFC 6819 section 5.2.2.3; ASVS 5.0 10.4.5; CWE-294; CWE-613",
        fix: FixKind.None,
        noFixReason: "How a new refresh token is made and stored differs from application to application.",
        atRunTime: "what an application stores is its own");
}
