namespace TokenGuard.Rules.Leakage;

/// <summary>TKG5003: a library is told to log tokens.</summary>
internal static class SensitiveLoggingEnabled
{
    public static readonly RuleDefinition Definition = new(
        RuleIds.SensitiveLoggingEnabled,
        title: "A library is told to log tokens",
        message: "{0}, so that {1} are logged; leave it out, except in development",
        description: "Libraries hide tokens and personal data in what they log unless they are told not to. Switched on for all environments, it writes them to the logs of production.",
        severity: RuleSeverity.Warning,
        standards: "RFC 6819 section 4.6.7; ASVS 5.0 16.2.5; CWE-532",
        fix: FixKind.BulkSafe,
        runtime: RuntimeKind.Block,
        atRunTime: "the switches of IdentityModel and the options of HTTP logging at the start; clients of `IHttpClientFactory` are reported");
}
