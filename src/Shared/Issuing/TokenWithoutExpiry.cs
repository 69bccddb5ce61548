namespace TokenGuard.Rules.Issuing;

/// <summary>TKG1002: a JWT is issued without <c>exp</c>.</summary>
internal static class TokenWithoutExpiry
{
    public static readonly RuleDefinition Definition = new(
        RuleIds.TokenWithoutExpiry,
        title: "A token is issued without an expiry",
        message: "The token made with '{0}' never expires; {1}",
        description: "A JWT without the claim 'exp' is good for as long as its key is: once leaked it cannot be taken back, and validators that do not ask for 'exp' accept it for ever.",
        severity: RuleSeverity.Warning,
        standards: "RFC 6750 section 5.3; RFC 9068 section 2.2; RFC 6819 section 5.1.5.3; ASVS 9.2.1; CWE-613",
        fix: FixKind.Guided,
        runtime: RuntimeKind.Block,
        atRunTime: "tokens that `ITokenIssuer` and the guarded handlers issue, which get an expiry; those of others that a JwtBearer scheme has let pass are reported");
}
