namespace TokenGuard.RefreshTokens;

/// <summary>The store of refresh tokens cannot answer. No token was accepted; to present it again later is right.</summary>
public sealed class RefreshTokenStoreException : Exception
{
    /// <param name="storeName">The <see cref="IRefreshTokenStore.Name"/>.</param>
    /// <param name="innerException">What the store has thrown.</param>
    public RefreshTokenStoreException(string storeName, Exception innerException)
        : base($"The store of refresh tokens '{storeName}' cannot answer: {innerException?.GetType().Name}", innerException) => StoreName = storeName;

    /// <summary>The <see cref="IRefreshTokenStore.Name"/>.</summary>
    public string StoreName { get; }
}
