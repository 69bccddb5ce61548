using StackExchange.Redis;

namespace TokenGuard.RefreshTokens.Redis;

/// <summary>
/// Families as hashes. All that a rotation or a revocation touches begins with the session in braces, and so lies in one slot of a cluster.
/// The lists of sessions of a subject and of a client lie elsewhere: a session is put there before its family is made, so that a list never misses one.
/// </summary>
internal sealed class RedisRefreshTokenStore(Func<IConnectionMultiplexer> connect, string keyPrefix, TimeSpan keepEndedSessions) : IRefreshTokenStore
{
    private const int RevokedAtOnce = 256;

    // Tried again after a failure, which a Lazy keeps otherwise.
    private readonly Lazy<IConnectionMultiplexer> connection = new(connect, LazyThreadSafetyMode.PublicationOnly);

    public string Name => "Redis";

    private IDatabase Database => connection.Value.GetDatabase();

    public async ValueTask CreateAsync(RefreshTokenFamily family, CancellationToken cancellationToken)
    {
        await AddToListAsync(SubjectKey(family.Subject), family);
        if (family.ClientId is { } clientId)
        {
            await AddToListAsync(ClientKey(clientId), family);
        }

        await Database.ScriptEvaluateAsync(RedisScripts.Create, [FamilyKey(family.SessionId)], [TimeToLive(family), .. FamilyFields.Of(family)], CommandFlags.DemandMaster).WaitAsync(cancellationToken);
    }

    public async ValueTask<RefreshTokenFamily?> FindAsync(string sessionId, CancellationToken cancellationToken) =>
        FamilyFields.Read(sessionId, await Database.ScriptEvaluateAsync(RedisScripts.Find, KeysOf(sessionId), flags: CommandFlags.DemandMaster).WaitAsync(cancellationToken));

    public async ValueTask<RefreshTokenFamily?> RotateAsync(RefreshTokenRotation rotation, CancellationToken cancellationToken)
    {
        RedisValue[] arguments =
        [
            rotation.PresentedHash,
            rotation.SuccessorHash,
            rotation.SealedSuccessor,
            rotation.At.ToUnixTimeMilliseconds(),
            rotation.SuccessorUntil.ToUnixTimeMilliseconds(),
            rotation.IdleExpiresAt.ToUnixTimeMilliseconds(),
            rotation.ClientId ?? string.Empty,
            rotation.KeyThumbprint ?? string.Empty,
            (long)keepEndedSessions.TotalMilliseconds,
        ];
        return FamilyFields.Read(rotation.SessionId, await Database.ScriptEvaluateAsync(RedisScripts.Rotate, KeysOf(rotation.SessionId), arguments, CommandFlags.DemandMaster).WaitAsync(cancellationToken));
    }

    public async ValueTask<bool> RevokeAsync(string sessionId, DateTimeOffset at, CancellationToken cancellationToken) =>
        await RevokeAsync(sessionId, at).WaitAsync(cancellationToken) == 1;

    public ValueTask<long> RevokeSubjectAsync(string subject, DateTimeOffset at, CancellationToken cancellationToken) => RevokeListAsync(SubjectKey(subject), at, cancellationToken);

    public ValueTask<long> RevokeClientAsync(string clientId, DateTimeOffset at, CancellationToken cancellationToken) => RevokeListAsync(ClientKey(clientId), at, cancellationToken);

    public async ValueTask<IReadOnlyList<RefreshTokenFamily>> ListAsync(string subject, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var sessions = await Database.SortedSetRangeByRankAsync(SubjectKey(subject), flags: CommandFlags.DemandMaster).WaitAsync(cancellationToken);
        var families = await Task.WhenAll(sessions.Select(session => FindAsync(session.ToString(), cancellationToken).AsTask()));
        return [.. families.OfType<RefreshTokenFamily>().Where(family => family.IsLive(at)).OrderByDescending(family => family.IssuedAt)];
    }

    // Redis erases by itself what is over.
    public ValueTask<long> PurgeAsync(DateTimeOffset at, DateTimeOffset endedBefore, CancellationToken cancellationToken) => ValueTask.FromResult(0L);

    private async ValueTask<long> RevokeListAsync(RedisKey list, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var revoked = 0L;
        var pending = new List<Task<long>>(RevokedAtOnce);
        await foreach (var entry in Database.SortedSetScanAsync(list, pageSize: RevokedAtOnce, flags: CommandFlags.DemandMaster).WithCancellation(cancellationToken))
        {
            pending.Add(RevokeAsync(entry.Element.ToString(), at));
            if (pending.Count == RevokedAtOnce)
            {
                revoked += (await Task.WhenAll(pending)).Sum();
                pending.Clear();
            }
        }

        return revoked + (await Task.WhenAll(pending)).Sum();
    }

    private async Task<long> RevokeAsync(string sessionId, DateTimeOffset at) =>
        (long)await Database.ScriptEvaluateAsync(RedisScripts.Revoke, KeysOf(sessionId), [at.ToUnixTimeMilliseconds()], CommandFlags.DemandMaster);

    private Task<RedisResult> AddToListAsync(RedisKey list, RefreshTokenFamily family) =>
        Database.ScriptEvaluateAsync(
            RedisScripts.AddToList,
            [list],
            [family.SessionId, family.IssuedAt.ToUnixTimeMilliseconds(), (family.ExpiresAt + keepEndedSessions).ToUnixTimeMilliseconds()],
            CommandFlags.DemandMaster);

    private RedisKey[] KeysOf(string sessionId) => [FamilyKey(sessionId), $"{keyPrefix}{{{sessionId}}}:successor"];

    private RedisKey FamilyKey(string sessionId) => $"{keyPrefix}{{{sessionId}}}";

    private RedisKey SubjectKey(string subject) => $"{keyPrefix}subject:{subject}";

    private RedisKey ClientKey(string clientId) => $"{keyPrefix}client:{clientId}";

    private long TimeToLive(RefreshTokenFamily family) => (long)(family.IdleExpiresAt - family.IssuedAt + keepEndedSessions).TotalMilliseconds;
}
