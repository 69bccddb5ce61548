namespace TokenGuard.Rules.Validation;

/// <summary>TKG2006: a token is validated, and nobody looks at the result.</summary>
internal static class ValidationResultIgnored
{
    public static readonly RuleDefinition Definition = new(
        RuleIds.ValidationResultIgnored,
        title: "The result of a validation is ignored",
        message: "'{0}' does not throw for an invalid token and 'IsValid' of its result is never read, so every token is accepted; check it",
        description: "Handlers that answer with a TokenValidationResult say there whether the token is valid, instead of throwing.",
        severity: RuleSeverity.Warning,
        standards: "RFC 8725 section 3.3; ASVS 5.0 9.1.1 and 16.5.3; CWE-252; CWE-347",
        fix: FixKind.BulkSafe,
        atRunTime: "what becomes of a result is not visible to whoever gives it");
}
