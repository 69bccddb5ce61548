namespace TokenGuard.RefreshTokens.Stores;

/// <summary>Calls a store; whatever it throws names it.</summary>
internal sealed class StoreCalls(IRefreshTokenStore store)
{
    public async ValueTask<T> RunAsync<T>(Func<IRefreshTokenStore, ValueTask<T>> call, CancellationToken cancellationToken)
    {
        try
        {
            return await call(store);
        }
        catch (Exception exception) when (!(exception is OperationCanceledException && cancellationToken.IsCancellationRequested))
        {
            cancellationToken.ThrowIfCancellationRequested(); // some databases answer a cancelled call with an exception of their own
            throw new RefreshTokenStoreException(store.Name, exception);
        }
    }

    public async ValueTask RunAsync(Func<IRefreshTokenStore, ValueTask> call, CancellationToken cancellationToken) =>
        await RunAsync<object?>(
            async store =>
            {
                await call(store);
                return null;
            },
            cancellationToken);
}
