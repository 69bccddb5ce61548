using System.Net;
using System.Net.Http.Headers;
using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace TokenGuard.AspNetCore.Tests.Validation;

public class InboundTokenTests
{
    private static readonly SymmetricSecurityKey Key = new(RandomNumberGenerator.GetBytes(32));

    /// <summary>A token as it comes in, the rule that it breaks, and what is done: B refused, ~ reported.</summary>
    public static TheoryData<string, string, Action<SecurityTokenDescriptor>> Incoming => new()
    {
        { "", "", _ => { } },
        { "TKG1010", "B", token => token.TokenType = "refresh+jwt" },
        { "TKG1010", "B", token => token.Claims["typ"] = "Refresh" },
        { "TKG1010", "B", token => token.Claims["token_use"] = "refresh" },
        { "TKG1010", "B", token => token.Claims["tokenType"] = "refresh_token" },
        { "TKG1010", "B", token => token.TokenType = "rt+jwt" },
        { "TKG1010", "B", token => token.Claims["is_refresh"] = true },
        { "TKG1010", "~", token => token.Claims["role"] = "Refresh" },
        { "", "", token => (token.Claims["can_refresh"], token.Claims["scope"], token.Claims["azp"]) = (true, "cache.refresh orders", "refresh") },
        { "TKG1003", "~", token => token.Expires = DateTime.UtcNow.AddHours(24) },
        { "TKG1004", "~", token => token.Claims["password"] = "correct horse" },
        { "TKG2008", "~", token => token.TokenType = "logout+jwt" },
        { "TKG2010", "~", token => token.AdditionalHeaderClaims = new Dictionary<string, object> { ["jku"] = "https://evil.example.com/keys" } },

        // Shapes of the common identity providers.
        { "", "", token => (token.TokenType, token.Claims["ver"], token.Claims["tid"], token.Claims["scp"], token.Claims["aio"]) = ("JWT", "2.0", "9188040d-6c67-4c5b-b112-36a304b66dad", "access_as_user", "AXQAi/8TAAAA") },
        { "TKG1003", "~", token => (token.TokenType, token.Claims["gty"], token.Claims["azp"], token.Expires) = ("JWT", "client-credentials", "my_client_id", DateTime.UtcNow.AddHours(24)) },
        { "", "", token => (token.Claims["typ"], token.Claims["azp"], token.Claims["session_state"], token.Claims["acr"], token.Claims["email_verified"]) = ("Bearer", "shop", "b6a1", "1", true) },
    };

    [Theory]
    [MemberData(nameof(Incoming))]
    public async Task A_valid_token_is_accepted_or_refused(string rule, string action, Action<SecurityTokenDescriptor> change)
    {
        await using var application = await StartAsync(options: options => options.TurnOn(rule));
        var (status, token) = await CallAsync(application, change);
        Assert.Equal(action == "B" ? HttpStatusCode.Unauthorized : HttpStatusCode.OK, status);
        Assert.Equal(rule.Length > 0 ? [rule] : [], application.Recorder.RuleIds);
        Assert.DoesNotContain(token, application.Recorder.AllText, StringComparison.Ordinal);
        Assert.DoesNotContain("correct horse", application.Recorder.AllText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_of_the_header_is_refused_where_a_resolver_may_use_it()
    {
        await using var application = await StartAsync(options => options.TokenValidationParameters.IssuerSigningKeyResolver = (_, _, _, _) => [Key]);
        Assert.Equal(HttpStatusCode.Unauthorized, (await CallAsync(application, token => token.AdditionalHeaderClaims = new Dictionary<string, object> { ["jwk"] = "x" })).Status);
        Assert.Equal(["TKG2010"], application.Recorder.RuleIds);
    }

    [Fact]
    public async Task A_token_without_a_signature_or_an_end_that_the_options_let_pass_is_not_accepted()
    {
        await using var application = await StartAsync(
            options => (options.TokenValidationParameters.RequireSignedTokens, options.TokenValidationParameters.RequireExpirationTime) = (false, false),
            options => (options.Rules["TKG2001"], options.Rules["TKG2002"]) = (Enforcement.Report, Enforcement.Report));
        Assert.Equal(HttpStatusCode.Unauthorized, (await CallAsync(application, token => token.SigningCredentials = null)).Status);
        Assert.Contains("tokenguard.violations TKG1001 blocked", application.Recorder.Counts);
        Assert.Equal(HttpStatusCode.OK, (await CallAsync(application, token => token.Expires = null, setsTimes: false)).Status);
        Assert.Contains("tokenguard.violations TKG1002 reported", application.Recorder.Counts);
    }

    [Theory]
    [InlineData("")]
    [InlineData("abc")]
    [InlineData("a.b.c")]
    [InlineData("eyJhbGciOiJub25lIn0.e30.")]
    [InlineData("....")]
    [InlineData("eyJhbGciOiJIUzI1NiJ9.bm90IGpzb24.c2ln")]
    public async Task A_malformed_token_is_one_that_is_not_accepted(string token)
    {
        await using var application = await StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + token);
        Assert.Equal(HttpStatusCode.Unauthorized, (await application.Client.SendAsync(request)).StatusCode);
        Assert.Empty(application.Recorder.Violations);
    }

    [Fact]
    public async Task Handlers_that_are_set_after_ours_was_asked_are_watched_too()
    {
        await using var application = await TestApplication.StartAsync(
            services => services.AddAuthorization().AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer(scheme =>
            {
                scheme.TokenValidationParameters.IssuerSigningKey = Key;
                (scheme.TokenValidationParameters.ValidIssuer, scheme.TokenValidationParameters.ValidAudience) = ("https://issuer.example.com", "api");
            }),
            app => app.MapGet("/", () => "hello").RequireAuthorization(),
            host: builder => builder.Services.PostConfigure<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme, scheme =>
            {
                scheme.TokenHandlers.Clear();
                scheme.TokenHandlers.Add(new JsonWebTokenHandler());
            }));
        Assert.Equal(HttpStatusCode.Unauthorized, (await CallAsync(application, token => token.TokenType = "refresh+jwt")).Status);
    }

