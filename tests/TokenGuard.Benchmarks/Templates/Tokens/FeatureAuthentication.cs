using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.Tokens;

namespace Shop.Feature;

/// <summary>Who may call the area, and with what.</summary>
public static class FeatureAuthentication
{
    public const string Users = "feature-users";
    public const string Partners = "feature-partners";
    public const string Portal = "feature-portal";

    public static IServiceCollection AddFeatureAuthentication(this IServiceCollection services, IConfiguration configuration)
    {
        var settings = configuration.GetSection("Feature").Get<FeatureSettings>() ?? new FeatureSettings();
        services.AddOptions<FeatureSettings>().BindConfiguration("Feature").ValidateDataAnnotations().ValidateOnStart();
        services.AddAuthentication(Users)
            .AddJwtBearer(Users, options =>
            {
                options.Authority = settings.Authority;
                options.Audience = settings.Audience;
                options.MapInboundClaims = false;
                options.TokenValidationParameters = new TokenValidationParameters
                {
                    ValidateIssuer = true,
                    ValidIssuer = settings.Issuer,
                    ValidateAudience = true,
                    ValidAudiences = [settings.Audience, "feature-internal"],
                    ValidateLifetime = true,
                    NameClaimType = "sub",
                    RoleClaimType = "role",
                    ClockSkew = TimeSpan.FromMinutes(1),
                };
                options.Events = new JwtBearerEvents
                {
                    OnAuthenticationFailed = context =>
                    {
                        var logger = context.HttpContext.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("Feature");
                        logger.LogInformation("A call was refused: {Reason}", context.Exception.GetType().Name);
                        return Task.CompletedTask;
                    },
                    OnChallenge = context =>
                    {
                        context.Response.Headers.CacheControl = "no-store";
                        return Task.CompletedTask;
                    },
                };
            })
            .AddJwtBearer(Partners, options =>
            {
                options.RequireHttpsMetadata = true;
                options.TokenValidationParameters.ValidIssuer = settings.Issuer;
                options.TokenValidationParameters.ValidAudience = settings.Audience;
                options.TokenValidationParameters.IssuerSigningKey = settings.SecurityKey;
                options.TokenValidationParameters.ValidAlgorithms = [SecurityAlgorithms.HmacSha256];
            })
            .AddCookie(Portal, options =>
            {
                options.Cookie.Name = "__Host-feature";
                options.Cookie.HttpOnly = true;
                options.Cookie.SecurePolicy = CookieSecurePolicy.Always;
                options.Cookie.SameSite = SameSiteMode.Lax;
                options.ExpireTimeSpan = TimeSpan.FromHours(1);
                options.SlidingExpiration = true;
                options.Events = new CookieAuthenticationEvents
                {
                    OnRedirectToLogin = context =>
                    {
                        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
                        return Task.CompletedTask;
                    },
                };
            });

        services.AddAuthorizationBuilder()
            .AddPolicy("feature.read", policy => policy.AddAuthenticationSchemes(Users, Partners).RequireAuthenticatedUser())
            .AddPolicy("feature.write", policy => policy.AddAuthenticationSchemes(Users).RequireClaim("scope", "feature.write"));
        services.AddSingleton<FeatureTokenService>();
        services.AddSingleton<FeatureAccessTokens>();
        services.AddSingleton<FeatureSessions>();
        services.AddTransient<FeatureTokenHandler>();
        services.AddHttpClient<FeatureClient>(client => client.BaseAddress = new Uri("https://feature.example.com"))
            .AddHttpMessageHandler<FeatureTokenHandler>();
        return services;
    }
}
