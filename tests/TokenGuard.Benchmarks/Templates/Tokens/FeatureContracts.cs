using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Microsoft.IdentityModel.Tokens;

namespace Shop.Feature;

public sealed record FeatureLogin([property: Required, EmailAddress] string Email, [property: Required] string Password, bool StaySignedIn);

public sealed record FeatureGrant(string UserId, string AccessToken, string RefreshToken, DateTimeOffset ExpiresAt);

public sealed record FeatureAnswer(string AccessToken, int ExpiresIn, string TokenType = "Bearer");

public sealed record FeatureItem(string Id, string Name, int Quantity, decimal Price, DateTimeOffset ChangedAt)
{
    public decimal Total => Quantity * Price;
}

public sealed record FeaturePage(IReadOnlyList<FeatureItem> Items, string? NextPageToken);

public sealed class FeatureUser
{
    public required string Id { get; init; }

    public required string Email { get; set; }

    public string? DisplayName { get; set; }

    public string PasswordHash { get; set; } = "";

    public string? Iban { get; set; }

    public string? RefreshTokenHash { get; set; }

    public DateTimeOffset? RefreshTokenExpiresAt { get; set; }

    public List<string> Roles { get; } = [];
}

public sealed class FeatureSettings
{
    [Required]
    public string Issuer { get; set; } = "";

    [Required]
    public string Audience { get; set; } = "";

    [Required]
    public string Authority { get; set; } = "";

    public string ClientId { get; set; } = "feature-web";

    public string? ClientSecret { get; set; }

    public string SigningKey { get; set; } = "";

    public int AccessTokenMinutes { get; set; } = 15;

    public int RefreshTokenDays { get; set; } = 14;

    public SymmetricSecurityKey SecurityKey => new(Convert.FromBase64String(SigningKey));

    public SigningCredentials Credentials => new(SecurityKey, SecurityAlgorithms.HmacSha256);
}

/// <summary>What a token endpoint answers (RFC 6749, section 5.1).</summary>
public sealed class FeatureTokenResponse
{
    [JsonPropertyName("access_token")]
    public string? AccessToken { get; set; }

    [JsonPropertyName("refresh_token")]
    public string? RefreshToken { get; set; }

    [JsonPropertyName("id_token")]
    public string? IdToken { get; set; }

    [JsonPropertyName("expires_in")]
    public int ExpiresIn { get; set; }

    [JsonPropertyName("token_type")]
    public string? TokenType { get; set; }

    [JsonPropertyName("error")]
    public string? Error { get; set; }
}
