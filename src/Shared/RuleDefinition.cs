namespace TokenGuard.Rules;

/// <summary>What a rule says of itself; analyzers, fixes, documentation and tests read it here.</summary>
/// <param name="id">Its id, from <see cref="RuleIds"/>.</param>
/// <param name="title">The mistake in a few words, without a full stop.</param>
/// <param name="message">What is wrong, with the name of the thing, and what to do. Never the value of a literal: build logs are public.</param>
/// <param name="description">Why it is a mistake, in one or two sentences.</param>
/// <param name="severity">How it is reported when nothing else is configured.</param>
/// <param name="standards">The standards it rests on, with section.</param>
/// <param name="fix">Whether a code fix exists and how far it may go by itself.</param>
/// <param name="noFixReason">Why there is no fix; given exactly when <paramref name="fix"/> is <see cref="FixKind.None"/>.</param>
/// <param name="runtime">What the running application does about it when nothing else is configured.</param>
/// <param name="atRunTime">Where the running application looks for it; why nowhere, when <paramref name="runtime"/> is <see cref="RuntimeKind.BuildOnly"/>.</param>
internal sealed class RuleDefinition(
    string id,
    string title,
    string message,
    string description,
    RuleSeverity severity,
    string standards,
    FixKind fix,
    string? noFixReason = null,
    RuntimeKind runtime = RuntimeKind.BuildOnly,
    string atRunTime = "")
{
    /// <summary>All rules are about security.</summary>
    public const string Category = "Security";

    public string Id => id;

    public string Title => title;

    public string Message => message;

    public string Description => description;

    public RuleSeverity Severity => severity;

    public string Standards => standards;

    public FixKind Fix => fix;

    public string? NoFixReason => noFixReason;

    public RuntimeKind Runtime => runtime;

    public string AtRunTime => atRunTime;
}

/// <summary>How a rule is reported by default.</summary>
internal enum RuleSeverity
{
    /// <summary>Not reported unless it is enabled; then a warning.</summary>
    OptIn,

    /// <summary>A suggestion.</summary>
    Info,

    /// <summary>A warning: right at least 19 times in 20 on real code.</summary>
    Warning,
}

/// <summary>What the code fix of a rule may do.</summary>
internal enum FixKind
{
    /// <summary>There is none; the definition says why.</summary>
    None,

    /// <summary>Offered one at a time: it changes what clients see, or needs a choice.</summary>
    Guided,

    /// <summary>A correct client notices nothing, so it may be applied everywhere at once.</summary>
    BulkSafe,
}

/// <summary>What the running application does about a rule when nothing else is configured.</summary>
internal enum RuntimeKind
{
    /// <summary>Only its source shows the mistake.</summary>
    BuildOnly,

    /// <summary>Nothing until it is set, as at build time; then it is reported or enforced.</summary>
    OptIn,

    /// <summary>It is reported: others decide it, or it may be right.</summary>
    Report,

    /// <summary>It is repaired where the repair is certain, and refused where it is not.</summary>
    Block,
}
