using System.Security.Cryptography;
using System.Text;

namespace TokenGuard.RefreshTokens.Tokens;

/// <summary>
/// A token within the row of its family, for the client whose answer was lost: only who presents the token before it can open it.
/// The key is made from that token's secret, of which the store has no more than a hash.
/// </summary>
internal static class SealedSuccessor
{
    private const int KeyLength = 32;
    private static readonly int NonceLength = AesGcm.NonceByteSizes.MaxSize;
    private static readonly int TagLength = AesGcm.TagByteSizes.MaxSize;

    /// <summary>Nonce, encrypted secret, tag.</summary>
    public static byte[] Seal(RefreshTokenText successor, RefreshTokenText presented)
    {
        var result = new byte[NonceLength + successor.Secret.Length + TagLength];
        var nonce = result.AsSpan(0, NonceLength);
        RandomNumberGenerator.Fill(nonce);
        using var cipher = CipherOf(presented);
        cipher.Encrypt(nonce, successor.Secret, result.AsSpan(NonceLength, successor.Secret.Length), result.AsSpan(^TagLength..), BoundTo(presented));
        return result;
    }

    /// <summary>The successor; null where the row was changed by somebody else than the service.</summary>
    public static RefreshTokenText? Open(ReadOnlySpan<byte> sealedSuccessor, RefreshTokenText presented)
    {
        if (sealedSuccessor.Length != NonceLength + presented.Secret.Length + TagLength)
        {
            return null;
        }

        var secret = new byte[presented.Secret.Length];
        using var cipher = CipherOf(presented);
        try
        {
            cipher.Decrypt(sealedSuccessor[..NonceLength], sealedSuccessor[NonceLength..^TagLength], sealedSuccessor[^TagLength..], secret, BoundTo(presented));
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }

        return presented.WithSecret(secret);
    }

    // A secret belongs to one generation of one family, so that its key does too (RFC 5869).
    private static AesGcm CipherOf(RefreshTokenText presented)
    {
        Span<byte> key = stackalloc byte[KeyLength];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, presented.Secret, key, salt: [], info: "TokenGuard refresh token successor"u8);
        return new AesGcm(key, TagLength);
    }

    private static byte[] BoundTo(RefreshTokenText presented) => Encoding.UTF8.GetBytes(presented.SessionId);
}
