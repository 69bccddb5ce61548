using System.IdentityModel.Tokens.Jwt;
using System.Runtime.CompilerServices;
using System.Security.Claims;
using Microsoft.IdentityModel.Tokens;
using TokenGuard.AspNetCore.Checkpoints;
using TokenGuard.AspNetCore.Issuing;
using TokenGuard.Rules.Facts;

namespace TokenGuard.AspNetCore;

/// <summary>A <see cref="JwtSecurityTokenHandler"/> whose tokens keep the rules, for code that still uses it. Taken from the services of the application.</summary>
public sealed class GuardedJwtSecurityTokenHandler : JwtSecurityTokenHandler
{
    /// <summary>Tokens whose descriptor was looked at when they were made, and what they said then.</summary>
    private readonly ConditionalWeakTable<SecurityToken, string> made = [];

    private readonly IssuingCheckpoint checkpoint;

    internal GuardedJwtSecurityTokenHandler(IssuingCheckpoint checkpoint) => this.checkpoint = checkpoint;

    /// <inheritdoc/>
    public override string WriteToken(SecurityToken token)
    {
        // One that was only read is not issued here; without credentials it is written without a signature that anybody accepts.
        if (token is JwtSecurityToken jwt && !IsAsMade(jwt) && (jwt.SigningCredentials is not null || jwt.InnerToken is not null || Algorithms.IsNone(jwt.Header.Alg)))
        {
            checkpoint.Check(jwt, nameof(WriteToken));
        }

        return base.WriteToken(token);
    }

    /// <inheritdoc/>
    public override SecurityToken CreateToken(SecurityTokenDescriptor tokenDescriptor) => CreateJwtSecurityToken(tokenDescriptor);

    /// <inheritdoc/>
    public override JwtSecurityToken CreateJwtSecurityToken(SecurityTokenDescriptor tokenDescriptor)
    {
        ArgumentNullException.ThrowIfNull(tokenDescriptor);
        using var before = new DescriptorState(tokenDescriptor);
        checkpoint.Check(tokenDescriptor, nameof(CreateToken), SetDefaultTimesOnTokenCreation ? TokenLifetimeInMinutes : null);
        var token = base.CreateJwtSecurityToken(tokenDescriptor);
        made.AddOrUpdate(token, PayloadOf(token));
        return token;
    }

    /// <inheritdoc/>
    public override string CreateEncodedJwt(SecurityTokenDescriptor tokenDescriptor) => CreateJwtSecurityToken(tokenDescriptor).RawData;

    /// <inheritdoc/>
    public override string CreateEncodedJwt(string issuer, string audience, ClaimsIdentity subject, DateTime? notBefore, DateTime? expires, DateTime? issuedAt, SigningCredentials signingCredentials) =>
        WriteToken(CreateJwtSecurityToken(issuer, audience, subject, notBefore, expires, issuedAt, signingCredentials));

    /// <inheritdoc/>
    public override string CreateEncodedJwt(string issuer, string audience, ClaimsIdentity subject, DateTime? notBefore, DateTime? expires, DateTime? issuedAt, SigningCredentials signingCredentials, EncryptingCredentials encryptingCredentials) =>
        WriteToken(CreateJwtSecurityToken(issuer, audience, subject, notBefore, expires, issuedAt, signingCredentials, encryptingCredentials));

    /// <inheritdoc/>
    public override string CreateEncodedJwt(string issuer, string audience, ClaimsIdentity subject, DateTime? notBefore, DateTime? expires, DateTime? issuedAt, SigningCredentials signingCredentials, EncryptingCredentials encryptingCredentials, IDictionary<string, object> claimCollection) =>
        WriteToken(CreateJwtSecurityToken(issuer, audience, subject, notBefore, expires, issuedAt, signingCredentials, encryptingCredentials, claimCollection));

    private bool IsAsMade(JwtSecurityToken token) => made.TryGetValue(token, out var payload) && payload == PayloadOf(token);

    private static string PayloadOf(JwtSecurityToken token) => (token.InnerToken ?? token).EncodedPayload;
}
