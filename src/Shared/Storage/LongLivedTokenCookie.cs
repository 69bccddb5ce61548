namespace TokenGuard.Rules.Storage;

/// <summary>TKG3004: a token cookie that lives for too long.</summary>
internal static class LongLivedTokenCookie
{
    public static readonly RuleDefinition Definition = new(
        RuleIds.LongLivedTokenCookie,
        title: "A token cookie that lives for too long",
        message: "{0} carries {1} and stays in the browser for longer than {2}; let it end with the token, for example after {3}",
        description: "The browser keeps the cookie on disk until it expires, also where the user never signs out: whoever uses the device later can use the token.",
        severity: RuleSeverity.Info,
        standards: "ASVS 5.0 7.3.2; CWE-539; CWE-613",
        fix: FixKind.Guided,
        runtime: RuntimeKind.Report,
        atRunTime: "every `Set-Cookie` header");
}
