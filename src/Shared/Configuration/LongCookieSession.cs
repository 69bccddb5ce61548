namespace TokenGuard.Rules.Configuration;

/// <summary>TKG7008: a cookie keeps a user signed in for a long time.</summary>
internal static class LongCookieSession
{
    public static readonly RuleDefinition Definition = new(
        RuleIds.LongCookieSession,
        title: "A cookie keeps a user signed in for a long time",
        message: "'{0}' keeps a user signed in for more than {1}; set it to {1} or less",
        description: "Whoever gets hold of a cookie, or of a browser that somebody left, is the user until the session ends.",
        severity: RuleSeverity.Info,
        standards: "ASVS 7.3.1, ASVS 7.3.2, CWE-613",
        fix: FixKind.Guided,
        runtime: RuntimeKind.Report,
        atRunTime: "the options of cookie authentication at the start");
}
