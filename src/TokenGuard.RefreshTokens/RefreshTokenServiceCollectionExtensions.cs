using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using TokenGuard.RefreshTokens;
using TokenGuard.RefreshTokens.Events;
using TokenGuard.RefreshTokens.Policy;
using TokenGuard.RefreshTokens.Stores;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds refresh tokens to an application.</summary>
public static class RefreshTokenServiceCollectionExtensions
{
    /// <summary>Adds <see cref="IRefreshTokenService"/>, with families in the memory of this process until a store is chosen.</summary>
    /// <param name="services">The services of the application.</param>
    /// <param name="configure">Sets the options.</param>
    public static RefreshTokensBuilder AddRefreshTokens(this IServiceCollection services, Action<RefreshTokenOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddLogging();
        services.AddMetrics();
        services.AddOptionsWithValidateOnStart<RefreshTokenOptions, RefreshTokenOptionsValidator>();
        services.Configure(configure ?? (_ => { }));
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IRefreshTokenStore, InMemoryRefreshTokenStore>();
        services.TryAddSingleton<RefreshTokenMetrics>();
        services.TryAddSingleton<RefreshTokenNotifier>();
        services.TryAddSingleton<IRefreshTokenService, RefreshTokenService>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, RefreshTokenPurge>());
        return new(services);
    }
}
