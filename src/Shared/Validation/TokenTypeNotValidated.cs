namespace TokenGuard.Rules.Validation;

/// <summary>TKG2008: a token of any type is accepted.</summary>
internal static class TokenTypeNotValidated
{
    public static readonly RuleDefinition Definition = new(
        RuleIds.TokenTypeNotValidated,
        title: "The type of tokens is not validated",
        message: "{0} accepts tokens of every type, also ID tokens and others that the same key signs; set 'ValidTypes'",
        description: "One issuer signs access tokens, ID tokens, logout tokens and more with one key. The type in the header (at+jwt for access tokens) keeps one from being taken for another.",
        severity: RuleSeverity.OptIn,
        standards: "RFC 8725 sections 3.11 and 3.12; RFC 9068 section 4; ASVS 5.0 9.2.2; CWE-287",
        fix: FixKind.Guided,
        runtime: RuntimeKind.OptIn,
        atRunTime: "tokens that come in with a type that is none of access tokens, where `ValidTypes` is not set");
}
