namespace TokenGuard.RefreshTokens.Stores;

/// <summary>Families in the memory of this process: they end with it, and no other process sees them.</summary>
internal sealed class InMemoryRefreshTokenStore : IRefreshTokenStore
{
    private readonly object gate = new();
    private readonly Dictionary<string, RefreshTokenFamily> families = [];
    private readonly Dictionary<string, HashSet<string>> sessionsOfSubjects = [];

    public string Name => "memory";

    public ValueTask CreateAsync(RefreshTokenFamily family, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            families.Add(family.SessionId, family);
            if (!sessionsOfSubjects.TryGetValue(family.Subject, out var sessions))
            {
                sessionsOfSubjects.Add(family.Subject, sessions = []);
            }

            sessions.Add(family.SessionId);
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask<RefreshTokenFamily?> FindAsync(string sessionId, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            return ValueTask.FromResult(families.GetValueOrDefault(sessionId));
        }
    }

    public ValueTask<RefreshTokenFamily?> RotateAsync(RefreshTokenRotation rotation, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            var family = families.GetValueOrDefault(rotation.SessionId);
            if (family is not null && rotation.AppliesTo(family))
            {
                families[rotation.SessionId] = rotation.ApplyTo(family);
            }

            return ValueTask.FromResult(family);
        }
    }

    public ValueTask<bool> RevokeAsync(string sessionId, DateTimeOffset at, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            return ValueTask.FromResult(Revoke(sessionId, at));
        }
    }

    public ValueTask<long> RevokeSubjectAsync(string subject, DateTimeOffset at, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            return ValueTask.FromResult(SessionsOf(subject).LongCount(session => Revoke(session, at)));
        }
    }

    public ValueTask<long> RevokeClientAsync(string clientId, DateTimeOffset at, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            return ValueTask.FromResult(families.Values.Where(family => family.ClientId == clientId).ToList().LongCount(family => Revoke(family.SessionId, at)));
        }
    }

    public ValueTask<IReadOnlyList<RefreshTokenFamily>> ListAsync(string subject, DateTimeOffset at, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            return ValueTask.FromResult<IReadOnlyList<RefreshTokenFamily>>(
                [.. SessionsOf(subject).Select(session => families[session]).Where(family => family.IsLive(at)).OrderByDescending(family => family.IssuedAt)]);
        }
    }

    public ValueTask<long> PurgeAsync(DateTimeOffset at, DateTimeOffset endedBefore, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            var deleted = 0L;
            foreach (var family in families.Values.Where(family => family.IdleExpiresAt < endedBefore || family.SuccessorUntil <= at).ToList())
            {
                if (family.IdleExpiresAt < endedBefore)
                {
                    deleted++;
                    Delete(family);
                }
                else
                {
                    families[family.SessionId] = family with { SealedSuccessor = null, SuccessorUntil = null };
                }
            }

            return ValueTask.FromResult(deleted);
        }
    }

    private HashSet<string> SessionsOf(string subject) => sessionsOfSubjects.GetValueOrDefault(subject) ?? [];

    private bool Revoke(string sessionId, DateTimeOffset at)
    {
        if (!families.TryGetValue(sessionId, out var family) || family.RevokedAt is not null)
        {
            return false;
        }

        families[sessionId] = family with { RevokedAt = at };
        return true;
    }

    private void Delete(RefreshTokenFamily family)
    {
        families.Remove(family.SessionId);
        var sessions = SessionsOf(family.Subject);
        if (sessions.Remove(family.SessionId) && sessions.Count == 0)
        {
            sessionsOfSubjects.Remove(family.Subject);
        }
    }
}
