using Microsoft.Extensions.Logging;

namespace TokenGuard.RefreshTokens.Events;

/// <summary>Everything that is logged: sessions by their public name, never a token.</summary>
internal static partial class Log
{
    public const string Category = "TokenGuard.RefreshTokens";

    [LoggerMessage(1, LogLevel.Warning, "A refresh token of session {SessionId} was used twice: somebody has a copy, and the session is revoked")]
    public static partial void ReuseDetected(ILogger logger, string sessionId);

    [LoggerMessage(2, LogLevel.Information, "A refresh token was refused: {Failure}")]
    public static partial void Refused(ILogger logger, RefreshTokenFailure failure);

    [LoggerMessage(3, LogLevel.Information, "Revoked sessions: {Sessions}")]
    public static partial void Revoked(ILogger logger, long sessions);

    [LoggerMessage(4, LogLevel.Warning, "The handler of {Event} has thrown {ExceptionType}; what it was told of has happened all the same")]
    public static partial void HandlerFailed(ILogger logger, string @event, string exceptionType);

    [LoggerMessage(5, LogLevel.Warning, "What is over could not be erased from the store '{Store}' ({ExceptionType}), and will be tried again in {Interval}. It cannot be used")]
    public static partial void PurgeFailed(ILogger logger, string store, string exceptionType, TimeSpan interval);

    [LoggerMessage(6, LogLevel.Debug, "Ended sessions that were deleted: {Sessions}")]
    public static partial void Purged(ILogger logger, long sessions);

    [LoggerMessage(7, LogLevel.Warning, "Refresh tokens are kept in the memory of this process: its end ends every session, and other processes know none. Add a store, such as UseEntityFrameworkCore or UseRedis")]
    public static partial void InMemory(ILogger logger);

    [LoggerMessage(8, LogLevel.Error, "The store of refresh tokens '{Store}' cannot answer ({ExceptionType}): 503, and no token was accepted")]
    public static partial void StoreFailed(ILogger logger, string store, string exceptionType);

    [LoggerMessage(9, LogLevel.Error, "No access token could be made for session {SessionId}: 500")]
    public static partial void AccessTokenFailed(ILogger logger, Exception exception, string sessionId);
}
