namespace TokenGuard.Rules.Transport;

/// <summary>TKG4008: a token is added to requests to any host.</summary>
internal static class TokenToUnboundHost
{
    public static readonly RuleDefinition Definition = new(
        RuleIds.TokenToUnboundHost,
        title: "A token is added to requests to any host",
        message: "{0} is added to every request, whatever host it goes to; look at 'RequestUri' first",
        description: "A handler sees all requests of its client, also those with an absolute URL that somebody else chose. The token is for one API only.",
        severity: RuleSeverity.OptIn,
        standards: "RFC 6750 section 5.2; RFC 9700 section 4.9.1; ASVS 5.0 10.3.1; CWE-918, CWE-200",
        fix: FixKind.None,
        noFixReason: "The hosts that a token is for are known to the application only.",
        runtime: RuntimeKind.Block,
        atRunTime: "requests of every client of `IHttpClientFactory`, where `AllowedHosts` is set");
}
