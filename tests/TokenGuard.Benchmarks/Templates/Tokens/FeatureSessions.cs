using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Shop.Feature;

/// <summary>Sessions of users; of refresh tokens only hashes are kept.</summary>
public sealed class FeatureSessions(FeatureTokenService tokens, IOptions<FeatureSettings> options, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, FeatureUser> _users = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, string> _userIdsByHash = new();
    private readonly PasswordHasher<FeatureUser> _hasher = new();

    public Task<FeatureUser?> FindUserAsync(string email, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(_users.GetValueOrDefault(email));
    }

    public bool IsPassword(FeatureUser user, string password) =>
        _hasher.VerifyHashedPassword(user, user.PasswordHash, password) != PasswordVerificationResult.Failed;

    public async Task<FeatureGrant> StartAsync(FeatureUser user, bool isLong, CancellationToken cancellationToken)
    {
        await Task.Yield();
        cancellationToken.ThrowIfCancellationRequested();
        var expires = time.GetUtcNow().AddDays(isLong ? options.Value.RefreshTokenDays : 1);
        return Grant(user, expires);
    }

    public async Task<FeatureGrant?> RotateAsync(string refreshToken, CancellationToken cancellationToken)
    {
        var hash = Hash(refreshToken);
        if (!_userIdsByHash.TryRemove(hash, out var id) || await ByIdAsync(id, cancellationToken) is not { } user)
        {
            return null;
        }

        var isCurrent = user.RefreshTokenHash is { } known
            && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(known), Encoding.ASCII.GetBytes(hash));
        if (!isCurrent || user.RefreshTokenExpiresAt is not { } expires || expires <= time.GetUtcNow())
        {
            user.RefreshTokenHash = null;
            return null;
        }

        return Grant(user, expires);
    }

    public async Task RevokeAsync(string refreshToken, CancellationToken cancellationToken)
    {
        if (_userIdsByHash.TryRemove(Hash(refreshToken), out var id) && await ByIdAsync(id, cancellationToken) is { } user)
        {
            user.RefreshTokenHash = null;
            user.RefreshTokenExpiresAt = null;
        }
    }

    private FeatureGrant Grant(FeatureUser user, DateTimeOffset expires)
    {
        var refreshToken = NewRefreshToken();
        user.RefreshTokenHash = Hash(refreshToken);
        user.RefreshTokenExpiresAt = expires;
        _userIdsByHash[user.RefreshTokenHash] = user.Id;
        return new FeatureGrant(user.Id, tokens.CreateAccessToken(user), refreshToken, expires);
    }

    private static string NewRefreshToken()
    {
        var bytes = new byte[32];
        RandomNumberGenerator.Fill(bytes);
        return Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');
    }

    private static string Hash(string value) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(value)));

    private Task<FeatureUser?> ByIdAsync(string id, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(_users.Values.FirstOrDefault(user => user.Id == id));
    }
}
