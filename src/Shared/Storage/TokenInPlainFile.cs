namespace TokenGuard.Rules.Storage;

/// <summary>TKG3008: a token is written to a file as it is.</summary>
internal static class TokenInPlainFile
{
    public static readonly RuleDefinition Definition = new(
        RuleIds.TokenInPlainFile,
        title: "A token in a plain file",
        message: "{0} is written to a file as it is; protect it, for example with Data Protection or the key store of the system, or do not keep it",
        description: "Whoever reads the file, its backup or its copy on another disk can use the token until it expires.",
        severity: RuleSeverity.Warning,
        standards: "RFC 6819 section 5.3.3; ASVS 5.0 14.2.4; CWE-312; CWE-538",
        fix: FixKind.Guided,
        atRunTime: "a file is written without asking anybody");
}
