namespace TokenGuard.Rules.Storage;

/// <summary>TKG3013: a static member of a server holds the token of one user.</summary>
internal static class TokenInStaticField
{
    public static readonly RuleDefinition Definition = new(
        RuleIds.TokenInStaticField,
        title: "The token of one user in a static member of a server",
        message: "{0} is kept in static '{1}', which all requests share, so that one user may act as another; keep it in the request or session of its user",
        description: "A static member exists once in a server. While one user's token lies in it, the requests of all others run with it.",
        severity: RuleSeverity.Info,
        standards: "RFC 6750 section 5.2; RFC 9700 section 4.10; ASVS 5.0 10.1.1; CWE-488; CWE-567",
        fix: FixKind.None,
        noFixReason: "Where a user's token belongs, the application decides: the request, the session, or a store by user.",
        atRunTime: "a field is written without asking anybody");
}
