using System.Collections.Concurrent;

namespace Storefront.RefreshTokens;

public sealed record RefreshSession(string UserId, DateTimeOffset ExpiresAt);

public sealed class RefreshTokenStore(IConfiguration configuration)
{
    private readonly ConcurrentDictionary<string, RefreshSession> _sessions = new();

    public void Add(string refreshToken, User user) =>
        _sessions[refreshToken] = new RefreshSession(user.Id, DateTimeOffset.UtcNow.AddDays(configuration.GetValue("RefreshTokens:LifetimeInDays", 14)));

    /// <summary>The session of a refresh token that stays: a phone keeps it for as long as it has the application.</summary>
    public RefreshSession? Find(string refreshToken) => _sessions.TryGetValue(refreshToken, out var session) && session.ExpiresAt > DateTimeOffset.UtcNow ? session : null;

    /// <summary>Takes the session of a refresh token out of the store: each token works once.</summary>
    public RefreshSession? Redeem(string refreshToken) =>
        _sessions.TryRemove(refreshToken, out var session) && session.ExpiresAt > DateTimeOffset.UtcNow
            ? session
            : null;
}
