namespace TokenGuard.Rules.RefreshTokens;

/// <summary>TKG6006: refresh tokens that nobody can revoke.</summary>
internal static class RefreshTokenNotRevocable
{
    public static readonly RuleDefinition Definition = new(
        RuleIds.RefreshTokenNotRevocable,
        title: "Refresh tokens that cannot be revoked",
        message: "{0}, so that refresh tokens cannot be revoked; {1}",
        description: "A server that does not remember its refresh tokens accepts each until it expires: after a sign-out, a theft, a changed password, the end of an account.",
        severity: RuleSeverity.Warning,
        standards: "RFC 7009 section 2; RFC 9700 section 4.14.2; ASVS 5.0 7.4.1; ASVS 5.0 10.4.9; CWE-613",
        fix: FixKind.Guided,
        atRunTime: "the options of the servers that issue refresh tokens are their own");
}
