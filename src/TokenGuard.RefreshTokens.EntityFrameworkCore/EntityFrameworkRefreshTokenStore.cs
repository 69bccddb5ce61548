using System.Transactions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace TokenGuard.RefreshTokens.EntityFrameworkCore;

/// <summary>Families in a table of the application's own model; each call in a scope, and so on a connection, of its own.</summary>
internal sealed class EntityFrameworkRefreshTokenStore<TContext>(IServiceScopeFactory scopes) : IRefreshTokenStore
    where TContext : DbContext
{
    private const int DeletedAtOnce = 1000;

    public string Name => $"EF Core, {typeof(TContext).Name}";

    public ValueTask CreateAsync(RefreshTokenFamily family, CancellationToken cancellationToken) =>
        new(RunAsync(
            async context =>
            {
                context.Add(family);
                return await context.SaveChangesAsync(cancellationToken);
            }));

    public ValueTask<RefreshTokenFamily?> FindAsync(string sessionId, CancellationToken cancellationToken) =>
        new(RunAsync(context => FindAsync(context, sessionId, cancellationToken)));

    public ValueTask<RefreshTokenFamily?> RotateAsync(RefreshTokenRotation rotation, CancellationToken cancellationToken) =>
        new(RunAsync(
            async context =>
            {
                while (true)
                {
                    var family = await FindAsync(context, rotation.SessionId, cancellationToken);
                    if (family is null || !rotation.AppliesTo(family))
                    {
                        return family;
                    }

                    // Nothing else changes the row without changing one of these; who loses the race reads what the winner has written.
                    var next = rotation.ApplyTo(family);
                    var updated = await Families(context)
                        .Where(row => row.SessionId == family.SessionId && row.Generation == family.Generation && row.RevokedAt == null)
                        .ExecuteUpdateAsync(
                            row => row
                                .SetProperty(item => item.TokenHash, next.TokenHash)
                                .SetProperty(item => item.PreviousTokenHash, next.PreviousTokenHash)
                                .SetProperty(item => item.SealedSuccessor, next.SealedSuccessor)
                                .SetProperty(item => item.SuccessorUntil, next.SuccessorUntil)
                                .SetProperty(item => item.Generation, next.Generation)
                                .SetProperty(item => item.RotatedAt, next.RotatedAt)
                                .SetProperty(item => item.IdleExpiresAt, next.IdleExpiresAt),
                            cancellationToken);
                    if (updated == 1)
                    {
                        return family;
                    }
                }
            }));

    public ValueTask<bool> RevokeAsync(string sessionId, DateTimeOffset at, CancellationToken cancellationToken) =>
        new(RunAsync(async context => await RevokeAsync(Families(context).Where(row => row.SessionId == sessionId), at, cancellationToken) > 0));

    public ValueTask<long> RevokeSubjectAsync(string subject, DateTimeOffset at, CancellationToken cancellationToken) =>
        new(RunAsync(context => RevokeAsync(Families(context).Where(row => row.Subject == subject), at, cancellationToken)));

    public ValueTask<long> RevokeClientAsync(string clientId, DateTimeOffset at, CancellationToken cancellationToken) =>
        new(RunAsync(context => RevokeAsync(Families(context).Where(row => row.ClientId == clientId), at, cancellationToken)));

    public ValueTask<IReadOnlyList<RefreshTokenFamily>> ListAsync(string subject, DateTimeOffset at, CancellationToken cancellationToken) =>
        new(RunAsync<IReadOnlyList<RefreshTokenFamily>>(
            async context => await Families(context)
                .Where(row => row.Subject == subject && row.RevokedAt == null && row.IdleExpiresAt > at)
                .OrderByDescending(row => row.IssuedAt)
                .ToListAsync(cancellationToken)));

    public ValueTask<long> PurgeAsync(DateTimeOffset at, DateTimeOffset endedBefore, CancellationToken cancellationToken) =>
        new(RunAsync(
            async context =>
            {
                await Families(context)
                    .Where(row => row.SuccessorUntil <= at)
                    .ExecuteUpdateAsync(row => row.SetProperty(item => item.SealedSuccessor, (byte[]?)null).SetProperty(item => item.SuccessorUntil, (DateTimeOffset?)null), cancellationToken);

                // Not all at once: nobody is to wait for the locks.
                var (all, deleted) = (0L, 0);
                do
                {
                    deleted = await Families(context).Where(row => row.IdleExpiresAt < endedBefore).OrderBy(row => row.IdleExpiresAt).Take(DeletedAtOnce).ExecuteDeleteAsync(cancellationToken);
                    all += deleted;
                }
                while (deleted == DeletedAtOnce);
                return all;
            }));

    private static IQueryable<RefreshTokenFamily> Families(TContext context) => context.Set<RefreshTokenFamily>().AsNoTracking().IgnoreQueryFilters();

    private static Task<RefreshTokenFamily?> FindAsync(TContext context, string sessionId, CancellationToken cancellationToken) =>
        Families(context).SingleOrDefaultAsync(row => row.SessionId == sessionId, cancellationToken);

    private static async Task<long> RevokeAsync(IQueryable<RefreshTokenFamily> families, DateTimeOffset at, CancellationToken cancellationToken) =>
        await families.Where(row => row.RevokedAt == null).ExecuteUpdateAsync(row => row.SetProperty(item => item.RevokedAt, at), cancellationToken);

    // Whoever calls may be within a transaction; rolled back, it would bring back what was replaced or revoked.
    private async Task<T> RunAsync<T>(Func<TContext, Task<T>> call)
    {
        using var alone = Transaction.Current is null ? null : new TransactionScope(TransactionScopeOption.Suppress, TransactionScopeAsyncFlowOption.Enabled);
        await using var scope = scopes.CreateAsyncScope();
        return await call(scope.ServiceProvider.GetRequiredService<TContext>());
    }
}
