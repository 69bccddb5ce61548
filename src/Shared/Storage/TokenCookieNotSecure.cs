namespace TokenGuard.Rules.Storage;

/// <summary>TKG3002: a token cookie that is sent in the clear.</summary>
internal static class TokenCookieNotSecure
{
    public static readonly RuleDefinition Definition = new(
        RuleIds.TokenCookieNotSecure,
        title: "A token cookie that is sent in the clear",
        message: "{0} carries {1} but the browser also sends it over plain http; set {2}",
        description: "A cookie that is not Secure goes along with every plain http request to the host, where anyone on the way can read the token.",
        severity: RuleSeverity.Warning,
        standards: "RFC 6265bis section 4.1.2.5; RFC 6750 section 5.3; ASVS 5.0 3.3.1; CWE-614",
        fix: FixKind.BulkSafe,
        runtime: RuntimeKind.Block,
        atRunTime: "every `Set-Cookie` header, to which `Secure` is added, except over plain HTTP within a private network, where it is reported; the cookies of cookie authentication at the start");
}
