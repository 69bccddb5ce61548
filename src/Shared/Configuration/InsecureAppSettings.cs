namespace TokenGuard.Rules.Configuration;

/// <summary>TKG7001: settings switch a check of tokens off.</summary>
internal static class InsecureAppSettings
{
    public static readonly RuleDefinition Definition = new(
        RuleIds.InsecureAppSettings,
        title: "Settings switch a check of tokens off",
        message: "'{0}' {1}; {2}",
        description: "What configuration switches off is as open as what code switches off, and is seen by nobody who reads the code.",
        severity: RuleSeverity.Warning,
        standards: "RFC 8725 sections 3.8 and 3.9; OWASP ASVS 5.0 9.2.3 and 12.2.1; CWE-1188; CWE-287; CWE-319",
        fix: FixKind.None,
        noFixReason: "Editors and dotnet format apply code fixes to C# only.",
        runtime: RuntimeKind.Report,
        atRunTime: "the whole configuration at the start, except in development");
}
