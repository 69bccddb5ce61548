using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Storefront;
using Storefront.Issuing;
using Storefront.RefreshTokens;
using Storefront.Storage;
using Storefront.Transport;
using Storefront.Validation;
using TokenGuard.RefreshTokens;

var builder = WebApplication.CreateBuilder(args);

builder.Services.AddTokenGuard();
builder.Services.AddOptions<JwtSettings>().BindConfiguration("Jwt").ValidateDataAnnotations().ValidateOnStart();
builder.Services.AddSingleton(TimeProvider.System);
builder.Services.AddSingleton<SigningKey>();
builder.Services.AddSingleton<TokenService>();
builder.Services.AddSingleton<UserDirectory>();
builder.Services.AddStorefrontAuthentication();
builder.AddStorefrontRefreshTokens();
builder.Services.AddAntiforgery(options =>
{
    options.HeaderName = "X-XSRF-TOKEN";
    options.Cookie.SecurePolicy = builder.Environment.IsDevelopment() ? CookieSecurePolicy.SameAsRequest : CookieSecurePolicy.Always;
});

// Without Orders:BaseUrl this process is its own orders API.
builder.Services.AddHttpClient<OrdersClient>((services, client) => client.BaseAddress = new Uri(
    builder.Configuration["Orders:BaseUrl"]
    ?? services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First()));

var app = builder.Build();

// A missing key stops the start, not the first sign-in.
app.Services.GetRequiredService<SigningKey>();
app.CreateSessions();

if (!app.Environment.IsDevelopment())
{
    app.UseHsts();
    app.UseHttpsRedirection();
}

app.UseFileServer();
app.UseAuthentication();
app.UseAuthorization();

app.MapPost("/auth/login", async (LoginRequest login, UserDirectory users, TokenService tokens, IRefreshTokenService refreshTokens, HttpContext context, CancellationToken cancellationToken) =>
{
    // Nobody is to be signed in by a page of another host.
    if (context.Request.Headers["Sec-Fetch-Site"].ToString() is "cross-site" or "same-site")
    {
        return Results.StatusCode(StatusCodes.Status403Forbidden);
    }

    if (users.SignIn(login.Email, login.Password) is not { } user
        || await refreshTokens.IssueAsync(new RefreshTokenGrant(user.Id), cancellationToken) is not { Succeeded: true } session)
    {
        return Results.Unauthorized();
    }

    context.Response.Headers.CacheControl = "no-store";
    context.Response.SetRefreshTokenCookie(session);
    AuthCookies.SignIn(context.Response, tokens.CreateAccessToken(user));
    return Results.NoContent();
}).AllowAnonymous();

// POST /auth/refresh, and POST /auth/refresh/logout
app.MapRefreshTokens(
    (session, context) =>
    {
        var services = context.RequestServices;
        AuthCookies.SignIn(context.Response, services.GetRequiredService<TokenService>().CreateAccessToken(services.GetRequiredService<UserDirectory>().Get(session.Subject)));
        return default;
    },
    context => AuthCookies.SignOut(context.Response));

app.MapGet("/orders", async (string? pageToken, HttpContext context, OrdersClient orders, CancellationToken cancellationToken) =>
{
    var accessToken = await context.GetTokenAsync("access_token");
    return await orders.GetOrdersAsync(accessToken!, pageToken, cancellationToken);
});

app.MapOrderBook();
app.MapPreferences();

app.Run();

internal sealed record LoginRequest(string Email, string Password);
