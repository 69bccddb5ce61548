namespace TokenGuard.Rules.Configuration;

/// <summary>TKG7004: an authorization code works for whoever gets hold of it.</summary>
internal static class PkceDisabled
{
    public static readonly RuleDefinition Definition = new(
        RuleIds.PkceDisabled,
        title: "The code flow works without PKCE",
        message: "{0}, so an authorization code works for whoever gets hold of it; {1}",
        description: "PKCE binds the code to the browser that asked for it. Without it a code that leaks, or that is slipped into another session, signs the wrong user in.",
        severity: RuleSeverity.Warning,
        standards: "RFC 9700 section 2.1.1; OAuth 2.1 sections 4.1 and 7.5.1; OWASP ASVS 5.0 10.2.1 and 10.4.6; CWE-345; CWE-352",
        fix: FixKind.BulkSafe,
        runtime: RuntimeKind.Block,
        atRunTime: "the options of every OpenID Connect scheme at the start; of OAuth schemes it is reported");
}