    [Theory]
    [InlineData("TKG1001", true, false)]
    [InlineData("TKG2010", false, true)]
    [InlineData("", false, false)]
    public async Task Of_an_ID_token_the_signature_matters_and_nothing_else(string rule, bool isUnsigned, bool hasKey)
    {
        await using var application = await TestApplication.StartAsync(services => services.AddAuthentication("Cookies").AddCookie().AddOpenIdConnect(signIn =>
            (signIn.Authority, signIn.ClientId, signIn.ResponseType, signIn.UsePkce) = ("https://login.example.com", "shop", "code", true)));
        var parameters = new TokenValidationParameters { RequireSignedTokens = false, ValidIssuer = "https://login.example.com", ValidAudience = "shop", IssuerSigningKeyResolver = (_, _, _, _) => [Key] };
        var token = new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = "https://login.example.com",
            Audience = "shop",
            TokenType = "id+jwt",
            Expires = DateTime.UtcNow.AddDays(30),
            Claims = new Dictionary<string, object> { ["gender"] = "f", ["ssn"] = "1" },
            AdditionalHeaderClaims = hasKey ? new Dictionary<string, object> { ["jwk"] = "x" } : null,
            SigningCredentials = isUnsigned ? null : new SigningCredentials(Key, "HS256"),
        });
        var handler = application.Services.GetRequiredService<IOptionsMonitor<OpenIdConnectOptions>>().Get(OpenIdConnectDefaults.AuthenticationScheme).TokenHandler;
        Assert.Equal(rule.Length == 0, (await handler.ValidateTokenAsync(token, parameters)).IsValid);
        Assert.Equal(rule.Length == 0 ? [] : [rule], application.Recorder.Violations.Where(violation => violation.Checkpoint == TokenGuardCheckpoint.InboundToken).Select(violation => violation.RuleId));
    }

    private static Task<TestApplication> StartAsync(Action<JwtBearerOptions>? bearer = null, Action<TokenGuardOptions>? options = null) =>
        TestApplication.StartAsync(
            services =>
            {
                services.AddAuthorization();
                services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer(scheme =>
                {
                    scheme.TokenValidationParameters.IssuerSigningKey = Key;
                    scheme.TokenValidationParameters.ValidIssuer = "https://issuer.example.com";
                    scheme.TokenValidationParameters.ValidAudience = "api";
                    scheme.TokenValidationParameters.ValidAlgorithms = ["HS256", "none"];
                    bearer?.Invoke(scheme);
                });
            },
            app => app.MapGet("/", (ClaimsPrincipal user) => user.FindFirstValue(ClaimTypes.NameIdentifier)).RequireAuthorization(),
            guard =>
            {
                guard.TurnOff("TKG2016", "these tests need it");
                options?.Invoke(guard);
            });

    private static async Task<(HttpStatusCode Status, string Token)> CallAsync(TestApplication application, Action<SecurityTokenDescriptor> change, bool setsTimes = true)
    {
        var descriptor = new SecurityTokenDescriptor
        {
            Issuer = "https://issuer.example.com",
            Audience = "api",
            TokenType = "at+jwt",
            Expires = DateTime.UtcNow.AddMinutes(15),
            Subject = new ClaimsIdentity([new Claim("sub", "alice")]),
            Claims = new Dictionary<string, object>(),
            SigningCredentials = new SigningCredentials(Key, SecurityAlgorithms.HmacSha256),
        };
        change(descriptor);
        var token = new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = setsTimes }.CreateToken(descriptor);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return ((await application.Client.SendAsync(request)).StatusCode, token);
    }
}
