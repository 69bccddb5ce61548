namespace TokenGuard.AspNetCore;

/// <summary>A rule that the running application has broken. Nothing in it is, or holds, a token.</summary>
public sealed class TokenGuardViolation
{
    internal TokenGuardViolation(string ruleId, string title, string message, TokenGuardCheckpoint checkpoint, TokenGuardAction action)
    {
        RuleId = ruleId;
        Title = title;
        Message = message;
        Checkpoint = checkpoint;
        Action = action;
    }

    /// <summary>The id of the rule: <c>TKG3001</c>.</summary>
    public string RuleId { get; }

    /// <summary>The mistake in a few words.</summary>
    public string Title { get; }

    /// <summary>What is wrong, with the name of the thing, and what to do.</summary>
    public string Message { get; }

    /// <summary>Where the rule is explained.</summary>
    public string HelpLink => Rules.HelpLinks.Of(RuleId);

    /// <summary>Where it was noticed.</summary>
    public TokenGuardCheckpoint Checkpoint { get; }

    /// <summary>What was done about it.</summary>
    public TokenGuardAction Action { get; }

    /// <summary>The route of the request, with its parameters as names; null outside of requests and where no route matched.</summary>
    public string? Route { get; internal init; }

    /// <summary>Tells whether two violations are about the same token, as long as this process runs; null where no token was seen. The token cannot be computed from it.</summary>
    public string? Fingerprint { get; internal init; }

    /// <summary>The id, the message and the help link.</summary>
    public override string ToString() => $"{RuleId}: {Message}. See {HelpLink}";
}

/// <summary>Where violations are noticed.</summary>
public enum TokenGuardCheckpoint
{
    /// <summary>The options of the application, before its server answers.</summary>
    Startup,

    /// <summary>A token that this application issues.</summary>
    Issuing,

    /// <summary>A token that came with a request.</summary>
    InboundToken,

    /// <summary>A request.</summary>
    InboundRequest,

    /// <summary>A request that this application sends.</summary>
    OutboundRequest,

    /// <summary>The cookies of a response.</summary>
    SetCookie,

    /// <summary>The other headers of a response.</summary>
    Response,

    /// <summary>What is written to a log.</summary>
    Log,

    /// <summary>What is traced.</summary>
    Telemetry,
}

/// <summary>What was done about a violation.</summary>
public enum TokenGuardAction
{
    /// <summary>Nothing but reporting it.</summary>
    Reported,

    /// <summary>What was wrong was put right.</summary>
    Repaired,

    /// <summary>It was refused.</summary>
    Blocked,
}
