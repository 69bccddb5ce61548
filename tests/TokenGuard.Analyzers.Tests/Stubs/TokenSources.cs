// The shapes of packages that cannot be referenced here, or that need the same names as others: only what TokenSources knows of them.

namespace FastEndpoints.Security
{
    public static class JwtBearer { public static string CreateToken(System.Action<object> options) => ""; }
    public static class JWTBearer { public static string CreateToken(string signingKey) => ""; }
    public class TokenResponse { public string AccessToken { get; set; } = ""; public string RefreshToken { get; set; } = ""; }
}

namespace Microsoft.AspNetCore.Components.WebAssembly.Authentication
{
    public class AccessToken { public string Value { get; set; } = ""; }
}

namespace Duende.IdentityModel.OidcClient
{
    public class LoginResult { public virtual string AccessToken { get; set; } = ""; public virtual string RefreshToken { get; set; } = ""; public virtual string IdentityToken { get; set; } = ""; }
}

namespace IdentityModel.Client
{
    public class TokenResponse { public string AccessToken => ""; public string RefreshToken => ""; public string IdentityToken => ""; }
}

namespace IdentityModel.OidcClient
{
    public class LoginResult { public virtual string AccessToken { get; set; } = ""; public virtual string RefreshToken { get; set; } = ""; public virtual string IdentityToken { get; set; } = ""; }
}

namespace Microsoft.Identity.Client
{
    public class AuthenticationResult { public string AccessToken { get; } = ""; public string IdToken { get; } = ""; }
    public interface ITokenCacheSerializer { byte[] SerializeMsalV3(); }
}

namespace Microsoft.Identity.Web
{
    public interface ITokenAcquisition
    {
        System.Threading.Tasks.Task<string> GetAccessTokenForUserAsync(System.Collections.Generic.IEnumerable<string> scopes);
        System.Threading.Tasks.Task<string> GetAccessTokenForAppAsync(string scope);
    }
}

namespace Azure.Core
{
    public struct AccessToken { public string Token { get; } }
}

namespace Google.Apis.Auth.OAuth2.Responses
{
    public class TokenResponse { public string AccessToken { get; set; } = ""; public string RefreshToken { get; set; } = ""; public string IdToken { get; set; } = ""; }
}
