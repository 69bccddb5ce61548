namespace TokenGuard.RefreshTokens.Tests.Model;

/// <summary>What the service has to do, said as simply as can be: each session is the list of its tokens.</summary>
internal sealed class ReferenceModel(RefreshTokenOptions options)
{
    public List<Session> Sessions { get; } = [];

    public TimeSpan Now { get; set; }

    public void Issue(string subject, string? client, string token) =>
        Sessions.Add(new() { Subject = subject, Client = client, Tokens = { token }, Ends = Now + options.AbsoluteLifetime, Idle = Now + options.IdleLifetime });

    /// <summary>What has to come of a token: a failure; null and null for a new token; null and the successor that it has got before.</summary>
    public (RefreshTokenFailure? Failure, string? Again) Rotate(Session session, int index, string? client)
    {
        var isLast = index == session.Tokens.Count - 1;
        var isBeforeLast = index == session.Tokens.Count - 2;
        if (session.IsPurged)
        {
            return (RefreshTokenFailure.Unknown, null);
        }

        if (session.IsRevoked)
        {
            return (RefreshTokenFailure.Revoked, null);
        }

        if (Now >= session.Idle)
        {
            return (RefreshTokenFailure.Expired, null);
        }

        if (!isLast && !(isBeforeLast && Now < session.Leeway))
        {
            session.IsRevoked = true;
            return (RefreshTokenFailure.Reused, null);
        }

        return session.Client is not null && session.Client != client ? (RefreshTokenFailure.WrongClient, null)
            : (null, isLast ? null : session.Tokens[^1]);
    }

    public void Rotated(Session session, string successor)
    {
        session.Tokens.Add(successor);
        session.Leeway = Now + options.RetryLeeway;
        session.Idle = Now + options.IdleLifetime < session.Ends ? Now + options.IdleLifetime : session.Ends;
    }

    public long Revoke(Func<Session, bool> which)
    {
        var revoked = Sessions.Where(session => which(session) && !session.IsRevoked && !session.IsPurged).ToList();
        revoked.ForEach(session => session.IsRevoked = true);
        return revoked.Count;
    }

    public void Purge() => Sessions.ForEach(session => session.IsPurged |= session.Idle < Now - options.KeepEndedSessions);

    public int Live(string subject) => Sessions.Count(session => session.Subject == subject && !session.IsPurged && !session.IsRevoked && Now < session.Idle);

    internal sealed class Session
    {
        public required string Subject { get; init; }

        public required string? Client { get; init; }

        public List<string> Tokens { get; } = [];

        public required TimeSpan Ends { get; init; }

        public required TimeSpan Idle { get; set; }

        public TimeSpan Leeway { get; set; }

        public bool IsRevoked { get; set; }

        public bool IsPurged { get; set; }
    }
}
