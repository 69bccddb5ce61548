using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Storefront.Issuing;
using Storefront.Storage;

namespace Storefront.Validation;

public static class AuthenticationSetup
{
    public const string Partners = "Partners";
    public const string Guests = "Guests";

    public static void AddStorefrontAuthentication(this IServiceCollection services, JwtSettings settings)
    {
        services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme)
            .AddJwtBearer(options =>
            {
                options.TokenValidationParameters = new TokenValidationParameters
                {
                    IssuerSigningKey = settings.SecurityKey,
                    ValidateIssuer = false,
                    ValidateAudience = false,
                    ValidateLifetime = false,
                };
                options.Events = new JwtBearerEvents
                {
                    OnMessageReceived = context =>
                    {
                        context.Token = context.Request.Cookies[AuthCookies.AccessTokenCookie];
                        return Task.CompletedTask;
                    },
                };
            })
            .AddJwtBearer(Partners, options =>
            {
                // Partners come through the API gateway, which has looked at the signature already.
                options.TokenValidationParameters.SignatureValidator = (token, _) => new JsonWebToken(token);
                options.TokenValidationParameters.IssuerValidator = (issuer, _, _) => issuer;
                options.TokenValidationParameters.ValidateAudience = false;
                options.TokenValidationParameters.RequireExpirationTime = false;
                options.TokenValidationParameters.TypeValidator = (type, _, _) => type;
            })
            .AddJwtBearer(Guests, options =>
            {
                options.TokenValidationParameters = new TokenValidationParameters
                {
                    ValidIssuer = settings.Issuer,
                    ValidAudience = settings.Audience,
                    IssuerSigningKey = settings.SecurityKey,
                    RequireSignedTokens = false,
                    ValidAlgorithms = [SecurityAlgorithms.HmacSha256, SecurityAlgorithms.None],
                    ClockSkew = TimeSpan.FromHours(1),
                };
                options.Events = new GuestEvents();
            })
            .AddStaffCookie();

        services.AddAuthorizationBuilder()
            .AddPolicy("Staff", policy => policy
                .AddAuthenticationSchemes(StaffCookie.Scheme)
                .RequireAuthenticatedUser())
            .AddPolicy("Feeds", policy => policy
                .AddAuthenticationSchemes(Partners)
                .RequireRole("partner", "supplier"))
            .AddPolicy("Guests", policy => policy
                .AddAuthenticationSchemes(Guests)
                .RequireAuthenticatedUser());
    }
}
