using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using TokenGuard.RefreshTokens;
using TokenGuard.RefreshTokens.EntityFrameworkCore;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Keeps refresh tokens in a database.</summary>
public static class EntityFrameworkRefreshTokensBuilderExtensions
{
    /// <summary>Keeps families in the database of <typeparamref name="TContext"/>, whose model has them by <see cref="RefreshTokenModelBuilderExtensions.UseRefreshTokens"/>. A rotation is one read and one conditional update.</summary>
    /// <typeparam name="TContext">A context that is registered with a connection string: a connection that is handed to it would be shared with the caller, and with the caller's transaction.</typeparam>
    /// <param name="builder">The refresh tokens.</param>
    public static RefreshTokensBuilder UseEntityFrameworkCore<TContext>(this RefreshTokensBuilder builder)
        where TContext : DbContext
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, ModelCheck<TContext>>());
        return builder.UseStore(services => new EntityFrameworkRefreshTokenStore<TContext>(services.GetRequiredService<IServiceScopeFactory>()));
    }
}
