namespace TokenGuard.Rules.Issuing;

/// <summary>TKG1012: an e-mail address, telephone number, birth date or the like in the claims of an access token.</summary>
internal static class PersonalClaim
{
    public static readonly RuleDefinition Definition = new(
        RuleIds.PersonalClaim,
        title: "An access token carries personal data",
        message: "Claim '{0}' puts {1} into an access token, which every service and proxy on its way can read; leave it out",
        description: "An access token is for APIs, and its claims are encoded, not encrypted: personal data in it spreads to logs and to services that do not need it. Who the user is belongs into the ID token or the userinfo endpoint.",
        severity: RuleSeverity.OptIn,
        standards: "RFC 9068 section 6, RFC 7519 section 12, CWE-359",
        fix: FixKind.Guided,
        runtime: RuntimeKind.OptIn,
        atRunTime: "tokens that `ITokenIssuer` and the guarded handlers issue and that say that they are access tokens");
}
