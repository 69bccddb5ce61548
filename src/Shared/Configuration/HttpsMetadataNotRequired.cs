namespace TokenGuard.Rules.Configuration;

/// <summary>TKG7003: the keys that tokens are verified with may be fetched over plain HTTP.</summary>
internal static class HttpsMetadataNotRequired
{
    public static readonly RuleDefinition Definition = new(
        RuleIds.HttpsMetadataNotRequired,
        title: "HTTPS is not required of an authorization server",
        message: "{0}, so that {1} over plain HTTP; {2}",
        description: "Whoever sits on the network can replace keys that are fetched over HTTP, and then sign tokens that the application accepts.",
        severity: RuleSeverity.Warning,
        standards: "RFC 6749 section 3.1.2.1; RFC 8414 section 3; OAuth 2.1 section 1.5; CWE-319",
        fix: FixKind.Guided,
        runtime: RuntimeKind.Block,
        atRunTime: "the options of every JwtBearer and OpenID Connect scheme at the start, except in development; where the address is not one of the internet over HTTP it is reported");
}
