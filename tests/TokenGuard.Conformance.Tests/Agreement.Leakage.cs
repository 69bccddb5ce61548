using System.Diagnostics;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TokenGuard.Rules;

namespace TokenGuard.Conformance.Tests;

internal static partial class Agreement
{
    private const string Jwt = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIiwibmFtZSI6ImFsaWNlIn0.c2lnbmF0dXJlLXNpZ25hdHVyZS1zaWduYXR1cmUtMDE";

    private static string OurRefreshToken => "tgr_" + new string('q', 70);

    /// <summary>What is written, as source, and as value: on the one side tokens, on the other what is made of them.</summary>
    private static (string Expression, string Value)[] Spoken =>
    [
        ("accessToken", Jwt), ("refreshToken", OurRefreshToken), ("\"Bearer \" + accessToken", "Bearer " + Jwt), ("$\"token {accessToken}\"", "token " + Jwt), ("string.Concat(\"token \", accessToken)", "token " + Jwt),
        ("accessToken.Length.ToString()", "120"), ("accessToken[..6]", Jwt[..6]), ("(accessToken is null).ToString()", "False"), ("Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(accessToken)))", new string('A', 64)), ("userName", "alice"), ("nextPageToken", "eyJwYWdlIjoyfQ=="),
    ];

    private static IEnumerable<KeyValuePair<string, IReadOnlyList<AgreementCase>>> OfLeakage => new Dictionary<string, IReadOnlyList<AgreementCase>>
    {
        [RuleIds.TokenLogged] = [.. Spoken.Select(item => Says(item, "logger.LogInformation(\"Says {Value}\", {0});", services => Logger(services).LogInformation("Says {Value}", item.Value)))],
        [RuleIds.TokenInException] = [.. Spoken.Select(item => Says(item, "throw new InvalidOperationException({0});", services => Logger(services).LogError(new InvalidOperationException(item.Value), "It failed")))],
        [RuleIds.TokenInTelemetry] = [.. Spoken.Select(item => Says(item, "activity.SetTag(\"value\", {0});", _ => End(activity => activity.SetTag("value", item.Value))))],
        [RuleIds.CacheableTokenResponse] =
        [
            Cached("Duration = 60", "public,max-age=60"), Cached("Duration = 3600, Location = ResponseCacheLocation.Any", "public,max-age=3600"), Cached("Duration = 60, Location = ResponseCacheLocation.Client", "private,max-age=60"),
            Cached("Duration = 1", "public,max-age=1"), Cached("NoStore = true", "no-store"), Cached("NoStore = true, Duration = 60", "no-store"), Cached("NoStore = true, Location = ResponseCacheLocation.None", "no-store,no-cache"), Cached(null, ""),
        ],
        [RuleIds.SaveTokensInCookie] =
        [
            .. new[] { true, false }.SelectMany(saves => new[] { true, false }.SelectMany(hasStore => new[] { SaveTokens("AddOpenIdConnect", saves, hasStore), SaveTokens("AddOAuth", saves, hasStore) })),
        ],
        [RuleIds.TokenInClaim] =
        [
            .. new[] { ("access_token", "accessToken"), ("refresh_token", "refreshToken"), ("id_token", "idToken"), ("accessToken", "accessToken"), ("role", "role"), ("name", "userName"), ("sub", "userId"), ("token_type", "kind"), ("token_use", "kind"), ("jti", "id") }.Select(ClaimOf),
        ],
    };

    private static AgreementCase Says((string Expression, string Value) item, string statement, Action<IServiceProvider> live) =>
        new(
            item.Expression,
            $$"""
            public void Say(Microsoft.Extensions.Logging.ILogger logger, Activity activity, string accessToken, string refreshToken, string userName, string nextPageToken)
            {
                {{statement.Replace("{0}", item.Expression, StringComparison.Ordinal)}}
            }
            """,
            services => services.AddLogging(logging => logging.AddProvider(new NoLog())),
            live);

