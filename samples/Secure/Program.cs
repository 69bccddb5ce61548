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

var builder = WebApplication.CreateBuilder(args);

builder.Services.AddTokenGuard();
builder.Services.AddOptions<JwtSettings>().BindConfiguration("Jwt").ValidateDataAnnotations().ValidateOnStart();
builder.Services.AddSingleton(TimeProvider.System);
builder.Services.AddSingleton<SigningKey>();
builder.Services.AddSingleton<TokenService>();
builder.Services.AddSingleton<RefreshTokenService>();
builder.Services.AddSingleton<UserDirectory>();
builder.Services.AddStorefrontAuthentication();
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

if (!app.Environment.IsDevelopment())
{
    app.UseHsts();
    app.UseHttpsRedirection();
}

app.UseFileServer();
app.UseAuthentication();
app.UseAuthorization();

var auth = app.MapGroup("/auth").AllowAnonymous().AddEndpointFilter(async (invocation, next) =>
{
    // SameSite=Strict keeps other sites out; this keeps other hosts of the own site out, too.
    var context = invocation.HttpContext;
    if (context.Request.Headers["Sec-Fetch-Site"].ToString() is "cross-site" or "same-site")
    {
        return Results.StatusCode(StatusCodes.Status403Forbidden);
    }

    context.Response.Headers.CacheControl = "no-store";
    return await next(invocation);
});

auth.MapPost("/login", (LoginRequest login, UserDirectory users, TokenService tokens, RefreshTokenService refreshTokens, HttpResponse response) =>
{
    if (users.SignIn(login.Email, login.Password) is not { } user)
    {
        return Results.Unauthorized();
    }

    AuthCookies.SignIn(response, tokens.CreateAccessToken(user), refreshTokens.Issue(user.Id));
    return Results.NoContent();
});

auth.MapPost("/refresh", (UserDirectory users, TokenService tokens, RefreshTokenService refreshTokens, HttpContext context) =>
{
    if (AuthCookies.GetRefreshToken(context.Request) is not { } presented
        || refreshTokens.Rotate(presented) is not { } grant
        || users.Find(grant.UserId) is not { } user)
    {
        AuthCookies.SignOut(context.Response);
        return Results.Unauthorized();
    }

    AuthCookies.SignIn(context.Response, tokens.CreateAccessToken(user), grant);
    return Results.NoContent();
});

// Below the refresh endpoint, because the browser sends the cookie to no other path.
auth.MapPost("/refresh/logout", (RefreshTokenService refreshTokens, HttpContext context) =>
{
    if (AuthCookies.GetRefreshToken(context.Request) is { } presented)
    {
        refreshTokens.Revoke(presented);
    }

    AuthCookies.SignOut(context.Response);
    return Results.NoContent();
});

app.MapGet("/orders", async (string? pageToken, HttpContext context, OrdersClient orders, CancellationToken cancellationToken) =>
{
    var accessToken = await context.GetTokenAsync("access_token");
    return await orders.GetOrdersAsync(accessToken!, pageToken, cancellationToken);
});

app.MapOrderBook();
app.MapPreferences();

app.Run();

internal sealed record LoginRequest(string Email, string Password);
