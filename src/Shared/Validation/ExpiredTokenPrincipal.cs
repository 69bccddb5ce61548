namespace TokenGuard.Rules.Validation;

/// <summary>TKG2013: an expired token is read to refresh it, and its algorithm is not checked.</summary>
internal static class ExpiredTokenPrincipal
{
    public static readonly RuleDefinition Definition = new(
        RuleIds.ExpiredTokenPrincipal,
        title: "The algorithm of an expired token that is refreshed is not checked",
        message: "'{0}' reads a token whose lifetime does not count, and accepts every algorithm that the key can be used with; set 'ValidAlgorithms', or compare the algorithm of the token",
        description: "A refresh that accepts an expired access token has only its signature to rely on: the algorithm of that signature is chosen by whoever sends the token, unless it is pinned.",
        severity: RuleSeverity.Info,
        standards: "RFC 8725 sections 3.1 and 3.2, ASVS 9.1.2, ASVS 10.4.5, CWE-347",
        fix: FixKind.Guided,
        atRunTime: "the parameters that a refresh endpoint makes for itself are not options of the application");
}
