using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;
using Storefront;
using Storefront.Configuration;
using Storefront.Issuing;
using Storefront.Leakage;
using Storefront.RefreshTokens;
using Storefront.Storage;
using Storefront.Transport;
using Storefront.Validation;

var builder = WebApplication.CreateBuilder(args);

var jwt = new JwtSettings
{
    Issuer = Required("Jwt:Issuer"),
    Audience = Required("Jwt:Audience"),
    SigningKey = Required("Jwt:SigningKey"),
};

builder.Services.AddSingleton(jwt);
builder.Services.AddSingleton<TokenService>();
builder.Services.AddSingleton<ClientTokenService>();
builder.Services.AddSingleton<FeedTokens>();
builder.Services.AddSingleton<SettlementTokens>();
builder.Services.AddSingleton<CourierTokens>();
builder.Services.AddSingleton<CourierTokenReader>();
builder.Services.AddSingleton<RefreshTokenStore>();
builder.Services.AddSingleton<UserDirectory>();
builder.Services.AddSingleton<SignInDiagnostics>();
builder.Services.AddControllersWithViews();
builder.Services.AddStorefrontAuthentication(jwt);
builder.Services.AddAuthentication().AddCompanySignIn(builder.Configuration);
builder.Services.AddAuthentication().AddSupplierSignIn(jwt);
builder.Services.AddSingleton<ReportTokenReader>();
builder.Services.AddHttpClient<PriceFeed>();
builder.AddPartnerTokenServer();
builder.Services.AddHttpContextAccessor();
builder.Services.AddTransient<ParcelTokenHandler>();
ParcelTokenHandler.AddTo(builder.Services);
builder.Services.AddHttpClient<OrdersClient>(client => client.BaseAddress = new Uri(Required("Orders:BaseUrl")));

SignInDiagnostics.SetUp();

var app = builder.Build();

app.UseHttpsRedirection();
app.UseFileServer();
app.UseAuthentication();
app.UseMiddleware<MobileUserMiddleware>(app.Services.GetRequiredService<IOptionsMonitor<JwtBearerOptions>>().Get(AuthenticationSetup.Partners).TokenValidationParameters);
app.UseAuthorization();

app.MapControllers();

app.MapPost("/auth/login", (LoginRequest login, UserDirectory users, TokenService tokens, RefreshTokenStore store, SignInDiagnostics diagnostics, HttpResponse response) =>
{
    if (users.SignIn(login.Email, login.Password) is not { } user)
    {
        return Results.Unauthorized();
    }

    var (accessToken, refreshToken) = (tokens.CreateAccessToken(user), RefreshTokenGenerator.GenerateRefreshToken());
    store.Add(refreshToken, user);
    diagnostics.SignedIn(user.Id, accessToken);
    AuthCookies.SignIn(response, accessToken, refreshToken);
    return Results.NoContent();
});

app.MapPost("/auth/refresh", (HttpContext context, UserDirectory users, TokenService tokens, RefreshTokenStore store) =>
{
    if (context.Request.Cookies[AuthCookies.RefreshTokenCookie] is not { } presented
        || store.Redeem(presented) is not { } session
        || users.Find(session.UserId) is not { } user)
    {
        return Results.Unauthorized();
    }

    var refreshToken = RefreshTokenGenerator.GenerateRefreshToken();
    store.Add(refreshToken, user);
    AuthCookies.Renew(context.Response, tokens.CreateAccessToken(user), refreshToken);
    return Results.NoContent();
});

app.MapPost("/auth/refresh/logout", (HttpContext context, RefreshTokenStore store) =>
{
    if (context.Request.Cookies[AuthCookies.RefreshTokenCookie] is { } presented)
    {
        store.Redeem(presented);
    }

    AuthCookies.SignOut(context.Response);
    return Results.NoContent();
});

app.MapPost("/mobile/login", (LoginRequest login, UserDirectory users, ClientTokenService tokens, RefreshTokenStore store) =>
{
    if (users.SignIn(login.Email, login.Password) is not { } user)
    {
        return Results.Unauthorized();
    }

    var refreshToken = RefreshTokenGenerator.GenerateMobileRefreshToken();
    store.Add(refreshToken, user);
    return Results.Ok(new { accessToken = tokens.CreateMobileAccessToken(user), refreshToken });
});

app.MapGet("/mobile/return", (ClaimsPrincipal user, UserDirectory users, ClientTokenService tokens) =>
    users.Find(user.FindFirstValue(ClaimTypes.NameIdentifier)!) is { } known
        ? Results.Redirect($"storefront://signed-in#access_token={tokens.CreateMobileAccessToken(known)}")
        : Results.Unauthorized()).RequireAuthorization();

app.MapPost("/mobile/refresh", (MobileSession session, UserDirectory users, ClientTokenService tokens, RefreshTokenStore store) =>
    store.Find(session.RefreshToken) is { } known && users.Find(known.UserId) is { } user
        ? Results.Ok(new { accessToken = tokens.CreateMobileAccessToken(user) })
        : Results.Unauthorized());

app.MapPost("/couriers/login", (LoginRequest login, UserDirectory users, CourierTokens tokens) =>
    users.SignIn(login.Email, login.Password) is { } user
        ? Results.Ok(new { accessToken = tokens.CreateAccessToken(user.Id), refreshToken = tokens.CreateRefreshToken(user.Id) })
        : Results.Unauthorized());

