namespace TokenGuard.Rules.Validation;

/// <summary>TKG2004: a token is accepted whoever issued it.</summary>
internal static class IssuerNotValidated
{
    public static readonly RuleDefinition Definition = new(
        RuleIds.IssuerNotValidated,
        title: "The issuer of a token is not validated",
        message: "{0}, so tokens of every issuer that shares a signing key are accepted; {1}",
        description: "Issuers that share keys, such as the tenants of one identity provider or the environments of one company, can sign in each other's users.",
        severity: RuleSeverity.Warning,
        standards: "RFC 8725 section 3.8; RFC 9068 section 4; OAuth 2.1 section 5.2; CWE-346",
        fix: FixKind.Guided,
        runtime: RuntimeKind.Block,
        atRunTime: "the options of every JwtBearer and OpenID Connect scheme at the start; a delegate is asked about a token of somebody else");
}
