namespace IdentityModel.Client
{
    using System.Net.Http;

    public static class AuthorizationHeaderExtensions
    {
        public static void SetBearerToken(this HttpClient client, string token) { }
        public static void SetBearerToken(this HttpRequestMessage request, string token) { }
    }

    public class TokenResponse
    {
        public string? AccessToken { get; set; }
        public string? RefreshToken { get; set; }
    }
}
