namespace TokenGuard.Rules.Storage;

/// <summary>TKG3003: a token cookie that other sites can use.</summary>
internal static class TokenCookieCrossSite
{
    public static readonly RuleDefinition Definition = new(
        RuleIds.TokenCookieCrossSite,
        title: "A token cookie that other sites can use",
        message: "{0} carries {1} and goes along with requests that other sites make; set {2}",
        description: "With SameSite=None the browser attaches the cookie to requests that any other site makes, so they run with the user's token (cross-site request forgery).",
        severity: RuleSeverity.Warning,
        standards: "RFC 6265bis section 4.1.2.7; OAuth 2.0 for Browser-Based Apps section 6.1.3.2; ASVS 5.0 3.3.2; CWE-1275",
        fix: FixKind.Guided,
        runtime: RuntimeKind.Report,
        atRunTime: "every `Set-Cookie` header; the cookies of cookie authentication and sessions at the start");
}
