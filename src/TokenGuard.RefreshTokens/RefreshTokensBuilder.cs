using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using TokenGuard.RefreshTokens.Subjects;

namespace TokenGuard.RefreshTokens;

/// <summary>What refresh tokens are kept in, and who is asked about their subjects.</summary>
public sealed class RefreshTokensBuilder
{
    internal RefreshTokensBuilder(IServiceCollection services) => Services = services;

    /// <summary>The services of the application.</summary>
    public IServiceCollection Services { get; }

    /// <summary>Keeps families in a store, in place of memory. The last call counts.</summary>
    /// <param name="create">Makes the store, once.</param>
    public RefreshTokensBuilder UseStore(Func<IServiceProvider, IRefreshTokenStore> create)
    {
        ArgumentNullException.ThrowIfNull(create);
        Services.Replace(ServiceDescriptor.Singleton(create));
        return this;
    }

    /// <summary>Asks whether a subject may have sessions, when one begins and whenever its token is used. The last call counts.</summary>
    /// <remarks>A session that began before there was a validator has no stamp: it ends when the subject may have none, and not with a new stamp.</remarks>
    /// <param name="create">Makes the validator, once for each question, from services of a scope of its own.</param>
    public RefreshTokensBuilder UseSubjectValidator(Func<IServiceProvider, IRefreshSubjectValidator> create)
    {
        ArgumentNullException.ThrowIfNull(create);
        Services.TryAddSingleton<SubjectStamps>();
        Services.Replace(ServiceDescriptor.Scoped(create));
        return this;
    }

    /// <summary>Asks ASP.NET Core Identity: sessions end, at the next use of their token, with the user, with a lock-out, and when the security stamp changes, as a new password does.</summary>
    /// <typeparam name="TUser">The users of the application, whose ids are the subjects.</typeparam>
    public RefreshTokensBuilder UseIdentity<TUser>()
        where TUser : class
    {
        Services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, IdentityCheck<TUser>>());
        return UseSubjectValidator(services => new IdentitySubjectValidator<TUser>(services.GetRequiredService<SignInManager<TUser>>()));
    }
}
