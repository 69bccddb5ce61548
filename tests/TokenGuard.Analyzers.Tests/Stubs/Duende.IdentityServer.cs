#nullable enable
namespace Duende.IdentityServer.Models
{
    using System.Security.Claims;

    public enum AccessTokenType { Jwt, Reference }

    public enum TokenUsage { ReUse, OneTimeOnly }

    public enum TokenExpiration { Sliding, Absolute }

    public static class GrantTypes
    {
        public static ICollection<string> Implicit => [];
        public static ICollection<string> ImplicitAndClientCredentials => [];
        public static ICollection<string> Code => [];
        public static ICollection<string> Hybrid => [];
        public static ICollection<string> HybridAndClientCredentials => [];
        public static ICollection<string> ResourceOwnerPassword => [];
        public static ICollection<string> ResourceOwnerPasswordAndClientCredentials => [];
        public static ICollection<string> ClientCredentials => [];
        public static ICollection<string> DeviceFlow => [];
    }

    public class Client
    {
        public string ClientId { get; set; } = "";
        public ICollection<string> AllowedGrantTypes { get; set; } = [];
        public int IdentityTokenLifetime { get; set; } = 300;
        public int AccessTokenLifetime { get; set; } = 3600;
        public int AbsoluteRefreshTokenLifetime { get; set; } = 2592000;
        public int SlidingRefreshTokenLifetime { get; set; } = 1296000;
        public TokenUsage RefreshTokenUsage { get; set; } = TokenUsage.ReUse;
        public TokenExpiration RefreshTokenExpiration { get; set; } = TokenExpiration.Absolute;
        public bool AllowOfflineAccess { get; set; }
        public bool RequireClientSecret { get; set; } = true;
        public bool RequireDPoP { get; set; }
        public AccessTokenType AccessTokenType { get; set; }
        public ICollection<Secret> ClientSecrets { get; set; } = [];
        public bool RequirePkce { get; set; } = true;
        public bool AllowPlainTextPkce { get; set; }
        public bool AllowAccessTokensViaBrowser { get; set; }
    }

    public class Secret(string value, DateTime? expiration = null)
    {
        public string Value { get; set; } = value;
        public DateTime? Expiration { get; set; } = expiration;
    }

    public static class HashExtensions
    {
        public static string Sha256(this string input) => input;
        public static string Sha512(this string input) => input;
    }

    public class ProfileDataRequestContext
    {
        public List<Claim> IssuedClaims { get; set; } = [];
    }
}
