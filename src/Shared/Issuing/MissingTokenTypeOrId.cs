namespace TokenGuard.Rules.Issuing;

/// <summary>TKG1007: an access token is issued without the type <c>at+jwt</c> or without <c>jti</c>.</summary>
internal static class MissingTokenTypeOrId
{
    public static readonly RuleDefinition Definition = new(
        RuleIds.MissingTokenTypeOrId,
        title: "An access token has no type or no ID",
        message: "The access token made with '{0}' has {1}; set {2}",
        description: "By the type 'at+jwt' an API tells an access token from an ID token or any other JWT of the same issuer; by its 'jti' a single token can be revoked and found again in a log.",
        severity: RuleSeverity.OptIn,
        standards: "RFC 9068 sections 2.1 and 2.2, RFC 8725 sections 3.11 and 3.12, ASVS 9.2.2, CWE-287",
        fix: FixKind.Guided,
        runtime: RuntimeKind.OptIn,
        atRunTime: "tokens that `ITokenIssuer` and the guarded handlers issue; `ITokenIssuer` fills in both");
}
