namespace TokenGuard.Rules.Configuration;

/// <summary>TKG7012: settings give tokens a long life.</summary>
internal static class LongLifetimeInAppSettings
{
    public static readonly RuleDefinition Definition = new(
        RuleIds.LongLifetimeInAppSettings,
        title: "Settings give tokens a long life",
        message: "'{0}' lets {1} tokens live {2}, more than {3}; give them a shorter life",
        description: "A stolen token works until it expires, and nobody can take an access token back before that.",
        severity: RuleSeverity.Info,
        standards: "RFC 6750 section 5.3; RFC 6819 section 5.1.5.3; CWE-613",
        fix: FixKind.None,
        noFixReason: "Editors and dotnet format apply code fixes to C# only.",
        runtime: RuntimeKind.Report,
        atRunTime: "the whole configuration at the start, except in development");
}
