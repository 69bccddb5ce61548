using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Hosting;
using TokenGuard.AspNetCore;
using TokenGuard.AspNetCore.Checkpoints;
using TokenGuard.AspNetCore.Issuing;
using TokenGuard.AspNetCore.Leakage;
using TokenGuard.AspNetCore.Policy;
using TokenGuard.AspNetCore.Violations;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds TokenGuard to an application.</summary>
public static class TokenGuardServiceCollectionExtensions
{
    /// <summary>Enforces the rules of TokenGuard in this application. Where among the other services it is called makes no difference.</summary>
    /// <param name="services">The services of the application.</param>
    public static IServiceCollection AddTokenGuard(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddLogging();
        services.AddMetrics();
        services.AddOptionsWithValidateOnStart<TokenGuardOptions, TokenGuardOptionsValidator>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IConfigureOptions<TokenGuardOptions>, TokenGuardOptionsSetup>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<RuntimePolicy>();
        services.TryAddSingleton<TokenGuardMetrics>();
        services.TryAddSingleton<EndpointSettings>();
        services.TryAddSingleton<ViolationReporter>();
        services.TryAddSingleton<AuthorizationServers>();
        services.TryAddSingleton<IssuingCheckpoint>();
        services.TryAddSingleton<InboundTokenCheckpoint>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPostConfigureOptions<JwtBearerOptions>, InboundTokenCheckpoint>(provider => provider.GetRequiredService<InboundTokenCheckpoint>()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPostConfigureOptions<OpenIdConnectOptions>, InboundTokenCheckpoint>(provider => provider.GetRequiredService<InboundTokenCheckpoint>()));
        services.TryAddSingleton<ITokenIssuer, TokenIssuer>();
        services.TryAddTransient(provider => new GuardedJsonWebTokenHandler(provider.GetRequiredService<IssuingCheckpoint>()));
        services.TryAddTransient(provider => new GuardedJwtSecurityTokenHandler(provider.GetRequiredService<IssuingCheckpoint>()));
        services.TryAddSingleton<OutboundCheckpoint>();
        services.TryAddSingleton<ResponseCheckpoint>();
        services.TryAddSingleton<InboundRequestCheckpoint>();
        AddFirst(services, ServiceDescriptor.Singleton<IStartupFilter, RequestPipeline>());
        AddFirst(services, ServiceDescriptor.Singleton<IHttpMessageHandlerBuilderFilter, OutboundHandlers>());
        services.TryAddSingleton<TokenRedaction>();
        services.TryAddSingleton<LogCheckpoint>();
        RedactingLoggerFactory.AddTo(services);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, TelemetryCheckpoint>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, StartupCheckpoint>());
        return services;
    }

    /// <summary>Enforces the rules of TokenGuard in this application.</summary>
    /// <param name="services">The services of the application.</param>
    /// <param name="configure">Sets the options, after the configuration has.</param>
    public static IServiceCollection AddTokenGuard(this IServiceCollection services, Action<TokenGuardOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        services.AddTokenGuard();
        services.Configure(configure);
        return services;
    }

    // What is registered first is asked first, and so stands around, or behind, all others.
    private static void AddFirst(IServiceCollection services, ServiceDescriptor descriptor)
    {
        if (!services.Any(other => other.ServiceType == descriptor.ServiceType && other.ImplementationType == descriptor.ImplementationType))
        {
            services.Insert(0, descriptor);
        }
    }
}
