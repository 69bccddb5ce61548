namespace TokenGuard.Rules.Configuration;

/// <summary>TKG0001: a <c>tokenguard.*</c> option that cannot be read, or is unknown.</summary>
internal static class InvalidPolicy
{
    public static readonly RuleDefinition Definition = new(
        RuleIds.InvalidPolicy,
        title: "A TokenGuard option cannot be used",
        message: "{0}",
        description: "An option with a value that cannot be read is ignored and the default applies, so the project is checked by other limits than its authors believe.",
        severity: RuleSeverity.Warning,
        standards: "CWE-1188 (insecure default)",
        fix: FixKind.None,
        noFixReason: "Only the author knows which value was meant.",
        atRunTime: "options of the runtime that cannot be used keep the application from starting, whatever is set");
}
