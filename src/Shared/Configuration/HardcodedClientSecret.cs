namespace TokenGuard.Rules.Configuration;

/// <summary>TKG7014: the secret of an OAuth client is written in the source code.</summary>
internal static class HardcodedClientSecret
{
    public static readonly RuleDefinition Definition = new(
        RuleIds.HardcodedClientSecret,
        title: "A client secret is written in the code",
        message: "The client secret of '{0}' is written in the code, where everyone who can read it can act as the client; read it from configuration or a secret store",
        description: "A client secret is the password of an application: who has it gets tokens in its name. Source code is no place for one.",
        severity: RuleSeverity.Warning,
        standards: "RFC 6819 section 5.3.1; OWASP ASVS 5.0 13.3.1; CWE-798",
        fix: FixKind.Guided,
        atRunTime: "a secret from the code looks like one from a vault");
}
