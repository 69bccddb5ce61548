namespace TokenGuard.Rules.Leakage;

/// <summary>TKG5010: a token is written into a page.</summary>
internal static class TokenInPage
{
    public static readonly RuleDefinition Definition = new(
        RuleIds.TokenInPage,
        title: "A token is written into a page",
        message: "{0} is given to {1}; keep it on the server, or in a cookie that script cannot read",
        description: "What stands in a page every script of the page can read, also an injected one; it is kept by caches and by the history of the browser.",
        severity: RuleSeverity.Warning,
        standards: "OAuth 2.0 for Browser-Based Applications section 6.1; ASVS 5.0 10.1.1; CWE-522",
        fix: FixKind.None,
        noFixReason: "What the page needs the token for must be done on the server, or with a cookie.",
        atRunTime: "the bodies of responses are not looked at");
}
