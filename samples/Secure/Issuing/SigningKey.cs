using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace Storefront.Issuing;

/// <summary>The key pair of the access tokens (ES256): only the issuer holds the private half.</summary>
public sealed class SigningKey
{
    public SigningKey(IConfiguration configuration, IHostEnvironment environment, ILogger<SigningKey> logger)
    {
        var keyPair = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        if (configuration["Jwt:SigningKeyPem"] is { Length: > 0 } pem)
        {
            keyPair.ImportFromPem(pem);
            if (keyPair.KeySize != 256)
            {
                throw new InvalidOperationException("Jwt:SigningKeyPem is not a P-256 key, which ES256 requires");
            }
        }
        else if (environment.IsDevelopment())
        {
            logger.LogWarning("Jwt:SigningKeyPem is not set: access tokens are signed with a key that was generated for this run");
        }
        else
        {
            throw new InvalidOperationException("Jwt:SigningKeyPem is not set: take the key from a vault, or from an environment variable");
        }

        var publicKey = new ECDsaSecurityKey(ECDsa.Create(keyPair.ExportParameters(includePrivateParameters: false)));
        publicKey.KeyId = Base64UrlEncoder.Encode(publicKey.ComputeJwkThumbprint());
        ValidationKey = publicKey;
        Credentials = new SigningCredentials(new ECDsaSecurityKey(keyPair) { KeyId = publicKey.KeyId }, SecurityAlgorithms.EcdsaSha256);
    }

    public SecurityKey ValidationKey { get; }

    public SigningCredentials Credentials { get; }
}
