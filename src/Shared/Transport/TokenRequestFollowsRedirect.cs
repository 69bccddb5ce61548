namespace TokenGuard.Rules.Transport;

/// <summary>TKG4007: a request for a token follows redirects.</summary>
internal static class TokenRequestFollowsRedirect
{
    public static readonly RuleDefinition Definition = new(
        RuleIds.TokenRequestFollowsRedirect,
        title: "A request for a token follows redirects",
        message: "This request carries credentials and its client follows redirects: 307 and 308 send them to another host too; set 'AllowAutoRedirect' to false",
        description: "An answer 307 or 308 makes the client send the same body again, to whatever host the answer names: the client secret, the refresh token or the code go there.",
        severity: RuleSeverity.OptIn,
        standards: "RFC 9700 section 4.12; OAuth 2.1 section 7.5.3; CWE-601, CWE-200",
        fix: FixKind.Guided,
        runtime: RuntimeKind.Block,
        atRunTime: "clients of `IHttpClientFactory` whose address is that of an authorization server: their redirects are switched off");
}
