namespace TokenGuard.Rules.Transport;

/// <summary>TKG4001: a token is sent without TLS.</summary>
internal static class TokenOverHttp
{
    public static readonly RuleDefinition Definition = new(
        RuleIds.TokenOverHttp,
        title: "A token is sent over plain HTTP",
        message: "{0} sent over plain HTTP, where anyone on the way can read it; use HTTPS",
        description: "Whoever has a bearer token may act with it. Over plain HTTP everybody on the way has it: the network of a café, a proxy, a provider.",
        severity: RuleSeverity.Warning,
        standards: "RFC 6750 section 5.3; RFC 6749 sections 1.6 and 10.3; RFC 9700 section 2.6; ASVS 5.0 12.2.1; CWE-319",
        fix: FixKind.Guided,
        runtime: RuntimeKind.Block,
        atRunTime: "requests of every client of `IHttpClientFactory`, except to loopback; to hosts of a private network they are reported");
}
