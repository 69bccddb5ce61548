#nullable enable
namespace Duende.IdentityServer.Models
{
    using System.Security.Claims;

    public enum AccessTokenType { Jwt, Reference }

    public static class GrantTypes
    {
        public static ICollection<string> Code => [];
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
        public AccessTokenType AccessTokenType { get; set; }
    }

    public class ProfileDataRequestContext
    {
        public List<Claim> IssuedClaims { get; set; } = [];
    }
}
