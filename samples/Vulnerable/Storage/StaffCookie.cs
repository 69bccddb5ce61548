using Microsoft.AspNetCore.Authentication;

namespace Storefront.Storage;

/// <summary>The session cookie of the back office.</summary>
public static class StaffCookie
{
    public const string Scheme = "Staff";

    public static AuthenticationBuilder AddStaffCookie(this AuthenticationBuilder authentication) =>
        authentication.AddCookie(Scheme, options =>
        {
            options.Cookie = new CookieBuilder
            {
                Name = "staff_session",
                HttpOnly = false,
                SecurePolicy = CookieSecurePolicy.None,
            };
            options.ExpireTimeSpan = TimeSpan.FromDays(365);
        });
}
