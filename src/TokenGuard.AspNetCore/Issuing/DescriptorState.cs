using Microsoft.IdentityModel.Tokens;

namespace TokenGuard.AspNetCore.Issuing;

/// <summary>Gives a descriptor back as it was: one that is used again must not have the ID or the expiry of the token before.</summary>
internal readonly struct DescriptorState(SecurityTokenDescriptor descriptor) : IDisposable
{
    private readonly string? tokenType = descriptor.TokenType;
    private readonly DateTime? issuedAt = descriptor.IssuedAt;
    private readonly DateTime? notBefore = descriptor.NotBefore;
    private readonly DateTime? expires = descriptor.Expires;
    private readonly IDictionary<string, object>? claims = descriptor.Claims;

    public void Dispose()
    {
        descriptor.TokenType = tokenType;
        descriptor.IssuedAt = issuedAt;
        descriptor.NotBefore = notBefore;
        descriptor.Expires = expires;
        descriptor.Claims = claims;
    }
}
