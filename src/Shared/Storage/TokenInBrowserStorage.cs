namespace TokenGuard.Rules.Storage;

/// <summary>TKG3006: a token is put into the storage of the browser.</summary>
internal static class TokenInBrowserStorage
{
    public static readonly RuleDefinition Definition = new(
        RuleIds.TokenInBrowserStorage,
        title: "A token in the storage of the browser",
        message: "{0} is put into the storage of the browser, where every script of the page can read it; keep it on the server or in memory",
        description: "localStorage and sessionStorage are open to every script of the origin: one injected script takes the token along, and localStorage keeps it on disk until somebody removes it.",
        severity: RuleSeverity.Warning,
        standards: "OAuth 2.0 for Browser-Based Apps sections 8.5 and 8.6; ASVS 5.0 10.1.1, 14.3.3; CWE-922",
        fix: FixKind.Guided,
        atRunTime: "it happens in the browser");
}
