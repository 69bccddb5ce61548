using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using TokenGuard.RefreshTokens.Events;
using TokenGuard.RefreshTokens.Stores;
using TokenGuard.RefreshTokens.Subjects;
using TokenGuard.RefreshTokens.Tokens;

namespace TokenGuard.RefreshTokens;

/// <summary>Decides what becomes of a token that is presented; the store does it, in one atomic step.</summary>
internal sealed class RefreshTokenService(
    IRefreshTokenStore store,
    IOptions<RefreshTokenOptions> options,
    TimeProvider time,
    RefreshTokenNotifier notifier,
    SubjectStamps? stamps = null) : IRefreshTokenService
{
    private readonly StoreCalls calls = new(store);

    public async ValueTask<RefreshTokenResult> IssueAsync(RefreshTokenGrant grant, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(grant);
        grant.Validate();
        byte[]? stamp = null;
        if (stamps is not null && (stamp = await stamps.OfAsync(grant.Subject, cancellationToken)) is null)
        {
            return RefreshTokenResult.Refused(RefreshTokenFailure.SubjectRefused);
        }

        var token = RefreshTokenText.NewFamily();
        var now = Now();
        var lifetime = Least(grant.Lifetime ?? options.Value.AbsoluteLifetime, options.Value.AbsoluteLifetime);
        var family = new RefreshTokenFamily
        {
            SessionId = token.SessionId,
            Subject = grant.Subject,
            ClientId = grant.ClientId,
            KeyThumbprint = grant.KeyThumbprint,
            SubjectStamp = stamp,
            Data = grant.Data,
            TokenHash = token.Hash,
            IssuedAt = now,
            RotatedAt = now,
            ExpiresAt = now + lifetime,
            IdleExpiresAt = now + Least(lifetime, options.Value.IdleLifetime),
        };
        await calls.RunAsync(store => store.CreateAsync(family, cancellationToken), cancellationToken);
        notifier.Issued();
        return RefreshTokenResult.Success(token.Reveal(), family);
    }

    public async ValueTask<RefreshTokenResult> RotateAsync(string? token, RefreshTokenPresenter presenter = default, CancellationToken cancellationToken = default)
    {
        if (RefreshTokenText.Parse(token) is not { } presented)
        {
            return await RefuseAsync(RefreshTokenFailure.Malformed, null, null);
        }

        var now = Now();
        if (stamps is not null)
        {
            // Before the token is replaced: what a validator cannot answer must not use the token up.
            var found = await calls.RunAsync(store => store.FindAsync(presented.SessionId, cancellationToken), cancellationToken);
            if (FamilyState.Of(found, presented, presenter, now) is { Failure: { } reason })
            {
                return await RefuseAsync(reason, presented, found);
            }

            // A session that is older than the validator has no stamp.
            var stamp = await stamps.OfAsync(found!.Subject, cancellationToken);
            if (stamp is null || (found.SubjectStamp is { } earlier && !CryptographicOperations.FixedTimeEquals(earlier, stamp)))
            {
                return await RefuseAsync(RefreshTokenFailure.SubjectRefused, presented, found);
            }
        }

        // Who has hung up by now would not get the successor; not every store looks.
        cancellationToken.ThrowIfCancellationRequested();
        var successor = presented.Successor();
        var rotation = new RefreshTokenRotation
        {
            SessionId = presented.SessionId,
            PresentedHash = presented.Hash,
            SuccessorHash = successor.Hash,
            SealedSuccessor = SealedSuccessor.Seal(successor, presented),
            SuccessorUntil = Now() + options.Value.RetryLeeway, // a validator may have taken longer than that
            At = now,
            IdleExpiresAt = now + options.Value.IdleLifetime,
            ClientId = presenter.ClientId,
            KeyThumbprint = presenter.KeyThumbprint,
        };
        var family = await calls.RunAsync(store => store.RotateAsync(rotation, cancellationToken), cancellationToken);
        if (family is { RevokedAt: null } && CryptographicOperations.FixedTimeEquals(family.TokenHash, rotation.SuccessorHash))
        {
            // Made already: a store that lost its database's answer has tried again, as execution strategies of EF Core do.
            await notifier.RotatedAsync(family);
            return RefreshTokenResult.Success(successor.Reveal(), family);
        }

        var state = FamilyState.Of(family, presented, presenter, now);
        if (state.Failure is { } failure)
        {
            return await RefuseAsync(failure, presented, family);
        }

        if (!state.IsCurrent)
        {
            // Two tabs, or an answer that was lost.
            if (SealedSuccessor.Open(family!.SealedSuccessor, presented) is not { } again)
            {
                return await RefuseAsync(RefreshTokenFailure.Reused, presented, family);
            }

            notifier.Retried();
            return RefreshTokenResult.Success(again.Reveal(), family);
        }

        var rotated = rotation.ApplyTo(family!);
        await notifier.RotatedAsync(rotated);
        return RefreshTokenResult.Success(successor.Reveal(), rotated);
    }

    public async ValueTask<bool> RevokeAsync(string? token, RefreshTokenPresenter presenter = default, CancellationToken cancellationToken = default)
    {
        if (RefreshTokenText.Parse(token) is not { } presented)
        {
            return false;
        }

        var family = await calls.RunAsync(store => store.FindAsync(presented.SessionId, cancellationToken), cancellationToken);
        return family is not null && FamilyState.IsIssuedTo(family, presenter.ClientId) && await RevokeAsync(family);
    }

    public async ValueTask<bool> RevokeSessionAsync(string subject, string sessionId, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(subject);
        ArgumentException.ThrowIfNullOrEmpty(sessionId);
        if (!RefreshTokenText.IsSessionId(sessionId))
        {
            return false; // it comes from a request, and a store may choke on it
        }

        var family = await calls.RunAsync(store => store.FindAsync(sessionId, cancellationToken), cancellationToken);
        return family is not null && family.Subject == subject && await RevokeAsync(family);
    }

    public async ValueTask<long> RevokeSubjectAsync(string subject, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(subject);
        var sessions = await calls.RunAsync(store => store.RevokeSubjectAsync(subject, Now(), cancellationToken), cancellationToken);
        await notifier.RevokedAsync(sessions, subject, clientId: null);
        return sessions;
    }

    public async ValueTask<long> RevokeClientAsync(string clientId, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(clientId);
        var sessions = await calls.RunAsync(store => store.RevokeClientAsync(clientId, Now(), cancellationToken), cancellationToken);
        await notifier.RevokedAsync(sessions, subject: null, clientId);
        return sessions;
    }

    public async ValueTask<IReadOnlyList<RefreshTokenSession>> ListSessionsAsync(string subject, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(subject);
        var families = await calls.RunAsync(store => store.ListAsync(subject, Now(), cancellationToken), cancellationToken);

        // A database may take another subject for the same, by the rules of its collation.
        return [.. families.Where(family => family.Subject == subject).Select(family => new RefreshTokenSession(family))];
    }

    private async ValueTask<RefreshTokenResult> RefuseAsync(RefreshTokenFailure failure, RefreshTokenText? presented, RefreshTokenFamily? family)
    {
        // An unknown session too: as much is done as for a wrong token of a session that there is.
        var revoked = failure is RefreshTokenFailure.Reused or RefreshTokenFailure.SubjectRefused or RefreshTokenFailure.Unknown && await RevokeInStoreAsync(presented!.SessionId);
        await notifier.RefusedAsync(failure, family, revoked);
        return RefreshTokenResult.Refused(failure);
    }

    private async ValueTask<bool> RevokeAsync(RefreshTokenFamily family)
    {
        var revoked = await RevokeInStoreAsync(family.SessionId);
        if (revoked)
        {
            await notifier.RevokedAsync(family);
        }

        return revoked;
    }

    // Not to be cancelled: a thief who hangs up would keep the session.
    private ValueTask<bool> RevokeInStoreAsync(string sessionId) =>
        calls.RunAsync(store => store.RevokeAsync(sessionId, Now(), CancellationToken.None), CancellationToken.None);

    // Stores keep milliseconds; what they return is to be what they were given.
    private DateTimeOffset Now() => DateTimeOffset.FromUnixTimeMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds());

    private static TimeSpan Least(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
