namespace TokenGuard.Rules.Leakage;

/// <summary>TKG5004: a token is part of a trace, metric or other telemetry.</summary>
internal static class TokenInTelemetry
{
    public static readonly RuleDefinition Definition = new(
        RuleIds.TokenInTelemetry,
        title: "A token is part of telemetry",
        message: "{0} is sent with {1}; leave it out, or send a hash or the 'jti' claim",
        description: "Traces, metrics and error reports go to other systems, often of other companies, where many may read them; baggage even goes along to every service that is called. Whoever finds a token there can use it until it expires.",
        severity: RuleSeverity.Warning,
        standards: "RFC 6819 section 4.6.7; ASVS 5.0 16.2.5; CWE-201, CWE-532",
        fix: FixKind.BulkSafe,
        runtime: RuntimeKind.Block,
        atRunTime: "JWTs and refresh tokens of TokenGuard in tags, baggage, name and status of every `Activity` that ends; metrics and events that an activity already has cannot be changed");
}