app.MapPost("/couriers/resume", async (CourierSession session, UserDirectory users, CourierTokens tokens, CourierTokenReader reader) =>
    await reader.ReadExpiredAsync(session.AccessToken) is { } id && users.Find(id) is { } user
        ? Results.Ok(new { accessToken = tokens.CreateAccessToken(user.Id) })
        : Results.Unauthorized());

app.MapPost("/staff/login", async (LoginRequest login, UserDirectory users, TokenService tokens, HttpContext context) =>
{
    if (users.SignIn(login.Email, login.Password) is not { IsStaff: true } user)
    {
        return Results.Unauthorized();
    }

    var identity = SignInDiagnostics.Remember(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, user.Id)], StaffCookie.Scheme), tokens.CreateAccessToken(user));
    await context.SignInAsync(StaffCookie.Scheme, new ClaimsPrincipal(identity));
    return Results.NoContent();
});

app.MapGet("/staff/company", () => Results.Challenge(authenticationSchemes: [CompanySignIn.Scheme]));

app.MapGet("/prices", (PriceFeed prices, CancellationToken cancellationToken) => prices.GetPricesAsync(cancellationToken));

app.MapPost("/prices/login", (LoginRequest login, PriceFeed prices, CancellationToken cancellationToken) =>
    prices.SignInAsync(login.Email, login.Password, cancellationToken)).RequireAuthorization("Staff");

app.MapPost("/staff/partners/{id}/token", (string id, ClientTokenService tokens) =>
    Results.Ok(new { accessToken = tokens.CreatePartnerToken(id) })).RequireAuthorization("Staff");

app.MapPost("/staff/suppliers/{id}/token", (string id, ClientTokenService tokens) =>
    Results.Ok(new { accessToken = tokens.CreateSupplierToken(id) })).RequireAuthorization("Staff");

app.MapPost("/staff/resellers/{id}/token", (string id, FeedTokens tokens) =>
    Results.Ok(new { accessToken = tokens.CreateFeedToken(id), preview = tokens.CreatePreviewToken(id) })).RequireAuthorization("Staff");

app.MapPost("/staff/resellers/{id}/settlement", (string id, SettlementTokens tokens) =>
    Results.Ok(new { accessToken = tokens.CreateReportToken(id) })).RequireAuthorization("Staff");

app.MapGet("/reports", (HttpRequest request, ReportTokenReader reader) =>
    reader.Read(request.Headers["X-Report-Token"].ToString()) is { } report ? Results.Text(report, "application/json") : Results.Unauthorized());

app.MapPost("/suppliers/offers", (ClaimsPrincipal supplier) =>
    Results.Ok(new { supplier = supplier.FindFirstValue(ClaimTypes.NameIdentifier) })).RequireAuthorization(policy => policy.AddAuthenticationSchemes(SupplierSignIn.Scheme).RequireAuthenticatedUser());

app.MapPost("/portal/login", (ClaimsPrincipal user, ClientTokenService tokens, HttpResponse response) =>
{
    AuthCookies.SignInOnPartnerPortal(response, tokens.CreatePartnerToken(user.FindFirstValue(ClaimTypes.NameIdentifier)!));
    return Results.NoContent();
}).RequireAuthorization("Feeds");

app.MapPost("/portal/logout", (HttpResponse response) =>
{
    AuthCookies.SignOut(response);
    return Results.NoContent();
});

app.MapPost("/partners/session", async (HttpRequest request, IOptionsMonitor<JwtBearerOptions> schemes) =>
{
    var reader = new PartnerTokenReader(schemes.Get(AuthenticationSetup.Partners).TokenValidationParameters);
    var partner = await reader.ReadAsync(request.Headers["X-Partner-Token"].ToString());
    return Results.Ok(new { partner = partner.FindFirstValue(ClaimTypes.NameIdentifier) });
});

app.MapPost("/carts", (TokenService tokens) =>
{
    var cartId = Guid.NewGuid().ToString();
    return Results.Ok(new { cartId, accessToken = tokens.CreateGuestToken(cartId) });
});

app.MapGet("/orders", async (HttpContext context, OrdersClient orders, CancellationToken cancellationToken) =>
{
    var accessToken = context.Request.Cookies[AuthCookies.AccessTokenCookie]!;
    var refreshToken = context.Request.Cookies[AuthCookies.RefreshTokenCookie];
    return await orders.GetOrdersAsync(accessToken, refreshToken, cancellationToken);
}).RequireAuthorization();

app.MapPost("/orders/exports", async (HttpContext context, OrdersClient orders, CancellationToken cancellationToken) =>
{
    if (context.Request.Cookies[AuthCookies.RefreshTokenCookie] is not { } refreshToken)
    {
        return Results.Unauthorized();
    }

    await orders.StartExportAsync(refreshToken, cancellationToken);
    return Results.Accepted();
}).RequireAuthorization();

app.MapGet("/wishes", WishLists.GetAsync).RequireAuthorization();

app.MapPost("/orders/{id}/receipt", (string id, ClientTokenService tokens) =>
    Results.Ok(new { receipt = tokens.CreateReceiptToken(id) })).RequireAuthorization();

app.MapGet("/receipts", (ClaimsPrincipal receipt) =>
    Results.Ok(new { order = receipt.FindFirstValue("order") })).RequireAuthorization("Guests");

app.Run();

string Required(string key) =>
    builder.Configuration[key] ?? throw new InvalidOperationException($"{key} is not configured");

internal sealed record LoginRequest(string Email, string Password);

internal sealed record MobileSession(string RefreshToken);

internal sealed record CourierSession(string AccessToken);
