namespace TokenGuard.Rules.Transport;

/// <summary>TKG4002: the certificate of a server is not validated that gets tokens, or gives the keys that verify them.</summary>
internal static class CertificateValidationDisabled
{
    public static readonly RuleDefinition Definition = new(
        RuleIds.CertificateValidationDisabled,
        title: "The certificate of a server that tokens depend on is not validated",
        message: "'{0}' accepts every certificate, although {1}; remove it, so that certificates are validated",
        description: "Without the validation of its certificate anyone on the way can be the server: read the tokens that are sent to it, or hand out keys with which every token is valid.",
        severity: RuleSeverity.Warning,
        standards: "RFC 6750 section 5.3; OAuth 2.1 section 7.1.3.2; RFC 6819 section 5.1.2; ASVS 5.0 12.3.2; CWE-295",
        fix: FixKind.Guided,
        runtime: RuntimeKind.Block,
        atRunTime: "the backchannels of schemes at the start, and clients of `IHttpClientFactory` whose address is that of an authorization server; a callback is asked about a server without a certificate");
}
