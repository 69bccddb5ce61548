using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace TokenGuard.Benchmarks.Refreshing;

/// <summary>With OpenIddict as its defaults are, but for what would make it slower than it needs to be: access tokens are signed and not encrypted, and no code of the application's own handles a refresh.</summary>
internal sealed class OpenIddictApplication : RefreshApplication
{
    private const string Path = "/connect/token";
    private const string SignInGrant = "urn:tokenguard:sign-in";

    private OpenIddictApplication(WebApplication application, RoundTrips roundTrips)
        : base(application, roundTrips, Path)
    {
    }

    public static async Task<OpenIddictApplication> OnAsync(Database database)
    {
        var roundTrips = new RoundTrips();
        var builder = NewBuilder();
        builder.Services.AddDbContext<Context>(options => database.Use(options.AddInterceptors(roundTrips).UseOpenIddict()));
        builder.Services.AddOpenIddict()
            .AddCore(core => core.UseEntityFrameworkCore().UseDbContext<Context>())
            .AddServer(server => server
                .SetTokenEndpointUris(Path)
                .AllowRefreshTokenFlow()
                .AllowCustomFlow(SignInGrant)
                .AddSigningKey(AccessTokens.SigningKey)
                .AddEncryptionKey(new SymmetricSecurityKey(RandomNumberGenerator.GetBytes(32)))
                .DisableAccessTokenEncryption()
                .AddEventHandler<OpenIddictServerEvents.HandleTokenRequestContext>(handler => handler.UseInlineHandler(SignIn))
                .UseAspNetCore());
        var application = builder.Build();
        await using (var scope = application.Services.CreateAsyncScope())
        {
            await scope.ServiceProvider.GetRequiredService<Context>().Database.EnsureCreatedAsync();
            await scope.ServiceProvider.GetRequiredService<IOpenIddictApplicationManager>().CreateAsync(new OpenIddictApplicationDescriptor
            {
                ClientId = ClientId,
                ClientType = ClientTypes.Public,
                Permissions = { Permissions.Endpoints.Token, Permissions.GrantTypes.RefreshToken, Permissions.Prefixes.GrantType + SignInGrant },
            });
        }

        await application.StartAsync();
        return new(application, roundTrips);
    }

    public override Task<string> SignInAsync() => RequestAsync(SignInGrant);

    // What the grants of OpenIddict do after they have seen a code or a password.
    private static ValueTask SignIn(OpenIddictServerEvents.HandleTokenRequestContext context)
    {
        if (context.Request.GrantType == SignInGrant)
        {
            var identity = new ClaimsIdentity(SignInGrant).SetClaim(Claims.Subject, Guid.NewGuid().ToString()).SetScopes(Scopes.OfflineAccess);
            context.SignIn(new ClaimsPrincipal(identity));
        }

        return default;
    }

    private sealed class Context(DbContextOptions<Context> options) : DbContext(options);
}
