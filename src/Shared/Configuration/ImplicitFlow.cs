namespace TokenGuard.Rules.Configuration;

/// <summary>TKG7005: access tokens come back in the address of a redirect.</summary>
internal static class ImplicitFlow
{
    public static readonly RuleDefinition Definition = new(
        RuleIds.ImplicitFlow,
        title: "Tokens are handed out by the implicit flow",
        message: "{0}; {1}",
        description: "What comes back in a redirect stays in histories, logs and Referer headers, and nothing says that the client asked for it.",
        severity: RuleSeverity.Warning,
        standards: "RFC 9700 section 2.1.2; OAuth 2.1 section 10.1; OWASP ASVS 5.0 10.4.4 and 10.6.1; CWE-598; CWE-200",
        fix: FixKind.Guided,
        runtime: RuntimeKind.Block,
        atRunTime: "the options of every OpenID Connect scheme at the start; an ID token alone is reported where there is a client secret");
}
