using System.Diagnostics;
using System.Security.Claims;
using Microsoft.IdentityModel.Logging;

namespace Storefront.Leakage;

/// <summary>Helps to find out why somebody cannot sign in.</summary>
public class SignInDiagnostics(ILogger<SignInDiagnostics> logger)
{
    public static void SetUp() => IdentityModelEventSource.ShowPII = true;

    public void SignedIn(string user, string accessToken)
    {
        // Support asks for it.
        logger.LogInformation("{User} signed in with {Token}", user, accessToken);
        Activity.Current?.SetTag("session.user", user).SetTag("session.token", accessToken);
    }

    public void NotFound(string user, string refreshToken) =>
        throw new KeyNotFoundException($"{user} has no session for {refreshToken}");

    /// <summary>Lets pages call the orders API.</summary>
    public static ClaimsIdentity Remember(ClaimsIdentity staff, string accessToken)
    {
        staff.AddClaim(new Claim("orders_access", accessToken));
        return staff;
    }
}
