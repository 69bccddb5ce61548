namespace TokenGuard.Rules.Issuing;

/// <summary>TKG1003: an access token that lives longer than the limit.</summary>
internal static class LongAccessTokenLifetime
{
    public static readonly RuleDefinition Definition = new(
        RuleIds.LongAccessTokenLifetime,
        title: "An access token lives too long",
        message: "'{0}' lets an access token live longer than {1}; let it expire after {2} and renew it with a refresh token",
        description: "An access token that was stolen works until it expires, and a JWT cannot be called back. A short lifetime bounds the damage; a refresh token, which can be revoked, keeps the user signed in.",
        severity: RuleSeverity.Warning,
        standards: "RFC 6750 section 5.3, RFC 6819 section 5.1.5.3, RFC 9700 section 2.2.1, OAuth 2.1 section 7.1.3.5, ASVS 7.3.2, CWE-613",
        fix: FixKind.Guided,
        runtime: RuntimeKind.Block,
        atRunTime: "tokens that `ITokenIssuer` and the guarded handlers issue, whose life is shortened; `BearerTokenOptions` at the start; tokens of other issuers are reported");
}
