namespace TokenGuard.Rules.RefreshTokens;

/// <summary>TKG6007: a sign-out that leaves the refresh tokens of the user valid.</summary>
internal static class RefreshTokenSurvivesSignOut
{
    public static readonly RuleDefinition Definition = new(
        RuleIds.RefreshTokenSurvivesSignOut,
        title: "A refresh token survives the sign-out",
        message: "'{0}' {1} and leaves the refresh tokens valid that are stored for the user; revoke them",
        description: "Who signs out, or changes a password that others know, expects that nobody goes on with the session. A refresh token that is only forgotten by the browser still works for whoever copied it.",
        severity: RuleSeverity.OptIn,
        standards: "RFC 7009 section 1; OAuth 2.1 section 4.3.3; ASVS 5.0 7.4.1; ASVS 5.0 7.4.3; CWE-613",
        fix: FixKind.None,
        noFixReason: "How refresh tokens are stored, and which of them a sign-out ends, differs from application to application.",
        atRunTime: "what an application stores is its own");
}
