namespace TokenGuard.Rules.Configuration;

/// <summary>TKG7011: an authorization server leaves a check out.</summary>
internal static class WeakenedAuthorizationServer
{
    public static readonly RuleDefinition Definition = new(
        RuleIds.WeakenedAuthorizationServer,
        title: "An authorization server leaves a check out",
        message: "'{0}' is called, so that {1}; remove it unless something else checks this",
        description: "OpenIddict checks what a client may ask for. Each of these calls takes one check away for all clients.",
        severity: RuleSeverity.Info,
        standards: "RFC 9700 section 2; OWASP ASVS 5.0 10.4; CWE-1188",
        fix: FixKind.Guided,
        atRunTime: "the options of OpenIddict are its own");
}
