namespace TokenGuard.Rules.Storage;

/// <summary>TKG3012: a token cookie without SameSite.</summary>
internal static class TokenCookieWithoutSameSite
{
    public static readonly RuleDefinition Definition = new(
        RuleIds.TokenCookieWithoutSameSite,
        title: "A token cookie without SameSite",
        message: "{0} carries {1} but leaves it to the browser which sites may use it; set {2}",
        description: "Browsers that treat the missing attribute as Lax make exceptions for fresh cookies, and some treat it as None. What the application relies on has to be written.",
        severity: RuleSeverity.Info,
        standards: "RFC 6265bis section 4.1.2.7; OAuth 2.0 for Browser-Based Apps section 6.1.3.2; ASVS 5.0 3.3.2; CWE-1275",
        fix: FixKind.BulkSafe,
        runtime: RuntimeKind.Block,
        atRunTime: "every `Set-Cookie` header, to which `SameSite=Lax` is added");
}
