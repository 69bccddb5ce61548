namespace TokenGuard.Rules.Storage;

/// <summary>TKG3005: a token cookie reaches further than it needs to.</summary>
internal static class TokenCookieScope
{
    public static readonly RuleDefinition Definition = new(
        RuleIds.TokenCookieScope,
        title: "A token cookie that reaches further than it needs to",
        message: "{0} carries {1} and {2}; {3}",
        description: "Every host and path that a cookie is sent to can lose its token, and every host that may set it can put its own token there and sign the user in as somebody else.",
        severity: RuleSeverity.OptIn,
        standards: "RFC 6265bis section 4.1.3; OAuth 2.0 for Browser-Based Applications section 6.1.3.2; ASVS 5.0 3.3.1; ASVS 5.0 3.3.3; CWE-565",
        fix: FixKind.Guided,
        runtime: RuntimeKind.OptIn,
        atRunTime: "every `Set-Cookie` header");
}
