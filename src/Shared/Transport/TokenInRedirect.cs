namespace TokenGuard.Rules.Transport;

/// <summary>TKG4004: a redirect carries a token.</summary>
internal static class TokenInRedirect
{
    public static readonly RuleDefinition Definition = new(
        RuleIds.TokenInRedirect,
        title: "A redirect carries a token",
        message: "{0} is part of a redirect, which the browser keeps in its history and shows to the page; answer with a code that is exchanged for the token, or set a cookie",
        description: "What is in the address of a page stays in the history of the browser, is read by every script of the page and goes along in Referer headers. That is why the implicit flow is no longer used.",
        severity: RuleSeverity.Warning,
        standards: "RFC 9700 sections 2.1.2 and 4.3.2; OAuth 2.1 section 10.1; OAuth 2.0 for Browser-Based Applications section 7.2.3.2; CWE-598",
        fix: FixKind.None,
        noFixReason: "How the page that is redirected to gets its token is up to both ends: a code, a cookie or a backend.",
        runtime: RuntimeKind.Block,
        atRunTime: "every `Location` header, except for the parameters of OpenID Connect; reported are ID tokens, what only looks like a token, and the answers of an authorization endpoint to whoever asked for a token by the implicit flow (`response_type`)");
}
