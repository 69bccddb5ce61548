using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using TokenGuard.AspNetCore.Checkpoints;
using TokenGuard.AspNetCore.Issuing;

namespace TokenGuard.AspNetCore;

/// <summary>A <see cref="JsonWebTokenHandler"/> whose tokens keep the rules. Taken from the services of the application.</summary>
public sealed class GuardedJsonWebTokenHandler : JsonWebTokenHandler
{
    private const string Made = nameof(CreateToken);

    private readonly IssuingCheckpoint checkpoint;

    internal GuardedJsonWebTokenHandler(IssuingCheckpoint checkpoint) => this.checkpoint = checkpoint;

    /// <inheritdoc/>
    public override string CreateToken(SecurityTokenDescriptor tokenDescriptor)
    {
        ArgumentNullException.ThrowIfNull(tokenDescriptor);
        using var before = new DescriptorState(tokenDescriptor);
        checkpoint.Check(tokenDescriptor, Made, SetDefaultTimesOnTokenCreation ? TokenLifetimeInMinutes : null);
        return base.CreateToken(tokenDescriptor);
    }

    /// <inheritdoc/>
    public override string CreateToken(string payload) => Checked(payload, base.CreateToken(payload), null);

    /// <inheritdoc/>
    public override string CreateToken(string payload, IDictionary<string, object> additionalHeaderClaims) => Checked(payload, base.CreateToken(payload, additionalHeaderClaims), null);

    /// <inheritdoc/>
    public override string CreateToken(string payload, SigningCredentials signingCredentials) => Checked(payload, base.CreateToken(payload, signingCredentials), signingCredentials);

    /// <inheritdoc/>
    public override string CreateToken(string payload, SigningCredentials signingCredentials, IDictionary<string, object> additionalHeaderClaims) =>
        Checked(payload, base.CreateToken(payload, signingCredentials, additionalHeaderClaims), signingCredentials);

    /// <inheritdoc/>
    public override string CreateToken(string payload, EncryptingCredentials encryptingCredentials) => Checked(payload, base.CreateToken(payload, encryptingCredentials), null, encryptingCredentials);

    /// <inheritdoc/>
    public override string CreateToken(string payload, EncryptingCredentials encryptingCredentials, IDictionary<string, object> additionalHeaderClaims) =>
        Checked(payload, base.CreateToken(payload, encryptingCredentials, additionalHeaderClaims), null, encryptingCredentials);

    /// <inheritdoc/>
    public override string CreateToken(string payload, SigningCredentials signingCredentials, EncryptingCredentials encryptingCredentials) =>
        Checked(payload, base.CreateToken(payload, signingCredentials, encryptingCredentials), signingCredentials, encryptingCredentials);

    /// <inheritdoc/>
    public override string CreateToken(string payload, SigningCredentials signingCredentials, EncryptingCredentials encryptingCredentials, IDictionary<string, object> additionalHeaderClaims) =>
        Checked(payload, base.CreateToken(payload, signingCredentials, encryptingCredentials, additionalHeaderClaims), signingCredentials, encryptingCredentials);

    private string Checked(string payload, string token, SigningCredentials? signing, EncryptingCredentials? encrypting = null)
    {
        checkpoint.Check(payload, token, Made, signing, encrypting);
        return token;
    }
}
