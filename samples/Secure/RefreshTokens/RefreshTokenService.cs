using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Storefront.RefreshTokens;

public sealed record RefreshGrant(string UserId, string RefreshToken, DateTimeOffset ExpiresAt);

/// <summary>
/// Refresh tokens that work once. All tokens that descend from one sign-in are one family, and one entry of the store,
/// which holds hashes only. Whoever presents a token of a family other than its latest has a copy, or was robbed of one:
/// nobody can tell which, so the family ends.
/// </summary>
public sealed class RefreshTokenService(TimeProvider time, ILogger<RefreshTokenService> logger)
{
    private static readonly TimeSpan FamilyLifetime = TimeSpan.FromDays(14);
    private static readonly TimeSpan IdleLifetime = TimeSpan.FromDays(2);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Family> _families = [];

    public RefreshGrant Issue(string userId)
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            foreach (var expired in _families.Where(entry => entry.Value.IsExpired(now)).ToList())
            {
                _families.Remove(expired.Key);
            }

            var familyId = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16));
            var family = new Family(userId, now + FamilyLifetime);
            _families.Add(FamilyKey(familyId), family);
            return Next(familyId, family, now);
        }
    }

    /// <summary>Exchanges the latest token of a family for its successor; null when the token is not to be accepted.</summary>
    public RefreshGrant? Rotate(string refreshToken)
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            var familyId = FamilyId(refreshToken);
            if (!_families.TryGetValue(FamilyKey(familyId), out var family) || family.IsExpired(now))
            {
                return null;
            }

            if (!CryptographicOperations.FixedTimeEquals(family.LatestTokenHash, Hash(refreshToken)))
            {
                _families.Remove(FamilyKey(familyId));
                logger.LogWarning("A refresh token of user {UserId} was presented a second time: the session is revoked", family.UserId);
                return null;
            }

            return Next(familyId, family, now);
        }
    }

    public void Revoke(string refreshToken)
    {
        lock (_gate)
        {
            _families.Remove(FamilyKey(FamilyId(refreshToken)));
        }
    }

    private static RefreshGrant Next(string familyId, Family family, DateTimeOffset now)
    {
        var refreshToken = $"{familyId}.{Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32))}";
        family.LatestTokenHash = Hash(refreshToken);
        family.IdleUntil = now + IdleLifetime;
        return new RefreshGrant(family.UserId, refreshToken, family.ExpiresAt);
    }

    private static string FamilyId(string refreshToken) => refreshToken.Split('.')[0];

    private static string FamilyKey(string familyId) => Convert.ToHexString(Hash(familyId));

    // 256 random bits cannot be guessed: a fast hash without salt is enough, unlike for a password.
    private static byte[] Hash(string value) => SHA256.HashData(Encoding.UTF8.GetBytes(value));

    private sealed class Family(string userId, DateTimeOffset expiresAt)
    {
        public string UserId => userId;

        public DateTimeOffset ExpiresAt => expiresAt;

        public DateTimeOffset IdleUntil { get; set; }

        public byte[] LatestTokenHash { get; set; } = [];

        public bool IsExpired(DateTimeOffset now) => now >= ExpiresAt || now >= IdleUntil;
    }
}
