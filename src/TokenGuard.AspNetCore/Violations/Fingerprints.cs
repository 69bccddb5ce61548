using System.Security.Cryptography;
using System.Text;

namespace TokenGuard.AspNetCore.Violations;

/// <summary>What a token may be recognised by in logs: an HMAC under a key that only this process has.</summary>
internal static class Fingerprints
{
    private const int Length = 8;

    private static readonly byte[] Key = RandomNumberGenerator.GetBytes(32);

    public static string Of(string token) => Convert.ToHexString(HMACSHA256.HashData(Key, Encoding.UTF8.GetBytes(token)).AsSpan(0, Length));
}
