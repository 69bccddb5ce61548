namespace TokenGuard.Rules.Storage;

/// <summary>TKG3010: a token is kept as it is in a cache that others read too.</summary>
internal static class TokenInSharedCache
{
    public static readonly RuleDefinition Definition = new(
        RuleIds.TokenInSharedCache,
        title: "A token in a shared cache as it is",
        message: "{0} is put into {1} as it is; {2}",
        description: "A cache server has one password for all applications, or none, and writes its content to disk. Whoever reads it has the tokens of all users who are signed in.",
        severity: RuleSeverity.OptIn,
        standards: "RFC 6819 section 5.1.4.1.3; ASVS 5.0 14.2.4; CWE-312; CWE-524",
        fix: FixKind.Guided,
        atRunTime: "a cache sees bytes");
}
