namespace TokenGuard.AspNetCore;

/// <summary>Thrown for what is refused: a start, a token that was to be issued, a request that was to be sent.</summary>
public sealed class TokenGuardException : InvalidOperationException
{
    internal TokenGuardException(string message, IReadOnlyList<TokenGuardViolation> violations)
        : base(message) => Violations = violations;

    internal TokenGuardException(TokenGuardViolation violation)
        : this(violation.ToString(), [violation])
    {
    }

    /// <summary>The rules that were broken; empty when a guard itself failed.</summary>
    public IReadOnlyList<TokenGuardViolation> Violations { get; }
}
