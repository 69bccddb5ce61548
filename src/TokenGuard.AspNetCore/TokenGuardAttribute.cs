namespace TokenGuard.AspNetCore;

/// <summary>
/// Sets what is done about a rule in the requests of one endpoint: about their responses, and about the tokens that come in, are issued, sent or logged
/// for them. What is looked at before the endpoint is known cannot be set: <see cref="TokenGuardOptions.QueryTokenPaths"/> and
/// <see cref="TokenGuardOptions.RefreshTokenPaths"/> name paths.
/// </summary>
/// <remarks><c>[TokenGuard("TKG4004", Enforcement.Off, "the mobile client of 2019 expects the token there")]</c></remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true)]
public sealed class TokenGuardAttribute : Attribute
{
    /// <param name="ruleId">The id of the rule: <c>TKG3001</c>.</param>
    /// <param name="enforcement">What is done about it.</param>
    /// <param name="reason">Why it is another thing than elsewhere.</param>
    public TokenGuardAttribute(string ruleId, Enforcement enforcement, string reason)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(ruleId);
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        RuleId = ruleId;
        Enforcement = enforcement;
        Reason = reason;
    }

    /// <summary>The id of the rule.</summary>
    public string RuleId { get; }

    /// <summary>What is done about it.</summary>
    public Enforcement Enforcement { get; }

    /// <summary>Why.</summary>
    public string Reason { get; }
}