    private static ILogger Logger(IServiceProvider services) => services.GetRequiredService<ILoggerFactory>().CreateLogger("Agreement");

    private static void End(Action<Activity> change)
    {
        using var activity = new Activity("work").Start();
        change(activity);
    }

    private static AgreementCase Cached(string? attribute, string cacheControl) =>
        new(
            attribute ?? "no attribute",
            $$"""
            public sealed class SessionController : ControllerBase
            {
                [HttpGet("session")]
                {{(attribute is null ? "" : $"[ResponseCache({attribute})]")}}
                public IActionResult Get(string accessToken) => Ok(new { accessToken });
            }
            """,
            Live: services => Respond(services, response =>
            {
                response.Headers.SetCookie = "__Host-access_token=abc; path=/; secure; httponly; samesite=strict";
                response.Headers.CacheControl = cacheControl;
            }));

    private static AgreementCase SaveTokens(string scheme, bool saves, bool hasStore) =>
        new(
            $"{scheme} {saves}, store {hasStore}",
            $$"""
            public void Add(IServiceCollection services{{(hasStore ? ", Microsoft.AspNetCore.Authentication.Cookies.ITicketStore store" : "")}}) => services.AddAuthentication("Cookies")
                .AddCookie({{(hasStore ? "options => options.SessionStore = store" : "")}})
                .{{scheme}}("Login", options => options.SaveTokens = {{Text(saves)}});
            """,
            services =>
            {
                var builder = services.AddAuthentication("Cookies").AddCookie(options => options.SessionStore = hasStore ? new NoStore() : null);
                _ = scheme == "AddOAuth"
                    ? builder.AddOAuth("Login", options => (options.ClientId, options.ClientSecret, options.AuthorizationEndpoint, options.TokenEndpoint, options.CallbackPath, options.SaveTokens, options.UsePkce) = ("shop", "a secret", Server + "/authorize", Server + "/token", "/signin", saves, true))
                    : builder.AddOpenIdConnect("Login", options => (options.Authority, options.ClientId, options.ResponseType, options.SaveTokens) = (Server, "shop", "code", saves));
            },
            IsAlone: true);

    private static AgreementCase ClaimOf((string Name, string Variable) claim) =>
        new(
            claim.Name,
            $$"""
            public string Issue(SigningCredentials credentials, string {{claim.Variable}})
            {
                var claims = new[] { new Claim("{{claim.Name}}", {{claim.Variable}}) };
                return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
                {
                    Issuer = "https://issuer.example.com", Audience = "api", Subject = new ClaimsIdentity(claims), SigningCredentials = credentials, Expires = DateTime.UtcNow.AddMinutes(15),
                });
            }
            """,
            Live: services => Issue(services, descriptor => descriptor.Claims[claim.Name] = "x"));

    private static Action<IServiceCollection> SignIn(Action<OpenIdConnectOptions> configure) =>
        services => services.AddAuthentication("Cookies").AddCookie().AddOpenIdConnect(options =>
        {
            (options.Authority, options.ClientId, options.ResponseType) = ("https://login.example.com", "shop", "code");
            configure(options);
        });

    private sealed class NoLog : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
        }

        public void Dispose()
        {
        }
    }

    private sealed class NoStore : ITicketStore
    {
        public Task RemoveAsync(string key) => Task.CompletedTask;

        public Task RenewAsync(string key, Microsoft.AspNetCore.Authentication.AuthenticationTicket ticket) => Task.CompletedTask;

        public Task<Microsoft.AspNetCore.Authentication.AuthenticationTicket?> RetrieveAsync(string key) => Task.FromResult<Microsoft.AspNetCore.Authentication.AuthenticationTicket?>(null);

        public Task<string> StoreAsync(Microsoft.AspNetCore.Authentication.AuthenticationTicket ticket) => Task.FromResult("1");
    }
}
