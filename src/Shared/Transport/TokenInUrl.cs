namespace TokenGuard.Rules.Transport;

/// <summary>TKG4003: a token is part of the URL of an outgoing request.</summary>
internal static class TokenInUrl
{
    public static readonly RuleDefinition Definition = new(
        RuleIds.TokenInUrl,
        title: "A token is part of the URL of a request",
        message: "{0} is part of the URL of a request, which servers and proxies on the way write to their logs; send it in the {1}",
        description: "URLs are kept: in the logs of servers and proxies, in telemetry, in the history of browsers, in Referer headers. A token in one can be used by whoever reads them.",
        severity: RuleSeverity.Warning,
        standards: "RFC 6750 sections 2.3 and 5.3; RFC 9700 section 4.3.2; OAuth 2.1 section 7.1.3.7; ASVS 5.0 14.2.1; CWE-598",
        fix: FixKind.Guided,
        runtime: RuntimeKind.Block,
        atRunTime: "requests of every client of `IHttpClientFactory`; what only looks like a token is reported");
}
