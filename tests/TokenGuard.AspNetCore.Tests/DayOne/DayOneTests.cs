using System.Net;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Web;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace TokenGuard.AspNetCore.Tests.DayOne;

/// <summary>Applications that are right work as before, on the day that <c>AddTokenGuard()</c> comes in.</summary>
public class DayOneTests
{
    /// <summary>What the web templates of the SDK set up.</summary>
    public static TheoryData<string, Action<IServiceCollection>, Action<WebApplication>> Templates => new()
    {
        { "web", _ => { }, app => app.MapGet("/", () => "Hello World!") },
        { "webapi", services => services.AddControllers(), app => app.MapControllers() },
        { "mvc", services => services.AddControllersWithViews(), app => app.UseRouting() },
        { "webapp", services => services.AddRazorPages(), app => app.UseRouting() },
        { "blazor", services => services.AddRazorComponents(), app => app.UseAntiforgery() },
        { "grpc", services => services.AddRouting(), app => app.MapGet("/", () => "Communication with gRPC endpoints must be made through a gRPC client.") },
        { "session", services => services.AddDistributedMemoryCache().AddSession(), app => app.UseSession() },
        { "cookies", services => services.AddAuthentication().AddCookie(), app => app.UseAuthentication() },
        { "identity", services => services.AddIdentityCore<IdentityUser>().AddApiEndpoints().AddUserStore<NoUsers>().Services.AddAuthentication().AddBearerToken(IdentityConstants.BearerScheme).AddIdentityCookies(), app => app.UseAuthentication() },
        { "http logging", services => services.AddHttpLogging(_ => { }), app => app.UseHttpLogging() },
        { "SignalR", services => services.AddSignalR(), app => app.UseRouting() },
    };

    [Theory]
    [MemberData(nameof(Templates))]
    public async Task A_template_starts_and_serves(string template, Action<IServiceCollection> services, Action<WebApplication> app)
    {
        Assert.NotEmpty(template);
        await using var application = await TestApplication.StartAsync(services, built =>
        {
            app(built);
            built.MapGet("/ping", () => "pong");
        });
        Assert.Equal("pong", await application.Client.GetStringAsync("/ping"));
        Assert.Empty(application.Recorder.Violations);
    }

    [Fact]
    public async Task Sessions_and_antiforgery_work()
    {
        await using var application = await TestApplication.StartAsync(
            services => services.AddDistributedMemoryCache().AddSession().AddAntiforgery(),
            app =>
            {
                app.UseSession();
                app.MapGet("/form", (IAntiforgery antiforgery, HttpContext context) =>
                {
                    context.Session.SetString("name", "alice");
                    return antiforgery.GetAndStoreTokens(context).RequestToken;
                });
                app.MapPost("/form", async (IAntiforgery antiforgery, HttpContext context) =>
                {
                    await antiforgery.ValidateRequestAsync(context);
                    return context.Session.GetString("name");
                });
            });
        var form = await application.SendAsync("https://shop.example.com/form");
        using var reader = new StreamReader(form.Response.Body);
        var token = await reader.ReadToEndAsync();
        var answer = await application.SendAsync("https://shop.example.com/form", context =>
        {
            context.Request.Method = "POST";
            context.Request.Headers.Cookie = CookiesOf(form);
            context.Request.Headers["RequestVerificationToken"] = token;
        });
        using var answered = new StreamReader(answer.Response.Body);
        Assert.Equal("alice", await answered.ReadToEndAsync());
        Assert.Empty(application.Recorder.Violations);
    }

    [Fact]
    public async Task Sign_in_and_sign_out_with_OpenID_Connect_work()
    {
        using var provider = new Provider();
        await using var application = await TestApplication.StartAsync(
            services =>
            {
                services.AddAuthentication(options => (options.DefaultScheme, options.DefaultChallengeScheme) = (CookieAuthenticationDefaults.AuthenticationScheme, OpenIdConnectDefaults.AuthenticationScheme)).AddCookie().AddOpenIdConnect(options =>
                {
                    (options.Authority, options.ClientId, options.ClientSecret) = (Provider.Issuer, "shop", "a secret");
                    (options.ResponseType, options.ResponseMode, options.SaveTokens) = ("code", "query", true);
                    options.TokenValidationParameters.ValidAlgorithms = ["RS256"];
                    options.Configuration = provider.Configuration;
                    options.BackchannelHttpHandler = provider;
                });
                services.AddAuthorization();
            },
            app =>
            {
                app.UseAuthentication();
                app.UseAuthorization();
                app.MapGet("/me", (ClaimsPrincipal user) => user.FindFirstValue(ClaimTypes.NameIdentifier)).RequireAuthorization();
                app.MapGet("/logout", () => Results.SignOut(new AuthenticationProperties { RedirectUri = "/" }, [CookieAuthenticationDefaults.AuthenticationScheme, OpenIdConnectDefaults.AuthenticationScheme]));
            });
        var challenge = await application.SendAsync("https://shop.example.com/me");
        var query = HttpUtility.ParseQueryString(new Uri(challenge.Response.Headers.Location!).Query);
        provider.Nonce = query["nonce"];
        var callback = await application.SendAsync($"https://shop.example.com/signin-oidc?code=abc&state={Uri.EscapeDataString(query["state"]!)}", context => context.Request.Headers.Cookie = CookiesOf(challenge));
        Assert.Equal((302, "/me"), (callback.Response.StatusCode, callback.Response.Headers.Location.ToString()));
        var me = await application.SendAsync("https://shop.example.com/me", context => context.Request.Headers.Cookie = CookiesOf(callback));
        using var reader = new StreamReader(me.Response.Body);
        Assert.Equal("alice", await reader.ReadToEndAsync());
        var logout = await application.SendAsync("https://shop.example.com/logout", context => context.Request.Headers.Cookie = CookiesOf(callback));
        Assert.Contains("id_token_hint=eyJ", logout.Response.Headers.Location.ToString(), StringComparison.Ordinal);
        Assert.Empty(application.Recorder.Violations);
    }

