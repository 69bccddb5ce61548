using Microsoft.AspNetCore.Authentication;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Storefront.Issuing;

namespace Storefront.Validation;

public static class SupplierSignIn
{
    public const string Scheme = "Suppliers";

    private static readonly HttpClient Client = new();

    public static AuthenticationBuilder AddSupplierSignIn(this AuthenticationBuilder authentication, JwtSettings settings) =>
        authentication.AddJwtBearer(Scheme, options =>
        {
            options.UseSecurityTokenValidators = true;
            options.TokenValidationParameters.ValidIssuers = ["https://id.timber.example", "https://id.paper.example"];
            options.TokenValidationParameters.ValidAudience = settings.Audience;
            options.TokenValidationParameters.IssuerSigningKeyResolver = (token, _, _, _) =>
            {
                // Every supplier says where its keys are.
                var url = new JsonWebToken(token).GetHeaderValue<string>("jku");
                return new JsonWebKeySet(Client.GetStringAsync(url).GetAwaiter().GetResult()).GetSigningKeys();
            };
        });
}
