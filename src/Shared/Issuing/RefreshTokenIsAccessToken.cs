namespace TokenGuard.Rules.Issuing;

/// <summary>TKG1010: a refresh token is a JWT that is made like the access token.</summary>
internal static class RefreshTokenIsAccessToken
{
    public static readonly RuleDefinition Definition = new(
        RuleIds.RefreshTokenIsAccessToken,
        title: "A refresh token is an access token too",
        message: "'{0}' is a JWT with the key, issuer and audience of the access token, so that APIs accept it as one for its whole life; make it a random value that the server stores",
        description: "A refresh token that nothing tells from an access token opens every API for days or weeks, which is what the short life of the access token is to prevent.",
        severity: RuleSeverity.Warning,
        standards: "RFC 6749 section 1.5, RFC 8725 section 3.12, RFC 9700 section 4.14, ASVS 9.2.2, CWE-287, CWE-294",
        fix: FixKind.Guided,
        runtime: RuntimeKind.Block,
        atRunTime: "tokens that come in, are valid, and say by `typ`, `token_use`, `is_refresh` or the like that they are refresh tokens; what does not say so only the build can tell");
}
