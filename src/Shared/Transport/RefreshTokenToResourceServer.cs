namespace TokenGuard.Rules.Transport;

/// <summary>TKG4005: a refresh token is sent to somebody other than the authorization server.</summary>
internal static class RefreshTokenToResourceServer
{
    public static readonly RuleDefinition Definition = new(
        RuleIds.RefreshTokenToResourceServer,
        title: "A refresh token is sent to a resource server",
        message: "{0} is sent to a resource server; send an access token, only the authorization server may see refresh tokens",
        description: "A refresh token gives new access tokens for as long as it lives. Whoever sees one, in a log, a proxy or an API that was broken into, can act as the user until it is revoked; an access token ends by itself.",
        severity: RuleSeverity.Warning,
        standards: "RFC 6749 sections 1.5 and 10.4; RFC 9700 sections 2.2.2 and 4.14; ASVS 5.0 10.1.1; CWE-201, CWE-522",
        fix: FixKind.Guided,
        runtime: RuntimeKind.Block,
        atRunTime: "requests of every client of `IHttpClientFactory` to hosts other than the authorization servers that are known; with none known, and in requests that come in, it is reported");
}
