using Microsoft.IdentityModel.Tokens;
using TokenGuard.AspNetCore.Checkpoints;
using TokenGuard.AspNetCore.Policy;
using TokenGuard.Rules.Facts;
using ClaimNames = Microsoft.IdentityModel.JsonWebTokens.JwtRegisteredClaimNames;

namespace TokenGuard.AspNetCore.Issuing;

/// <summary>Fills in what RFC 9068 asks of access tokens; the rest is for the handler to judge.</summary>
internal sealed class TokenIssuer(IssuingCheckpoint checkpoint, RuntimePolicy policy, TimeProvider clock) : ITokenIssuer
{
    private readonly GuardedJsonWebTokenHandler handler = new(checkpoint);

    public string Issue(SecurityTokenDescriptor descriptor)
    {
        ArgumentNullException.ThrowIfNull(descriptor);
        using var before = new DescriptorState(descriptor);
        var now = clock.GetUtcNow().UtcDateTime;
        descriptor.TokenType ??= IssuedToken.AccessTokenType;
        descriptor.IssuedAt ??= now;
        descriptor.NotBefore ??= descriptor.IssuedAt;
        descriptor.Expires ??= now + TokenLifetimes.SuggestedFor(policy.Facts);
        if (descriptor.Claims?.ContainsKey(ClaimNames.Jti) != true && descriptor.Subject?.HasClaim(claim => claim.Type == ClaimNames.Jti) != true)
        {
            IssuedTokenGuard.AddId(descriptor);
        }

        return handler.CreateToken(descriptor);
    }
}
