#nullable enable
namespace FastEndpoints.Security
{
    using System.Security.Claims;

    public class UserPrivileges
    {
        public List<Claim> Claims { get; } = [];
        public List<string> Roles { get; } = [];
        public string this[string claimType] { set { } }
    }

    public class JwtCreationOptions
    {
        public string SigningKey { get; set; } = "";
        public DateTime? ExpireAt { get; set; }
        public UserPrivileges User { get; } = new();
    }

    public static class JwtBearer
    {
        public static string CreateToken(Action<JwtCreationOptions> options) => "";
    }

    public class RefreshServiceOptions
    {
        public string? TokenSigningKey { internal get; set; }
        public TimeSpan AccessTokenValidity { internal get; set; }
        public TimeSpan RefreshTokenValidity { internal get; set; }
    }

    public static class AuthExtensions
    {
        public static void Add(this List<Claim> list, params (string claimType, string claimValue)[] claims) { }
    }
}
