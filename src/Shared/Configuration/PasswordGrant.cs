namespace TokenGuard.Rules.Configuration;

/// <summary>TKG7006: an application takes the password of a user to get a token.</summary>
internal static class PasswordGrant
{
    public static readonly RuleDefinition Definition = new(
        RuleIds.PasswordGrant,
        title: "A token is got with the password of the user",
        message: "{0}, so that the application sees the password and no second factor is asked for; use the authorization code flow with PKCE, or client credentials for a service",
        description: "The password grant teaches users to type passwords anywhere, and leaves out every second factor. OAuth forbids it.",
        severity: RuleSeverity.Warning,
        standards: "RFC 9700 section 2.4; OAuth 2.1 section 10; OWASP ASVS 5.0 10.4.4; CWE-522; CWE-287",
        fix: FixKind.None,
        noFixReason: "Another grant is another conversation with the user.",
        runtime: RuntimeKind.Report,
        atRunTime: "requests of every client of `IHttpClientFactory`");
}
