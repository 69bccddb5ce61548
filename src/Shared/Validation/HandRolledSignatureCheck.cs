namespace TokenGuard.Rules.Validation;

/// <summary>TKG2011: the signature of a token is computed and compared by hand.</summary>
internal static class HandRolledSignatureCheck
{
    public static readonly RuleDefinition Definition = new(
        RuleIds.HandRolledSignatureCheck,
        title: "The signature of a token is checked by hand",
        message: "'{0}' compares the signature of a token by hand, and its time tells how much of it was right; let a token handler validate the token, or compare with 'CryptographicOperations.FixedTimeEquals'",
        description: "A handler checks algorithm, key, issuer, audience and lifetime as well. A comparison that ends at the first difference lets a signature be guessed piece by piece.",
        severity: RuleSeverity.Info,
        standards: "RFC 8725 section 3.3; ASVS 5.0 11.2.4; CWE-208; CWE-347",
        fix: FixKind.Guided,
        atRunTime: "a comparison leaves no trace");
}
