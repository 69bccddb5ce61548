namespace TokenGuard.Rules.Storage;

/// <summary>TKG3007: a token is put into the preferences of an application.</summary>
internal static class TokenInPreferences
{
    public static readonly RuleDefinition Definition = new(
        RuleIds.TokenInPreferences,
        title: "A token in the preferences of an application",
        message: "{0} is put into preferences, which are not encrypted; use the secure storage of the system",
        description: "Preferences, settings and the registry are files in the clear, which backups and other programs of the user read too.",
        severity: RuleSeverity.Warning,
        standards: "RFC 6819 section 5.3.3; RFC 8252 section 8.12; ASVS 5.0 14.2.4; MASVS-STORAGE-1; CWE-312; CWE-922",
        fix: FixKind.Guided,
        atRunTime: "it happens in applications that have no server");
}
