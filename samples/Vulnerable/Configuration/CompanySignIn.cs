using Microsoft.AspNetCore.Authentication;
using Storefront.Storage;

namespace Storefront.Configuration;

public static class CompanySignIn
{
    public const string Scheme = "Company";

    public static AuthenticationBuilder AddCompanySignIn(this AuthenticationBuilder authentication, IConfiguration configuration) =>
        authentication.AddOpenIdConnect(Scheme, options =>
        {
            options.SignInScheme = StaffCookie.Scheme;
            options.Authority = configuration["Company:Authority"];
            options.RequireHttpsMetadata = false;
            options.ClientId = "storefront";
            options.ClientSecret = "Qm7-nX2_pL9vTz4c";
            options.ResponseType = "code id_token token";
            options.UsePkce = false;
            options.ProtocolValidator.RequireNonce = false;
            options.SaveTokens = true;
        });
}
