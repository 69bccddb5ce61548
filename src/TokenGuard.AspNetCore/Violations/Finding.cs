using System.Globalization;
using TokenGuard.Rules;

namespace TokenGuard.AspNetCore.Violations;

/// <summary>What a guard has found.</summary>
/// <param name="Rule">The rule that is broken.</param>
/// <param name="Arguments">What its message says; names in it have gone through <see cref="SafeText"/>.</param>
internal sealed record Finding(RuleDefinition Rule, params object[] Arguments)
{
    /// <summary>Whether it may be right, or is for others to decide.</summary>
    public bool IsInDoubt { get; init; }

    /// <summary>The token that it is about, for its fingerprint only.</summary>
    public string? Token { get; init; }

    /// <summary>What is said instead of the message of the rule, where the build sees another thing than the application.</summary>
    public string? Text { get; init; }

    public string Message => Text ?? string.Format(CultureInfo.InvariantCulture, Rule.Message, Arguments);
}
