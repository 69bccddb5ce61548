namespace TokenGuard.AspNetCore;

/// <summary>What is done about a violation of a rule.</summary>
public enum Enforcement
{
    /// <summary>Nothing: the rule is not looked at. Needs a reason.</summary>
    Off,

    /// <summary>It is logged, counted and told to <see cref="TokenGuardOptions.OnViolation"/>; nothing is changed.</summary>
    Report,

    /// <summary>It is repaired where the repair is certain, and refused where it is not.</summary>
    Block,
}

/// <summary>How strict all rules are that are not set one by one.</summary>
public enum TokenGuardMode
{
    /// <summary>What this application decides itself is enforced; what others decide, and what may be right, is reported. Rules that are off by default at build time are off here too, until they are set.</summary>
    Default,

    /// <summary>What would be enforced is reported and nothing changed, whatever is set: for a trial.</summary>
    Report,

    /// <summary>Everything is enforced, rules that are off by default as well.</summary>
    BlockAll,
}
