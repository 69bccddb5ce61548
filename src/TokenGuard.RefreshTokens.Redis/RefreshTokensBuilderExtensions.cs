using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using StackExchange.Redis;
using TokenGuard.RefreshTokens;
using TokenGuard.RefreshTokens.Redis;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Keeps refresh tokens in Redis.</summary>
public static class RedisRefreshTokensBuilderExtensions
{
    private const string DefaultPrefix = "tokenguard:";

    /// <summary>Keeps families in Redis, which erases by itself what is over. A rotation is one round trip, or two with a validator of subjects.</summary>
    /// <param name="builder">The refresh tokens.</param>
    /// <param name="configuration">Where Redis is, as StackExchange.Redis reads it: <c>localhost:6379</c>. Connected at the first use, and again after a failure.</param>
    /// <remarks>
    /// A server that may drop keys (<c>maxmemory-policy</c> other than <c>noeviction</c>) keeps the application from starting.
    /// What Redis loses in a crash or a failover is lost here too: a rotation, which ends the session at its next use, or a revocation, which brings the session back.
    /// <c>appendfsync always</c>, and <c>WAIT</c> or a synchronous replica, keep it.
    /// </remarks>
    public static RefreshTokensBuilder UseRedis(this RefreshTokensBuilder builder, string configuration) => builder.UseRedis(configuration, DefaultPrefix);

    /// <summary>Keeps families in a Redis that several applications share. Those with the same prefix are one: they take each other's tokens, and end each other's sessions.</summary>
    /// <param name="builder">The refresh tokens.</param>
    /// <param name="configuration">Where Redis is, as StackExchange.Redis reads it: <c>localhost:6379</c>. Connected at the first use, and again after a failure.</param>
    /// <param name="keyPrefix">What every key begins with; without braces.</param>
    public static RefreshTokensBuilder UseRedis(this RefreshTokensBuilder builder, string configuration, string keyPrefix)
    {
        ArgumentException.ThrowIfNullOrEmpty(configuration);
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddSingleton(_ => new OwnConnection(configuration));
        return builder.UseRedis(services => services.GetRequiredService<OwnConnection>().Multiplexer, keyPrefix);
    }

    /// <summary>Keeps families in Redis, on a connection that the application has.</summary>
    /// <param name="builder">The refresh tokens.</param>
    /// <param name="connect">The connection, which stays the application's. Called at the start and at the first use, and again after a failure.</param>
    public static RefreshTokensBuilder UseRedis(this RefreshTokensBuilder builder, Func<IServiceProvider, IConnectionMultiplexer> connect) => builder.UseRedis(connect, DefaultPrefix);

    /// <summary>Keeps families in a Redis that several applications share, on a connection that the application has. Those with the same prefix are one.</summary>
    /// <param name="builder">The refresh tokens.</param>
    /// <param name="connect">The connection, which stays the application's. Called at the start and at the first use, and again after a failure.</param>
    /// <param name="keyPrefix">What every key begins with; without braces.</param>
    public static RefreshTokensBuilder UseRedis(this RefreshTokensBuilder builder, Func<IServiceProvider, IConnectionMultiplexer> connect, string keyPrefix)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(connect);
        ArgumentException.ThrowIfNullOrEmpty(keyPrefix);
        if (keyPrefix.AsSpan().ContainsAny('{', '}'))
        {
            throw new ArgumentException("Braces tell a cluster where a key lies; a prefix must have none", nameof(keyPrefix));
        }

        builder.Services.AddSingleton<IHostedService>(services => new RedisCheck(() => connect(services), services.GetRequiredService<ILoggerFactory>()));
        return builder.UseStore(services => new RedisRefreshTokenStore(() => connect(services), keyPrefix, services.GetRequiredService<IOptions<RefreshTokenOptions>>().Value.KeepEndedSessions));
    }
}
