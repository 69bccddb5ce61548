namespace TokenGuard.Rules.Configuration;

/// <summary>TKG7009: tokens are signed with a key that is made for development.</summary>
internal static class DevelopmentCredential
{
    public static readonly RuleDefinition Definition = new(
        RuleIds.DevelopmentCredential,
        title: "Tokens are signed or encrypted with a key for development",
        message: "'{0}' {1}; load a key or certificate from a store, and call it in development only",
        description: "A key that nobody chose is a key that nobody protects: it lies in a file beside the application or in the store of its account, or is gone after a restart with all tokens that it signed.",
        severity: RuleSeverity.Warning,
        standards: "OWASP ASVS 5.0 13.3.1 and 11.1.1; CWE-1188",
        fix: FixKind.Guided,
        atRunTime: "a key for development looks like any other, and the options of OpenIddict are its own");
}
