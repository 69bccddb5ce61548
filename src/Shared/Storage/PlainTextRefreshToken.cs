namespace TokenGuard.Rules.Storage;

/// <summary>TKG3009: a refresh token is stored in the database as it is.</summary>
internal static class PlainTextRefreshToken
{
    public static readonly RuleDefinition Definition = new(
        RuleIds.PlainTextRefreshToken,
        title: "A refresh token in the database as it is",
        message: "{0} is stored in '{1}' as it is; store its hash, or protect it where it has to be sent again",
        description: "Whoever reads the table, a backup or a replica of it can go on with the session of every user. A server only has to recognise the token: its hash is enough.",
        severity: RuleSeverity.Warning,
        standards: "RFC 6819 section 5.1.4.1.3; RFC 6749 section 10.4; ASVS 5.0 14.2.4; CWE-256; CWE-312; CWE-522",
        fix: FixKind.Guided,
        atRunTime: "in a database a refresh token looks like any other text");
}
