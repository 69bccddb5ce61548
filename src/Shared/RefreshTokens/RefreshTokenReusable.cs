namespace TokenGuard.Rules.RefreshTokens;

/// <summary>TKG6004: refresh tokens of clients that cannot prove who they are can be used again.</summary>
internal static class RefreshTokenReusable
{
    public static readonly RuleDefinition Definition = new(
        RuleIds.RefreshTokenReusable,
        title: "Refresh tokens can be used again",
        message: "{0}, so that a stolen refresh token works beside the real one; {1}",
        description: "A refresh token of a browser or phone works for whoever has it. Where each works once, a second use tells that it was stolen, and ends the session of both.",
        severity: RuleSeverity.Warning,
        standards: "RFC 9700 section 2.2.2; RFC 9700 section 4.14.2; RFC 6819 section 5.2.2.3; ASVS 5.0 10.4.5; CWE-294; CWE-613",
        fix: FixKind.Guided,
        atRunTime: "the options of the servers that issue refresh tokens are their own");
}
