using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using StackExchange.Redis.Profiling;

namespace TokenGuard.Benchmarks.Refreshing;

/// <summary>Counts the round trips of an application to its store: commands and commits of EF Core, commands of Redis.</summary>
internal sealed class RoundTrips : DbCommandInterceptor, IDbTransactionInterceptor
{
    private int count;

    public ProfilingSession Redis { get; } = new();

    public override DbCommand CommandInitialized(CommandEndEventData eventData, DbCommand result)
    {
        Interlocked.Increment(ref count);
        return result;
    }

    public ValueTask<InterceptionResult> TransactionCommittingAsync(DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref count);
        return ValueTask.FromResult(result);
    }

    /// <summary>How many there were since it was asked last.</summary>
    public int Take() => Interlocked.Exchange(ref count, 0) + Redis.FinishProfiling().Count();
}
