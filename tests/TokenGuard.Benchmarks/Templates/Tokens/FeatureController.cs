using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Shop.Feature;

/// <summary>Signs users in, and renews what they hold.</summary>
[ApiController]
[Route("feature/session")]
public sealed class FeatureController(FeatureTokenService tokens, FeatureAccessTokens accessTokens, FeatureSessions sessions, ILogger<FeatureController> logger) : ControllerBase
{
    [HttpPost("login")]
    [AllowAnonymous]
    public async Task<ActionResult<FeatureAnswer>> Login(FeatureLogin login, CancellationToken cancellationToken)
    {
        var user = await sessions.FindUserAsync(login.Email, cancellationToken);
        if (user is null || !sessions.IsPassword(user, login.Password))
        {
            logger.LogInformation("Sign-in of {Email} was refused", login.Email);
            return Unauthorized();
        }

        var grant = await sessions.StartAsync(user, login.StaySignedIn, cancellationToken);
        FeatureCookies.SetRefreshToken(Response, grant);
        logger.LogInformation("User {UserId} has signed in until {ExpiresAt}", user.Id, grant.ExpiresAt);
        return new FeatureAnswer(grant.AccessToken, tokens.LifetimeInSeconds);
    }

    [HttpPost("refresh")]
    [AllowAnonymous]
    public async Task<ActionResult<FeatureAnswer>> Refresh(CancellationToken cancellationToken)
    {
        var presented = FeatureCookies.GetRefreshToken(Request);
        if (string.IsNullOrEmpty(presented))
        {
            return Unauthorized();
        }

        var grant = await sessions.RotateAsync(presented, cancellationToken);
        if (grant is null)
        {
            FeatureCookies.Clear(Response);
            return Unauthorized();
        }

        FeatureCookies.SetRefreshToken(Response, grant);
        return new FeatureAnswer(grant.AccessToken, tokens.LifetimeInSeconds);
    }

    [HttpPost("logout")]
    public async Task<IActionResult> Logout(CancellationToken cancellationToken)
    {
        if (FeatureCookies.GetRefreshToken(Request) is { Length: > 0 } presented)
        {
            await sessions.RevokeAsync(presented, cancellationToken);
        }

        FeatureCookies.Clear(Response);
        return NoContent();
    }

    [HttpPost("guest")]
    [AllowAnonymous]
    public ActionResult<FeatureAnswer> Guest([FromQuery] string? cart)
    {
        var id = cart ?? Guid.NewGuid().ToString("N");
        var token = accessTokens.CreateForGuest(id);
        FeatureCookies.SetAccessToken(Response, token, DateTimeOffset.UtcNow.AddMinutes(15));
        return new FeatureAnswer(token, 900);
    }

    [HttpGet("me")]
    [Authorize]
    public async Task<IActionResult> Me(CancellationToken cancellationToken)
    {
        var email = User.FindFirst("email")?.Value;
        var user = email is null ? null : await sessions.FindUserAsync(email, cancellationToken);
        return user is null ? NotFound() : Ok(new { user.Id, user.Email, user.DisplayName, Roles = user.Roles.Order().ToList() });
    }
}
