namespace TokenGuard.Rules.Leakage;

/// <summary>TKG5001: a token is written to a log.</summary>
internal static class TokenLogged
{
    public static readonly RuleDefinition Definition = new(
        RuleIds.TokenLogged,
        title: "A token is written to a log",
        message: "{0} is written to {1}; leave it out, or log a hash or the 'jti' claim",
        description: "Logs are read by more people than may act as the user, are copied to other systems and are kept for longer than they are needed. Whoever finds a token there can use it until it expires.",
        severity: RuleSeverity.Warning,
        standards: "RFC 6819 section 4.6.7; RFC 6750 section 5.3; ASVS 5.0 16.2.5; CWE-532",
        fix: FixKind.BulkSafe,
        runtime: RuntimeKind.Block,
        atRunTime: "JWTs and refresh tokens of TokenGuard in messages, values and scopes of `ILogger`, before a provider sees them");
}
