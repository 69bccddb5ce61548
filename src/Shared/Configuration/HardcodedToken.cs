namespace TokenGuard.Rules.Configuration;

/// <summary>TKG7013: a token is written in the source code.</summary>
internal static class HardcodedToken
{
    public static readonly RuleDefinition Definition = new(
        RuleIds.HardcodedToken,
        title: "A token is written in the code",
        message: "{0} is written in the code, where everyone who can read it can use the token; revoke it, and fetch one when it is needed",
        description: "Source code is copied, cached and read by more people than a token is meant for, and stays in the history when the line is gone.",
        severity: RuleSeverity.Warning,
        standards: "OWASP ASVS 5.0 13.3.1; CWE-798",
        fix: FixKind.None,
        noFixReason: "The token has to be revoked where it was issued; what fetches another is for the author to say.",
        atRunTime: "nobody can tell where a token was written");
}
