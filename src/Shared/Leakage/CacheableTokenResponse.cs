namespace TokenGuard.Rules.Leakage;

/// <summary>TKG5006: a response with a token may be kept by caches.</summary>
internal static class CacheableTokenResponse
{
    public static readonly RuleDefinition Definition = new(
        RuleIds.CacheableTokenResponse,
        title: "A response with a token may be kept by caches",
        message: "{0} is in a response that '{1}' lets caches keep; leave the caching out",
        description: "What a cache keeps it gives to whoever asks next: another user gets the token of the first. Responses with tokens must say 'Cache-Control: no-store'.",
        severity: RuleSeverity.Warning,
        standards: "RFC 6749 section 5.1; RFC 6750 section 5.3; ASVS 5.0 14.3.2; CWE-524, CWE-525",
        fix: FixKind.BulkSafe,
        runtime: RuntimeKind.Block,
        atRunTime: "responses that set a token cookie, which get `Cache-Control: no-store`");
}
