namespace TokenGuard.Rules.Leakage;

/// <summary>TKG5007: the tokens of a sign-in are kept in the cookie.</summary>
internal static class SaveTokensInCookie
{
    public static readonly RuleDefinition Definition = new(
        RuleIds.SaveTokensInCookie,
        title: "The tokens of a sign-in are kept in its cookie",
        message: "'SaveTokens' is true and no 'SessionStore' is set, so that the cookie holds the tokens; keep them on the server",
        description: "The cookie is encrypted, but it grows, goes along with every request, and whoever copies it has the tokens too, with no way to take them back.",
        severity: RuleSeverity.OptIn,
        standards: "OAuth 2.0 for Browser-Based Applications section 6.1.2.3; ASVS 5.0 7.4.1 and 10.1.1; CWE-613",
        fix: FixKind.None,
        noFixReason: "Where the sessions are kept instead is for the project to decide.",
        runtime: RuntimeKind.OptIn,
        atRunTime: "the options of every remote scheme at the start");
}
