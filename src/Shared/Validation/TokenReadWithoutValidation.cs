namespace TokenGuard.Rules.Validation;

/// <summary>TKG2005: a token is read, nobody validates it, and its claims become the user.</summary>
internal static class TokenReadWithoutValidation
{
    public static readonly RuleDefinition Definition = new(
        RuleIds.TokenReadWithoutValidation,
        title: "The claims of a token that nobody validated become the user",
        message: "'{0}' does not validate the token, yet its claims become the user; validate it first",
        description: "Reading decodes base64. Whoever writes a token at home, with any user and any role in it, is that user then.",
        severity: RuleSeverity.Warning,
        standards: "RFC 7519 section 7.2; RFC 8725 sections 3.3 and 3.10; ASVS 5.0 9.1.1; CWE-345; CWE-347",
        fix: FixKind.Guided,
        atRunTime: "a token is read without asking anybody");
}