    [Fact]
    public async Task On_Kestrel_a_cookie_leaves_hardened_and_a_redirect_with_a_token_does_not_leave()
    {
        await using var application = await TestApplication.StartAsync(
            app: app =>
            {
                app.Urls.Add("http://127.0.0.1:0");
                app.MapGet("/cookie", (HttpContext context) => context.Response.Headers.Append("Set-Cookie", "access_token=abc;; path=/"));
                app.MapGet("/redirect", () => Results.Redirect("/#access_token=" + Tokens.Opaque));
                app.MapGet("/flushed", async (HttpContext context) =>
                {
                    context.Response.Headers.SetCookie = "refresh_token=abc";
                    await context.Response.StartAsync();
                    await context.Response.WriteAsync("hello");
                });
            },
            isTestServer: false);
        var address = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = new Uri(address) };
        Assert.Equal(["access_token=abc;; path=/; HttpOnly; SameSite=Lax"], (await client.GetAsync("/cookie")).Headers.GetValues("Set-Cookie"));
        Assert.Equal(["refresh_token=abc; HttpOnly; SameSite=Lax"], (await client.GetAsync("/flushed")).Headers.GetValues("Set-Cookie"));
        var redirect = await client.GetAsync("/redirect");
        Assert.Equal(HttpStatusCode.InternalServerError, redirect.StatusCode);
        Assert.Null(redirect.Headers.Location);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/cookie")).StatusCode);
    }

    private static string CookiesOf(HttpContext context) => string.Join("; ", context.Response.Headers.SetCookie.Select(cookie => cookie!.Split(';')[0]).Where(cookie => !cookie.EndsWith('=')));

    private sealed class Provider : HttpMessageHandler
    {
        public const string Issuer = "https://login.example.com";

        private readonly RsaSecurityKey key = new(RSA.Create(2048)) { KeyId = "1" };

        public string? Nonce { get; set; }

        public OpenIdConnectConfiguration Configuration
        {
            get
            {
                var configuration = new OpenIdConnectConfiguration { Issuer = Issuer, AuthorizationEndpoint = Issuer + "/authorize", TokenEndpoint = Issuer + "/token", EndSessionEndpoint = Issuer + "/logout" };
                configuration.SigningKeys.Add(key);
                return configuration;
            }
        }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var token = new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
            {
                Issuer = Issuer,
                Audience = "shop",
                Claims = new Dictionary<string, object> { ["sub"] = "alice", ["nonce"] = Nonce! },
                SigningCredentials = new SigningCredentials(key, "RS256"),
            });
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK)
            {
                Content = new StringContent($$"""{"access_token":"{{Tokens.Opaque}}","refresh_token":"{{Tokens.Opaque}}2","id_token":"{{token}}","token_type":"Bearer","expires_in":3600}""", Encoding.UTF8, "application/json"),
            });
        }
    }

    private sealed class NoUsers : IUserStore<IdentityUser>
    {
        public Task<IdentityResult> CreateAsync(IdentityUser user, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IdentityResult> DeleteAsync(IdentityUser user, CancellationToken cancellationToken) => throw new NotSupportedException();

        public void Dispose()
        {
        }

        public Task<IdentityUser?> FindByIdAsync(string userId, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IdentityUser?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<string?> GetNormalizedUserNameAsync(IdentityUser user, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<string> GetUserIdAsync(IdentityUser user, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<string?> GetUserNameAsync(IdentityUser user, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task SetNormalizedUserNameAsync(IdentityUser user, string? normalizedName, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task SetUserNameAsync(IdentityUser user, string? userName, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IdentityResult> UpdateAsync(IdentityUser user, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
