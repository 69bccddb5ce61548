namespace TokenGuard.Rules.Transport;

/// <summary>TKG4006: a token is sent in a header of its own.</summary>
internal static class TokenInCustomHeader
{
    public static readonly RuleDefinition Definition = new(
        RuleIds.TokenInCustomHeader,
        title: "A token is sent in a header of its own",
        message: "{0} is sent in the header '{1}', which goes along when a redirect leads to another host and is not left out of logs; send it in 'Authorization'",
        description: "HTTP clients drop Authorization when a redirect leads to another host, and logs and proxies leave it out. Of other headers they do not know that they carry a token.",
        severity: RuleSeverity.Info,
        standards: "RFC 6750 section 2.1; ASVS 5.0 14.2.1; CWE-201",
        fix: FixKind.Guided,
        runtime: RuntimeKind.Report,
        atRunTime: "requests of every client of `IHttpClientFactory`");
}
