#nullable enable
namespace Microsoft.Identity.Client
{
    public class ConfidentialClientApplicationOptions
    {
        public string ClientSecret { get; set; } = "";
    }

    public class ConfidentialClientApplicationBuilder
    {
        public static ConfidentialClientApplicationBuilder Create(string clientId) => new();
        public ConfidentialClientApplicationBuilder WithClientSecret(string clientSecret) => this;
    }

    public interface IPublicClientApplication
    {
        object AcquireTokenByUsernamePassword(IEnumerable<string> scopes, string username, string password);
    }
}

namespace Azure.Identity
{
    public class ClientSecretCredential(string tenantId, string clientId, string clientSecret)
    {
        public override string ToString() => tenantId + clientId + clientSecret.Length;
    }
}
