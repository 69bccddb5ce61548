namespace TokenGuard.Rules.Configuration;

/// <summary>TKG7002: a client secret, or a key that signs tokens, is kept with the code.</summary>
internal static class SecretInAppSettings
{
    public static readonly RuleDefinition Definition = new(
        RuleIds.SecretInAppSettings,
        title: "A secret is written in settings that are kept with the code",
        message: "'{0}' is a secret in a file that is kept with the code; keep it in user secrets, an environment variable or a vault",
        description: "Whoever reads the repository, a build or an image of it can sign tokens, or act as the client, and the history keeps the secret.",
        severity: RuleSeverity.Warning,
        standards: "OWASP ASVS 5.0 13.3.1; CWE-798; CWE-260",
        fix: FixKind.None,
        noFixReason: "The secret has to be replaced where it is used, and only the author knows the vault.",
        runtime: RuntimeKind.Report,
        atRunTime: "the settings files at the start, except in development");
}
