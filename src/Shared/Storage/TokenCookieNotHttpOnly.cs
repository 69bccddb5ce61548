namespace TokenGuard.Rules.Storage;

/// <summary>TKG3001: a token cookie that script can read.</summary>
internal static class TokenCookieNotHttpOnly
{
    public static readonly RuleDefinition Definition = new(
        RuleIds.TokenCookieNotHttpOnly,
        title: "A token cookie that script can read",
        message: "{0} carries {1} but script can read it; set {2}",
        description: "Script that gets into the page, by cross-site scripting or a hijacked package, reads every cookie that is not HttpOnly and sends the token away.",
        severity: RuleSeverity.Warning,
        standards: "RFC 6265bis section 4.1.2.6; OAuth 2.0 for Browser-Based Apps section 6.1.3.2; ASVS 5.0 3.3.4; CWE-1004",
        fix: FixKind.BulkSafe,
        runtime: RuntimeKind.Block,
        atRunTime: "every `Set-Cookie` header, to which `HttpOnly` is added; the cookies of cookie authentication and sessions at the start");
}
