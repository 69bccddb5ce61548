using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace TokenGuard.RefreshTokens.EntityFrameworkCore;

/// <summary>Says when the application starts, and not at the first sign-in, that the model has no table for refresh tokens.</summary>
internal sealed class ModelCheck<TContext>(IServiceScopeFactory scopes) : IHostedService
    where TContext : DbContext
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        if (scope.ServiceProvider.GetRequiredService<TContext>().Model.FindEntityType(typeof(RefreshTokenFamily)) is null)
        {
            throw new InvalidOperationException($"The model of {typeof(TContext).Name} has no refresh tokens: call modelBuilder.{nameof(RefreshTokenModelBuilderExtensions.UseRefreshTokens)}() in its OnModelCreating");
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
