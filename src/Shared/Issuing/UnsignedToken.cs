namespace TokenGuard.Rules.Issuing;

/// <summary>TKG1001: a JWT is issued without a signature.</summary>
internal static class UnsignedToken
{
    public static readonly RuleDefinition Definition = new(
        RuleIds.UnsignedToken,
        title: "A token is issued without a signature",
        message: "The token made with '{0}' is not signed, so anyone can forge one; {1}",
        description: "Without signing credentials, or with the algorithm 'none', a JWT is issued with an empty signature, and no library complains. Whoever accepts it accepts any claims that anyone writes.",
        severity: RuleSeverity.Warning,
        standards: "RFC 7519 section 6; RFC 8725 sections 3.1 and 3.2; ASVS 9.1.1, 9.1.2; CWE-347",
        fix: FixKind.Guided,
        runtime: RuntimeKind.Block,
        atRunTime: "tokens that `ITokenIssuer` and the guarded handlers issue, and unsigned ones that a JwtBearer or OpenID Connect scheme has let pass");
}
