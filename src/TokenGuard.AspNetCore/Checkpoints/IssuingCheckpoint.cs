using System.IdentityModel.Tokens.Jwt;
using Microsoft.IdentityModel.Tokens;
using TokenGuard.AspNetCore.Issuing;
using TokenGuard.AspNetCore.Policy;
using TokenGuard.AspNetCore.Violations;

namespace TokenGuard.AspNetCore.Checkpoints;

/// <summary>Looks at tokens before this application hands them out.</summary>
internal sealed class IssuingCheckpoint(RuntimePolicy policy, ViolationReporter reporter)
{
    /// <summary>Puts right in the descriptor what can be; throws for a token that is refused.</summary>
    /// <param name="descriptor">What the token is made of.</param>
    /// <param name="made">The method that makes it.</param>
    /// <param name="defaultMinutes">How long it lives when the descriptor does not say; null for ever.</param>
    public void Check(SecurityTokenDescriptor descriptor, string made, int? defaultMinutes) =>
        Guarded(() => IssuedTokenGuard.Check(this, IssuedToken.Of(descriptor, made, defaultMinutes), descriptor));

    public void Check(JwtSecurityToken token, string made) => Guarded(() => IssuedTokenGuard.Check(this, IssuedToken.Of(token, made), descriptor: null));

    public void Check(string payload, string token, string made, SigningCredentials? signing, EncryptingCredentials? encrypting) =>
        Guarded(() => IssuedTokenGuard.Check(this, IssuedToken.Of(payload, token, made, signing, encrypting), descriptor: null));

    public RuntimePolicy Policy => policy;

    /// <summary>Reports a finding, and throws where the rule is enforced.</summary>
    public void Refuse(Finding finding)
    {
        if (reporter.Report(finding, TokenGuardCheckpoint.Issuing, TokenGuardAction.Blocked) is { Action: TokenGuardAction.Blocked } violation)
        {
            throw new TokenGuardException(violation);
        }
    }

    /// <summary>Reports a finding that can be put right; without <paramref name="repair"/> it is refused.</summary>
    public void Repair(Finding finding, Action? repair)
    {
        if (repair is null)
        {
            Refuse(finding);
        }
        else if (reporter.Report(finding, TokenGuardCheckpoint.Issuing, TokenGuardAction.Repaired) is { Action: TokenGuardAction.Repaired })
        {
            repair();
        }
    }

    private void Guarded(Action check)
    {
        try
        {
            check();
        }
        catch (Exception exception) when (exception is not TokenGuardException)
        {
            reporter.GuardFailed(TokenGuardCheckpoint.Issuing, exception, "one token was not issued");
            if (policy.Options.Mode != TokenGuardMode.Report)
            {
                throw new TokenGuardException($"TokenGuard has refused to issue a token, because its check has failed with {exception.GetType().Name}.", []);
            }
        }
    }
}
