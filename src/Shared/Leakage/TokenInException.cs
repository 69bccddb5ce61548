namespace TokenGuard.Rules.Leakage;

/// <summary>TKG5002: a token is part of an exception.</summary>
internal static class TokenInException
{
    public static readonly RuleDefinition Definition = new(
        RuleIds.TokenInException,
        title: "A token is part of an exception",
        message: "{0} becomes part of an exception; leave it out, exceptions are logged and shown",
        description: "The message and data of an exception end in logs, in error trackers and in what an API answers. Whoever reads them there can use the token until it expires.",
        severity: RuleSeverity.Warning,
        standards: "RFC 6819 section 4.6.7; ASVS 5.0 16.2.5 and 16.5.1; CWE-209, CWE-532",
        fix: FixKind.Guided,
        runtime: RuntimeKind.Block,
        atRunTime: "exceptions that are given to `ILogger` or, from .NET 9 on, to `Activity.AddException`; all others are made and shown without asking anybody");
}
