using System.Buffers;
using System.Security.Cryptography;
using Microsoft.AspNetCore.WebUtilities;

namespace TokenGuard.RefreshTokens.Tokens;

/// <summary>
/// What a client holds: <c>tgr_</c>, and in base64url the id of its family (128 random bits), its secret (256 random bits) and a checksum (24 bits).
/// 51 bytes are 68 characters without a bit to spare, so that no two texts are the same token.
/// </summary>
/// <remarks>RFC 6749 section 10.10 asks that nobody can guess a token with a probability above 2^-128.</remarks>
internal sealed class RefreshTokenText
{
    public const string Prefix = "tgr_";

    private const int FamilyIdLength = 16;
    private const int SecretLength = 32;
    private const int PayloadLength = FamilyIdLength + SecretLength;
    private const int ChecksumLength = 3;
    private const int SessionIdLength = 16;
    private const int SessionIdTextLength = 22;
    private const int TextLength = 4 + ((PayloadLength + ChecksumLength) / 3 * 4);

    private static readonly SearchValues<char> Base64Url = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    private readonly byte[] payload;

    private RefreshTokenText(byte[] payload)
    {
        this.payload = payload;
        SessionId = WebEncoders.Base64UrlEncode(SHA256.HashData(payload.AsSpan(0, FamilyIdLength)).AsSpan(0, SessionIdLength));
        Hash = SHA256.HashData(payload);
    }

    /// <summary>The name of the family in stores, lists and logs: the beginning of a hash, from which the id of the family cannot be got.</summary>
    public string SessionId { get; }

    /// <summary>What a store keeps of the token. 256 random bits cannot be guessed, so that a fast hash without salt is enough.</summary>
    public byte[] Hash { get; }

    public ReadOnlySpan<byte> Secret => payload.AsSpan(FamilyIdLength);

    /// <summary>The first token of a new family.</summary>
    public static RefreshTokenText NewFamily() => new(RandomNumberGenerator.GetBytes(PayloadLength));

    /// <summary>The token that a text stands for; null for what no service has issued.</summary>
    public static RefreshTokenText? Parse(string? text)
    {
        if (text is not { Length: TextLength } || !text.StartsWith(Prefix, StringComparison.Ordinal) || text.AsSpan(Prefix.Length).ContainsAnyExcept(Base64Url))
        {
            return null;
        }

        var bytes = WebEncoders.Base64UrlDecode(text, Prefix.Length, TextLength - Prefix.Length);
        return ChecksumOf(bytes.AsSpan(0, PayloadLength)).SequenceEqual(bytes.AsSpan(PayloadLength)) ? new(bytes[..PayloadLength]) : null;
    }

    public static bool IsSessionId(string text) => text.Length == SessionIdTextLength && !text.AsSpan().ContainsAnyExcept(Base64Url);

    /// <summary>Another token of the same family.</summary>
    public RefreshTokenText Successor() => WithSecret(RandomNumberGenerator.GetBytes(SecretLength));

    public RefreshTokenText WithSecret(ReadOnlySpan<byte> secret) => new([.. payload.AsSpan(0, FamilyIdLength), .. secret]);

    /// <summary>The text for the client. Not <c>ToString</c>, which would put it into logs.</summary>
    public string Reveal() => Prefix + WebEncoders.Base64UrlEncode([.. payload, .. ChecksumOf(payload)]);

    // Tells a token that was cut or mistyped from one that is unknown, without asking the store; protects nothing.
    private static ReadOnlySpan<byte> ChecksumOf(ReadOnlySpan<byte> payload) => SHA256.HashData([.. "tgr_"u8, .. payload]).AsSpan(0, ChecksumLength);
}
