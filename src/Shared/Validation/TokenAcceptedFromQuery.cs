namespace TokenGuard.Rules.Validation;

/// <summary>TKG2014: a token is accepted from the query of any request.</summary>
internal static class TokenAcceptedFromQuery
{
    public static readonly RuleDefinition Definition = new(
        RuleIds.TokenAcceptedFromQuery,
        title: "A token is accepted from the query of any request",
        message: "'{0}' is taken from the query of every request, so tokens end up in logs, histories and Referer headers; {1}",
        description: "URLs are written down everywhere: by servers, proxies, browsers and the pages that are linked to. Browsers need the query for WebSockets and server-sent events only.",
        severity: RuleSeverity.Warning,
        standards: "RFC 6750 sections 2.3 and 5.3; RFC 9700 section 4.3.2; OAuth 2.1 section 5.1; ASVS 5.0 14.2.1; CWE-598",
        fix: FixKind.Guided,
        runtime: RuntimeKind.Report,
        atRunTime: "tokens in the query of requests, except of WebSockets, server-sent events and `QueryTokenPaths`");
}
