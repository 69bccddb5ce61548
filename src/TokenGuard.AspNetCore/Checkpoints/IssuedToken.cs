using System.Globalization;
using System.IdentityModel.Tokens.Jwt;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;
using TokenGuard.Rules.Facts;
using ClaimNames = Microsoft.IdentityModel.JsonWebTokens.JwtRegisteredClaimNames;

namespace TokenGuard.AspNetCore.Checkpoints;

/// <summary>What a token that is issued says, however it is made.</summary>
internal sealed class IssuedToken
{
    public const string AccessTokenType = "at+jwt";

    /// <summary>The method that makes it.</summary>
    public required string Made { get; init; }

    public SigningCredentials? Signing { get; init; }

    public string? Algorithm { get; init; }

    public EncryptingCredentials? Encryption { get; init; }

    public DateTime? Expires { get; init; }

    public DateTime Start { get; init; } = DateTime.UtcNow;

    public required bool HasAudience { get; init; }

    public required bool HasIssuer { get; init; }

    public required bool HasId { get; init; }

    public string? Type { get; init; }

    /// <summary>The claims, with their values as text.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Claims { get; init; }

    /// <summary>What it is for, by its type and its claims.</summary>
    public TokenPurpose Purpose =>
        Claims.Select(claim => TokenPurposes.OfClaim(claim.Key, claim.Value)).Append(Type is null ? null : TokenPurposes.OfClaim("typ", Type)).OfType<TokenPurpose>().Append(TokenPurpose.Unknown).Max();

    /// <summary>Whether it says itself that it is for APIs.</summary>
    public bool IsAccessToken => Purpose is TokenPurpose.Access || (Purpose is TokenPurpose.Unknown && Claims.Any(claim => claim.Key is "scope" or "scp"));

    public static IssuedToken Of(SecurityTokenDescriptor descriptor, string made, int? defaultMinutes)
    {
        var claims = (descriptor.Subject?.Claims.Select(claim => KeyValuePair.Create(claim.Type, claim.Value)) ?? [])
            .Concat((descriptor.Claims ?? new Dictionary<string, object>()).SelectMany(Texts))
            .ToList();
        var expires = descriptor.Expires?.ToUniversalTime() ?? TimeOf(claims, ClaimNames.Exp) ?? (defaultMinutes is { } minutes ? DateTime.UtcNow.AddMinutes(minutes) : null);
        return new IssuedToken
        {
            Made = made,
            Signing = descriptor.SigningCredentials,
            Algorithm = descriptor.SigningCredentials?.Algorithm,
            Encryption = descriptor.EncryptingCredentials,
            Expires = expires,
            Start = descriptor.IssuedAt?.ToUniversalTime() ?? descriptor.NotBefore?.ToUniversalTime() ?? DateTime.UtcNow,
            HasAudience = !string.IsNullOrEmpty(descriptor.Audience) || descriptor.Audiences.Count > 0 || Has(claims, ClaimNames.Aud),
            HasIssuer = !string.IsNullOrEmpty(descriptor.Issuer) || Has(claims, ClaimNames.Iss),
            HasId = Has(claims, ClaimNames.Jti),
            Type = descriptor.TokenType ?? (descriptor.AdditionalHeaderClaims is { } headers && headers.TryGetValue("typ", out var type) ? type as string : null),
            Claims = claims,
        };
    }

    public static IssuedToken Of(JwtSecurityToken token, string made)
    {
        var payload = token.InnerToken?.Payload ?? token.Payload;
        var claims = payload.Claims.Select(claim => KeyValuePair.Create(claim.Type, claim.Value)).ToList();
        var signing = token.SigningCredentials ?? token.InnerToken?.SigningCredentials;
        return new IssuedToken
        {
            Made = made,
            Signing = signing,
            Algorithm = signing?.Algorithm,
            Encryption = token.EncryptingCredentials,
            Expires = TimeOf(claims, ClaimNames.Exp),
            Start = TimeOf(claims, ClaimNames.Iat) ?? TimeOf(claims, ClaimNames.Nbf) ?? DateTime.UtcNow,
            HasAudience = payload.Aud.Count > 0,
            HasIssuer = !string.IsNullOrEmpty(payload.Iss),
            HasId = !string.IsNullOrEmpty(payload.Jti),
            Type = token.Header.Typ,
            Claims = claims,
        };
    }

    public static IssuedToken Of(string payload, string token, string made, SigningCredentials? signing, EncryptingCredentials? encrypting)
    {
        using var header = JsonDocument.Parse(Base64UrlEncoder.DecodeBytes(token[..token.IndexOf('.')]));
        using var read = JsonDocument.Parse(payload);
        var claims = read.RootElement.EnumerateObject()
            .SelectMany(claim => (claim.Value.ValueKind == JsonValueKind.Array ? claim.Value.EnumerateArray().AsEnumerable() : [claim.Value]).Select(value => KeyValuePair.Create(claim.Name, value.ToString())))
            .ToList();
        return new IssuedToken
        {
            Made = made,
            Signing = signing,
            Algorithm = signing?.Algorithm,
            Encryption = encrypting,
            Expires = TimeOf(claims, ClaimNames.Exp),
            Start = TimeOf(claims, ClaimNames.Iat) ?? TimeOf(claims, ClaimNames.Nbf) ?? DateTime.UtcNow,
            HasAudience = Has(claims, ClaimNames.Aud),
            HasIssuer = Has(claims, ClaimNames.Iss),
            HasId = Has(claims, ClaimNames.Jti),
            Type = header.RootElement.TryGetProperty("typ", out var type) ? type.ToString() : null,
            Claims = claims,
        };
    }

    private static IEnumerable<KeyValuePair<string, string>> Texts(KeyValuePair<string, object> claim) =>
        claim.Value is not string and System.Collections.IEnumerable items
            ? items.Cast<object?>().Select(item => KeyValuePair.Create(claim.Key, Convert.ToString(item, CultureInfo.InvariantCulture) ?? string.Empty))
            : [KeyValuePair.Create(claim.Key, Convert.ToString(claim.Value, CultureInfo.InvariantCulture) ?? string.Empty)];

    private static bool Has(List<KeyValuePair<string, string>> claims, string name) => claims.Exists(claim => claim.Key == name);

    private static DateTime? TimeOf(List<KeyValuePair<string, string>> claims, string name) =>
        claims.Find(claim => claim.Key == name).Value is { } text && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds < 253402300799
            ? DateTime.UnixEpoch.AddSeconds(seconds)
            : null;
}
