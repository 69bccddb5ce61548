using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.Tokens;
using TokenGuard.AspNetCore.Checkpoints;
using TokenGuard.AspNetCore.Violations;
using TokenGuard.Rules;
using TokenGuard.Rules.Facts;
using TokenGuard.Rules.Issuing;

namespace TokenGuard.AspNetCore.Issuing;

/// <summary>TKG1005, TKG1011: keys that everyone knows, and keys that are too short or can be guessed.</summary>
internal static class SigningKeyGuard
{
    public static void Check(StartupContext context)
    {
        foreach (var (scheme, parameters) in context.Validations)
        {
            foreach (var key in KeysOf(parameters))
            {
                if (Judge(key, scheme.Subject.Replace("'", string.Empty, StringComparison.Ordinal), context.Policy) is { } finding)
                {
                    context.Add(finding);
                }
            }
        }
    }

    /// <summary>What is wrong with a key; null when nothing that can be seen.</summary>
    /// <param name="key">The key.</param>
    /// <param name="user">What it is given to.</param>
    /// <param name="policy">The limits.</param>
    public static Finding? Judge(SecurityKey key, string user, TokenPolicy policy) =>
        key switch
        {
            SymmetricSecurityKey symmetric => Judge(symmetric.Key, user),
            JsonWebKey { Kty: JsonWebAlgorithmsKeyTypes.Octet, K: { } encoded } => Judge(Base64UrlEncoder.DecodeBytes(encoded), user),
            RsaSecurityKey or X509SecurityKey { PublicKey: RSA } or JsonWebKey { Kty: JsonWebAlgorithmsKeyTypes.RSA } when key.KeySize > 0 && key.KeySize < policy.MinRsaBits =>
                new Finding(WeakSigningKey.Definition, user, $"is an RSA key of {key.KeySize} bits", $"one of {policy.MinRsaBits} bits at least"),
            _ => null,
        };

    private static Finding? Judge(byte[] key, string user)
    {
        var (what, isInDoubt) =
            SigningKeys.IsOneByteRepeated(key) ? ("is one byte again and again", false)
            : key.Length * 8 < SigningKeys.MinimumHmacBits ? ($"has {key.Length * 8} bits", false)
            : SigningKeys.HasFewBytes(key) ? ("is made of few different bytes", false)
            : SigningKeys.IsWords(Encoding.UTF8.GetString(key)) ? ("is made of words, which can be guessed", true)
            : (null, false);
        return KnownKeys.Contains(key)
            ? new Finding(HardcodedSigningKey.Definition, user) { Text = $"The key given to '{user}' is printed in tutorials, so that everyone can sign tokens with it; make a random one, and keep it in configuration or a key vault" }
            : what is not null
            ? new Finding(WeakSigningKey.Definition, user, what, $"{SigningKeys.MinimumHmacBits} random bits at least") { IsInDoubt = isInDoubt }
            : null;
    }

    private static IEnumerable<SecurityKey> KeysOf(TokenValidationParameters parameters) =>
        new[] { parameters.IssuerSigningKey }.Concat(parameters.IssuerSigningKeys ?? []).OfType<SecurityKey>().Distinct();
}
