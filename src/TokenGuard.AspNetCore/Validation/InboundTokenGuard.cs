using System.Globalization;
using System.IdentityModel.Tokens.Jwt;
using System.Security.Claims;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using TokenGuard.AspNetCore.Checkpoints;
using TokenGuard.AspNetCore.Violations;
using TokenGuard.Rules.Facts;
using TokenGuard.Rules.Issuing;
using TokenGuard.Rules.Validation;

namespace TokenGuard.AspNetCore.Validation;

/// <summary>TKG1001 to TKG1004, TKG1010, TKG2008, TKG2010: what a valid token says of itself. What its issuer decides is only reported.</summary>
internal static class InboundTokenGuard
{
    private static readonly string[] HeaderKeys = ["jku", "x5u", "jwk"];

    /// <summary>Types of tokens that are good for calling APIs, as their issuers write them.</summary>
    private static readonly HashSet<string> AccessTypes = new(StringComparer.OrdinalIgnoreCase) { "JWT", "JWS", "at+jwt", "application/at+jwt", "application/jwt", "Bearer" };

    /// <summary>The violation for which a token is refused; null when it is not.</summary>
    /// <param name="checkpoint">Where it came in.</param>
    /// <param name="token">The token.</param>
    /// <param name="parameters">What it was validated by.</param>
    /// <param name="isSignIn">Whether it is an ID token: its signature matters as much, but type, lifetime and claims are those of another kind of token.</param>
    public static TokenGuardViolation? Refuses(InboundTokenCheckpoint checkpoint, SecurityToken token, TokenValidationParameters parameters, bool isSignIn = false)
    {
        if (token is not (JsonWebToken or JwtSecurityToken))
        {
            return null;
        }

        if ((CheckAlgorithm(checkpoint, token) ?? CheckHeaderKeys(checkpoint, token, parameters)) is var refused && (refused is not null || isSignIn))
        {
            return refused;
        }

        var claims = token is JsonWebToken json ? json.Claims : ((JwtSecurityToken)token).Claims;
        return CheckPurpose(checkpoint, token, claims, parameters)
            ?? CheckLifetime(checkpoint, token, claims)
            ?? CheckClaims(checkpoint, claims);
    }

    private static TokenGuardViolation? CheckAlgorithm(InboundTokenCheckpoint checkpoint, SecurityToken token)
    {
        var algorithm = token is JsonWebToken json ? json.Alg : ((JwtSecurityToken)token).SignatureAlgorithm;
        var isEncrypted = token is JsonWebToken { InnerToken: not null } or JwtSecurityToken { InnerToken: not null };
        return !isEncrypted && Algorithms.IsNone(algorithm)
            ? checkpoint.Refused(new Finding(UnsignedToken.Definition) { Text = "A token that is not signed was accepted; leave 'RequireSignedTokens' true and set no 'SignatureValidator'", IsInDoubt = checkpoint.Policy.Facts.TrustedFrontProxy })
            : null;
    }

    // Nobody uses them unless somebody has written a resolver.
    private static TokenGuardViolation? CheckHeaderKeys(InboundTokenCheckpoint checkpoint, SecurityToken token, TokenValidationParameters parameters)
    {
        foreach (var name in HeaderKeys)
        {
            if (token is JsonWebToken json ? json.TryGetHeaderValue<object>(name, out _) : ((JwtSecurityToken)token).Header.ContainsKey(name))
            {
                return checkpoint.Refused(new Finding(SigningKeyFromToken.Definition, $"The header of a token has '{name}'", "let the issuer leave it out, and resolve keys by 'kid' only")
                {
                    IsInDoubt = parameters.IssuerSigningKeyResolver is null && parameters.IssuerSigningKeyResolverUsingConfiguration is null && parameters.SignatureValidator is null,
                });
            }
        }

        return null;
    }

    private static TokenGuardViolation? CheckPurpose(InboundTokenCheckpoint checkpoint, SecurityToken token, IEnumerable<Claim> claims, TokenValidationParameters parameters)
    {
        var type = token is JsonWebToken json ? json.Typ : ((JwtSecurityToken)token).Header.Typ;
        var isRefresh = TokenPurposes.IsRefresh("typ", type) || claims.Any(claim => TokenPurposes.IsRefresh(claim.Type, claim.Value));
        if (isRefresh || claims.Any(claim => TokenPurposes.MayBeRefresh(claim.Type, claim.Value)))
        {
            var finding = new Finding(RefreshTokenIsAccessToken.Definition) { Text = "A refresh token came in place of an access token and is valid as one; send it to its issuer only, and set 'ValidTypes' or another audience", IsInDoubt = !isRefresh };
            if (checkpoint.Refused(finding) is { } refused)
            {
                return refused;
            }
        }

        return !string.IsNullOrEmpty(type) && !AccessTypes.Contains(type) && parameters.ValidTypes is null && parameters.TypeValidator is null
            ? checkpoint.Refused(new Finding(TokenTypeNotValidated.Definition, $"A token of type '{SafeText.Name(type)}' was accepted: the scheme"))
            : null;
    }

    private static TokenGuardViolation? CheckLifetime(InboundTokenCheckpoint checkpoint, SecurityToken token, IEnumerable<Claim> claims)
    {
        var (limit, ends) = (checkpoint.Policy.Facts.MaxAccessTokenLifetime, token.ValidTo);
        if (ends == DateTime.MinValue)
        {
            return checkpoint.Refused(new Finding(TokenWithoutExpiry.Definition) { Text = "A token that never expires was accepted; leave 'RequireExpirationTime' true", IsInDoubt = true });
        }

        // Read from the claims: the properties throw for a text.
        var start = TimeOf(claims, "iat") ?? TimeOf(claims, "nbf") ?? DateTime.UtcNow;
        return TokenLifetimes.IsTooLong(ends - start, checkpoint.Policy.Facts)
            ? checkpoint.Refused(new Finding(LongAccessTokenLifetime.Definition) { Text = $"A token that lives longer than {TokenLifetimes.Describe(limit)} came in; let its issuer shorten it, or set 'MaxAccessTokenLifetime'", IsInDoubt = true })
            : null;
    }

    private static DateTime? TimeOf(IEnumerable<Claim> claims, string name)
    {
        foreach (var claim in claims)
        {
            if (claim.Type == name && long.TryParse(claim.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds < int.MaxValue)
            {
                return DateTime.UnixEpoch.AddSeconds(seconds);
            }
        }

        return null;
    }

    private static TokenGuardViolation? CheckClaims(InboundTokenCheckpoint checkpoint, IEnumerable<Claim> claims)
    {
        foreach (var claim in claims)
        {
            if (checkpoint.IsSensitive(claim.Type) && !bool.TryParse(claim.Value, out _)
                && checkpoint.Refused(new Finding(SensitiveClaim.Definition, SafeText.Name(claim.Type), "sensitive data") { IsInDoubt = true }) is { } refused)
            {
                return refused;
            }
        }

        return null;
    }
}
