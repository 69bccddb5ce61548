namespace TokenGuard.Rules.Storage;

/// <summary>TKG3011: the token of one user is set on an HTTP client that serves all.</summary>
internal static class TokenOnSharedClient
{
    public static readonly RuleDefinition Definition = new(
        RuleIds.TokenOnSharedClient,
        title: "The token of one user on an HTTP client that serves all",
        message: "{0} becomes a default header of a client that all requests share, so that one user may act as another; set it on the request",
        description: "The default headers of an HttpClient go along with every request that it sends. When it is shared, requests of other users are sent with this user's token.",
        severity: RuleSeverity.Warning,
        standards: "RFC 6750 section 5.2; RFC 9700 section 4.10; ASVS 5.0 10.1.1; CWE-488; CWE-362",
        fix: FixKind.Guided,
        atRunTime: "whose token a default header holds nobody can tell");
}
