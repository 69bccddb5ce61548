namespace TokenGuard.Rules.Issuing;

/// <summary>TKG1006: a JWT is issued without <c>aud</c> or without <c>iss</c>.</summary>
internal static class MissingAudienceOrIssuer
{
    public static readonly RuleDefinition Definition = new(
        RuleIds.MissingAudienceOrIssuer,
        title: "A token does not say who issued it or for whom",
        message: "The token made with '{0}' has no {1}; {2}",
        description: "A token without 'aud' is good for every service that knows the key, so that one of them can use it at the others; one without 'iss' cannot be told from those of another issuer.",
        severity: RuleSeverity.Info,
        standards: "RFC 8725 sections 3.8 and 3.9, RFC 9068 section 2.2, RFC 9700 section 2.3, RFC 6819 section 5.1.5.5, ASVS 9.2.4, CWE-346, CWE-287",
        fix: FixKind.Guided,
        runtime: RuntimeKind.Report,
        atRunTime: "tokens that `ITokenIssuer` and the guarded handlers issue");
}
