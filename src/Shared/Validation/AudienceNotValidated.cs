namespace TokenGuard.Rules.Validation;

/// <summary>TKG2003: a token is accepted that was issued for another application.</summary>
internal static class AudienceNotValidated
{
    public static readonly RuleDefinition Definition = new(
        RuleIds.AudienceNotValidated,
        title: "The audience of a token is not validated",
        message: "{0}, so tokens that were issued for other applications are accepted; {1}",
        description: "Another application that gets tokens from the same issuer can use its users' tokens here.",
        severity: RuleSeverity.Warning,
        standards: "RFC 8725 section 3.9; RFC 9068 section 4; RFC 9700 section 2.3; ASVS 5.0 9.2.3; CWE-287",
        fix: FixKind.Guided,
        runtime: RuntimeKind.Block,
        atRunTime: "the options of every JwtBearer and OpenID Connect scheme at the start; a delegate is asked about a token for somebody else. Of JwtBearer it is reported where a policy of the application asks for a scope, an audience or a client");
}
