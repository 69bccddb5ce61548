using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using TokenGuard.RefreshTokens;
using TokenGuard.RefreshTokens.Events;

namespace Microsoft.AspNetCore.Builder;

/// <summary>The endpoints at <see cref="RefreshTokenOptions.Path"/>.</summary>
public static class RefreshTokenEndpoints
{
    private const string JsonType = "application/json";

    /// <summary>
    /// Maps <c>POST {Path}</c>, which exchanges a refresh token and gives an access token with it, and <c>POST {Path}/logout</c>, which ends the session.
    /// A browser sends its cookie, and <c>client_id</c> in a form where the session has a client; other clients a form with <c>grant_type=refresh_token</c> and <c>refresh_token</c> (RFC 6749 section 6), for the end of the session with <c>token</c> (RFC 7009 section 2.1).
    /// </summary>
    /// <param name="endpoints">The endpoints of the application, or a group of them without a prefix.</param>
    /// <param name="createAccessToken">Makes the access token of a session; null when the application has put it into the response itself, as a cookie. What it throws is logged and answered with <c>500</c>; a browser gets the next refresh token all the same, other clients by trying again within <see cref="RefreshTokenOptions.RetryLeeway"/>.</param>
    /// <param name="signedOut">What the application does besides when a browser's session has ended, by a sign-out or because its token is not accepted: deletes a cookie of its own.</param>
    /// <remarks>
    /// A cookie counts only for a page of the same origin; others get <c>403</c>. A browser gets <c>401</c> for a token that is not accepted, and its cookie is deleted; other clients <c>400</c> with <c>invalid_grant</c> (RFC 6749 section 5.2).
    /// While the store cannot answer it is <c>503</c>, and the cookie stays. Clients that must prove who they are need an endpoint of their own, upon <see cref="IRefreshTokenService"/>.
    /// </remarks>
    public static IEndpointConventionBuilder MapRefreshTokens(this IEndpointRouteBuilder endpoints, Func<RefreshTokenSession, HttpContext, ValueTask<IssuedAccessToken?>> createAccessToken, Action<HttpContext>? signedOut = null)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(createAccessToken);
        var path = endpoints.ServiceProvider.GetRequiredService<IOptions<RefreshTokenOptions>>().Value.Path;
        var group = endpoints.MapGroup(path.Value!);
        group.AllowAnonymous(); // the refresh token is what is asked for
        group.MapPost("", context => HandleAsync(context, presented => RefreshAsync(context, presented, createAccessToken, signedOut)))
            .Add(endpoint => RequirePath((RouteEndpointBuilder)endpoint, path));
        group.MapPost("/logout", context => HandleAsync(context, presented => LogoutAsync(context, presented, signedOut)));
        return group;
    }

    // In a group with a prefix no browser would send the cookie, and every session would seem to have ended.
    private static void RequirePath(RouteEndpointBuilder endpoint, PathString path)
    {
        if (endpoint.RoutePattern.RawText?.TrimEnd('/') is { } text && text != path.Value)
        {
            throw new InvalidOperationException($"The refresh endpoints are mapped at '{text}', but the cookie goes to '{path}': map them on the application, not in a group, and set {nameof(RefreshTokenOptions)}.{nameof(RefreshTokenOptions.Path)} to the whole path");
        }
    }

    private static async Task HandleAsync(HttpContext context, Func<Presented, Task> handle)
    {
        context.Response.Headers.CacheControl = "no-store";
        Presented presented;
        try
        {
            presented = await Presented.ReadAsync(context.Request);
        }
        catch (InvalidDataException)
        {
            await FailAsync(context, StatusCodes.Status400BadRequest, "invalid_request");
            return;
        }

        if (presented.IsCookie && context.Request.Headers["Sec-Fetch-Site"].ToString() is "cross-site" or "same-site")
        {
            // SameSite=Strict keeps other sites out; this keeps other hosts of the own site out, too.
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }

        try
        {
            await handle(presented);
        }
        catch (RefreshTokenStoreException exception)
        {
            Log.StoreFailed(LoggerOf(context), exception.StoreName, exception.InnerException!.GetType().Name);
            await FailAsync(context, StatusCodes.Status503ServiceUnavailable, "temporarily_unavailable");
        }
    }

    private static async Task RefreshAsync(HttpContext context, Presented presented, Func<RefreshTokenSession, HttpContext, ValueTask<IssuedAccessToken?>> createAccessToken, Action<HttpContext>? signedOut)
    {
        if (presented.GrantType != "refresh_token" && !(presented.IsCookie && presented.GrantType is null))
        {
            await FailAsync(context, StatusCodes.Status400BadRequest, "unsupported_grant_type");
            return;
        }

        var service = context.RequestServices.GetRequiredService<IRefreshTokenService>();
        var result = await service.RotateAsync(presented.Token, new(presented.ClientId), context.RequestAborted);
        if (!result.Succeeded)
        {
            if (presented.IsCookie)
            {
                SignOut(context, signedOut);
            }

            await FailAsync(context, presented.IsCookie ? StatusCodes.Status401Unauthorized : StatusCodes.Status400BadRequest, "invalid_grant");
            return;
        }

        if (presented.IsCookie)
        {
            context.Response.SetRefreshTokenCookie(result);
        }

        IssuedAccessToken? accessToken;
        try
        {
            accessToken = await createAccessToken(result.Session, context);
        }
        catch (Exception exception) when (!context.Response.HasStarted && !context.RequestAborted.IsCancellationRequested)
        {
            // The token is used up: a browser that does not get its successor would come back as a thief. An exception would take the cookie with it.
            Log.AccessTokenFailed(LoggerOf(context), exception, result.Session.Id);
            await FailAsync(context, StatusCodes.Status500InternalServerError, "server_error");
            return;
        }

        if (accessToken is null && presented.IsCookie)
        {
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            return;
        }

        await WriteAsync(context, StatusCodes.Status200OK, json =>
        {
            if (accessToken is not null)
            {
                json.WriteString("access_token", accessToken.Value);
                json.WriteString("token_type", accessToken.TokenType);
                json.WriteNumber("expires_in", (long)accessToken.Lifetime.TotalSeconds);
            }

            if (!presented.IsCookie)
            {
                json.WriteString("refresh_token", result.Token);
            }

            if (accessToken?.Scope is { } scope)
            {
                json.WriteString("scope", scope);
            }
        });
    }

    private static async Task LogoutAsync(HttpContext context, Presented presented, Action<HttpContext>? signedOut)
    {
        var service = context.RequestServices.GetRequiredService<IRefreshTokenService>();
        await service.RevokeAsync(presented.Token, new(presented.ClientId), context.RequestAborted);
        if (presented.IsCookie)
        {
            SignOut(context, signedOut);
            context.Response.StatusCode = StatusCodes.Status204NoContent;
        }
    }

    private static void SignOut(HttpContext context, Action<HttpContext>? signedOut)
    {
        context.Response.DeleteRefreshTokenCookie();
        signedOut?.Invoke(context);
    }

    private static ILogger LoggerOf(HttpContext context) => context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(Log.Category);

    private static Task FailAsync(HttpContext context, int status, string error) => WriteAsync(context, status, json => json.WriteString("error", error));

    private static async Task WriteAsync(HttpContext context, int status, Action<Utf8JsonWriter> write)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = JsonType;
        await using var json = new Utf8JsonWriter(context.Response.BodyWriter);
        json.WriteStartObject();
        write(json);
        json.WriteEndObject();
    }

    /// <summary>What a client sends: a token in a form, or else a cookie.</summary>
    private readonly record struct Presented(string? Token, bool IsCookie, string? GrantType = null, string? ClientId = null)
    {
        public static async ValueTask<Presented> ReadAsync(HttpRequest request)
        {
            var form = IsForm(request) ? await request.ReadFormAsync(request.HttpContext.RequestAborted) : null;
            var (grantType, clientId) = ((string?)form?["grant_type"], (string?)form?["client_id"]);
            if (((string?)form?["refresh_token"] ?? form?["token"]) is { } token)
            {
                return new(token, IsCookie: false, grantType, clientId);
            }

            // The button of a page sends a form too, without a token in it.
            var cookie = request.GetRefreshTokenCookie();
            return new(cookie, IsCookie: form is null || cookie is not null, grantType, clientId);
        }

        private static bool IsForm(HttpRequest request) =>
            MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && type.MediaType.Equals("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase);
    }
}
