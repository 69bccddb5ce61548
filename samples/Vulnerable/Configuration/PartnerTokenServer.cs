using OpenIddict.Abstractions;
using OpenIddict.Server;

namespace Storefront.Configuration;

/// <summary>Partners get their tokens from an endpoint of OpenIddict.</summary>
public static class PartnerTokenServer
{
    public static void AddPartnerTokenServer(this WebApplicationBuilder builder) =>
        builder.Services.AddOpenIddict().AddServer(options =>
        {
            options.SetTokenEndpointUris("partners/token").AllowClientCredentialsFlow().AllowRefreshTokenFlow();
            options.DisableTokenStorage().DisableRollingRefreshTokens().DisableSlidingRefreshTokenExpiration().SetRefreshTokenLifetime(null);
            options.EnableDegradedMode();
            options.AddDevelopmentEncryptionCertificate();
            options.AddDevelopmentSigningCertificate();
            options.UseAspNetCore();
            options.AddEventHandler<OpenIddictServerEvents.ValidateTokenRequestContext>(handler => handler.UseInlineHandler(context =>
            {
                if (builder.Configuration["Partners:Secret"] is not { } secret || context.ClientSecret != secret)
                {
                    context.Reject(OpenIddictConstants.Errors.InvalidClient);
                }

                return ValueTask.CompletedTask;
            }));
        });
}
