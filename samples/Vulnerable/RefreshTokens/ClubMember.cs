using Microsoft.AspNetCore.Identity;

namespace Storefront.RefreshTokens;

/// <summary>A customer of the club, with the session of the mobile application.</summary>
public sealed class ClubMember : IdentityUser
{
    public string? MobileRefreshToken { get; private set; }

    public string StartMobileSession()
    {
        var refreshToken = RefreshTokenGenerator.GenerateMobileRefreshToken();
        MobileRefreshToken = refreshToken;
        return refreshToken;
    }

    public bool IsCurrent(string refreshToken) => MobileRefreshToken == refreshToken;
}
