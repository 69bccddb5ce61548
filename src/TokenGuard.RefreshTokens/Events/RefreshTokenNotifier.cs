using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace TokenGuard.RefreshTokens.Events;

/// <summary>Tells metrics, log and the handlers of the application what has happened.</summary>
internal sealed class RefreshTokenNotifier(IOptions<RefreshTokenOptions> options, RefreshTokenMetrics metrics, IServiceScopeFactory scopes, ILoggerFactory loggers)
{
    private readonly ILogger logger = loggers.CreateLogger(Log.Category);

    public void Issued() => metrics.Issued();

    public Task RotatedAsync(RefreshTokenFamily family)
    {
        metrics.Presented("rotated");
        return RaiseAsync(nameof(RefreshTokenEvents.OnRotated), options.Value.Events.OnRotated, family);
    }

    public void Retried() => metrics.Presented("retried");

    /// <param name="failure">Why.</param>
    /// <param name="family">The family of the token, where there is one.</param>
    /// <param name="revoked">Whether the session was revoked because of it.</param>
    public async Task RefusedAsync(RefreshTokenFailure failure, RefreshTokenFamily? family, bool revoked)
    {
        metrics.Presented(NameOf(failure));
        Log.Refused(logger, failure);
        if (failure == RefreshTokenFailure.Expired)
        {
            await RaiseAsync(nameof(RefreshTokenEvents.OnExpired), options.Value.Events.OnExpired, family!);
        }

        if (!revoked || family is null)
        {
            return;
        }

        if (failure == RefreshTokenFailure.Reused)
        {
            Log.ReuseDetected(logger, family.SessionId);
            await RaiseAsync(nameof(RefreshTokenEvents.OnReuseDetected), options.Value.Events.OnReuseDetected, family);
        }

        await RevokedAsync(family);
    }

    public async Task RevokedAsync(RefreshTokenFamily family)
    {
        CountRevoked(1);
        await RaiseAsync(nameof(RefreshTokenEvents.OnRevoked), options.Value.Events.OnRevoked, family);
    }

    public async Task RevokedAsync(long sessions, string? subject, string? clientId)
    {
        if (sessions > 0)
        {
            CountRevoked(sessions);
            await RaiseAsync(nameof(RefreshTokenEvents.OnRevoked), options.Value.Events.OnRevoked, services => new(services) { Subject = subject, ClientId = clientId, Sessions = sessions });
        }
    }

    private void CountRevoked(long sessions)
    {
        metrics.Revoked(sessions);
        Log.Revoked(logger, sessions);
    }

    private Task RaiseAsync(string name, Func<RefreshTokenEvent, Task>? handler, RefreshTokenFamily family) =>
        RaiseAsync(name, handler, services => new(services) { Session = new(family), Subject = family.Subject, ClientId = family.ClientId });

    private async Task RaiseAsync(string name, Func<RefreshTokenEvent, Task>? handler, Func<IServiceProvider, RefreshTokenEvent> create)
    {
        if (handler is null)
        {
            return;
        }

        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await handler(create(scope.ServiceProvider));
        }
        catch (Exception exception)
        {
            Log.HandlerFailed(logger, name, exception.GetType().Name);
        }
    }

    private static string NameOf(RefreshTokenFailure failure) => failure switch
    {
        RefreshTokenFailure.Malformed => "malformed",
        RefreshTokenFailure.Unknown => "unknown",
        RefreshTokenFailure.Expired => "expired",
        RefreshTokenFailure.Revoked => "revoked",
        RefreshTokenFailure.Reused => "reused",
        RefreshTokenFailure.WrongClient => "wrong_client",
        RefreshTokenFailure.WrongKey => "wrong_key",
        _ => "subject_refused",
    };
}
