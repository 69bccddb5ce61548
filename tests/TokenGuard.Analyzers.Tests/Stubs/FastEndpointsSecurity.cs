using Microsoft.AspNetCore.Authentication.JwtBearer;

namespace FastEndpoints.Security
{
    public sealed class JwtSigningOptions
    {
        public string? SigningKey { get; set; }
    }

    public static class AuthExtensions
    {
        public static IServiceCollection AddAuthenticationJwtBearer(
            this IServiceCollection services, System.Action<JwtSigningOptions> signingOptions, System.Action<JwtBearerOptions>? bearerOptions = null) => services;
    }
}
