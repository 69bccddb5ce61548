using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace TokenGuard.RefreshTokens.Subjects;

/// <summary>Says when the application starts, and not at the first sign-in, that there is no ASP.NET Core Identity to ask.</summary>
internal sealed class IdentityCheck<TUser>(IServiceProviderIsService services) : IHostedService
    where TUser : class
{
    public Task StartAsync(CancellationToken cancellationToken) =>
        services.IsService(typeof(SignInManager<TUser>))
            ? Task.CompletedTask
            : throw new InvalidOperationException($"{nameof(RefreshTokensBuilder.UseIdentity)}<{typeof(TUser).Name}>() needs a SignInManager<{typeof(TUser).Name}>: call AddIdentity, or AddSignInManager after AddIdentityCore");

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
