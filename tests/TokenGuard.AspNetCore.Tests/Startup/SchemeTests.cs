using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.BearerToken;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authentication.OAuth;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.HttpLogging;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Logging;
using Microsoft.IdentityModel.Tokens;

namespace TokenGuard.AspNetCore.Tests.Startup;

/// <summary>What is found in the options of each scheme, and its legitimate twin.</summary>
public class SchemeTests
{
    public static TheoryData<string, string, Action<JwtBearerOptions>> BearerMistakes => new()
    {
        { "TKG2001", "Block", options => options.TokenValidationParameters.RequireSignedTokens = false },
        { "TKG2001", "Block", options => options.TokenValidationParameters.SignatureValidator = (token, _) => new JsonWebToken(token) },
        { "TKG2001", "Block", options => options.TokenValidationParameters.SignatureValidatorUsingConfiguration = (token, _, _) => new JsonWebToken(token) },
        { "TKG2002", "Block", options => options.TokenValidationParameters.RequireExpirationTime = false },
        { "TKG2002", "Block", options => options.TokenValidationParameters.LifetimeValidator = (_, _, _, _) => true },
        { "TKG2003", "Block", options => options.TokenValidationParameters.RequireAudience = false },
        { "TKG2003", "Block", options => options.TokenValidationParameters.AudienceValidator = (_, _, _) => true },
        { "TKG2004", "Block", options => options.TokenValidationParameters.ValidateIssuer = false },
        { "TKG2004", "Block", options => options.TokenValidationParameters.IssuerValidator = (issuer, _, _) => issuer },
        { "TKG2009", "Block", options => options.TokenValidationParameters.ClockSkew = TimeSpan.FromHours(1) },
        { "TKG2015", "Report", options => options.UseSecurityTokenValidators = true },
        { "TKG2016", "Block", options => options.TokenValidationParameters.AlgorithmValidator = (_, _, _, _) => true },
        { "TKG2016", "Block", options => options.TokenValidationParameters.ValidAlgorithms = ["RS256", "none"] },
        { "TKG2017", "Report", options => options.TokenValidationParameters.TypeValidator = (type, _, _) => type },
        { "TKG1009", "Block", options => options.TokenValidationParameters.ValidAlgorithms = ["RS1"] },
        { "TKG1011", "Block", options => options.TokenValidationParameters.IssuerSigningKey = new SymmetricSecurityKey(new byte[32]) },
        { "TKG1011", "Block", options => options.TokenValidationParameters.IssuerSigningKey = new SymmetricSecurityKey(Encoding.UTF8.GetBytes("short-8Qp1Zr5Yq0yV3")) },
        { "TKG1011", "Block", options => options.TokenValidationParameters.IssuerSigningKey = new SymmetricSecurityKey(Encoding.UTF8.GetBytes("01010101010101010101010101010101")) },
        { "TKG1011", "Block", options => options.TokenValidationParameters.IssuerSigningKeys = [new RsaSecurityKey(RSA.Create(1024))] },
        { "TKG1011", "Report", options => options.TokenValidationParameters.IssuerSigningKey = new SymmetricSecurityKey("OurCompanySecretKeyForTokens2024"u8.ToArray()) },
        { "TKG1005", "Block", options => options.TokenValidationParameters.IssuerSigningKey = new SymmetricSecurityKey("a-string-secret-at-least-256-bits-long"u8.ToArray()) },
        { "TKG7003", "Block", options => Metadata(options, "http://login.example.com") },
        { "TKG7003", "Report", options => Metadata(options, "http://keycloak:8080/realms/shop") },
        { "TKG7003", "Report", options => Metadata(options, "http://keycloak.identity:8080/realms/shop") },
        { "TKG7003", "Report", options => Metadata(options, "http://10.0.0.5:8080/realms/shop") },
        { "TKG4002", "Block", options => options.BackchannelHttpHandler = new HttpClientHandler { ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator } },
        { "TKG4002", "Block", options => options.BackchannelHttpHandler = new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, _, _, _) => true } },
        { "TKG4002", "Block", options => options.BackchannelHttpHandler = new SocketsHttpHandler { SslOptions = { RemoteCertificateValidationCallback = (_, _, _, _) => true } } },
    };

    public static TheoryData<Action<JwtBearerOptions>> BearerTwins => new()
    {
        _ => { },
        options => options.TokenValidationParameters.ClockSkew = TimeSpan.Zero,
        options => options.TokenValidationParameters.ValidateIssuerSigningKey = false,
        options => options.TokenValidationParameters.SignatureValidator = (token, _) => throw new SecurityTokenInvalidSignatureException(),
        options => options.TokenValidationParameters.SignatureValidator = (_, _) => null!,
        options => options.TokenValidationParameters.LifetimeValidator = (_, expires, _, _) => expires > DateTime.UtcNow,
        options => options.TokenValidationParameters.AudienceValidator = (audiences, _, _) => audiences.Contains("api"),
        options => options.TokenValidationParameters.IssuerValidator = (issuer, _, _) => issuer == "https://issuer.example.com" ? issuer : throw new SecurityTokenInvalidIssuerException(),
        options => options.TokenValidationParameters.IssuerSigningKeyResolver = (_, _, _, _) => [],
        options => options.TokenValidationParameters.TypeValidator = (type, _, _) => type == "at+jwt" ? type : throw new SecurityTokenInvalidTypeException(),
        options => options.TokenValidationParameters.IssuerSigningKey = new RsaSecurityKey(RSA.Create(2048)),
        options => options.TokenValidationParameters.IssuerSigningKey = new SymmetricSecurityKey(Encoding.UTF8.GetBytes("3f6a0c9d2b7e48519acd04f8e16b7325f09c")),
        options => options.TokenValidationParameters.IssuerSigningKey = new ECDsaSecurityKey(ECDsa.Create(ECCurve.NamedCurves.nistP256)),
        options => options.BackchannelHttpHandler = new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, certificate, _, _) => certificate!.Thumbprint == "00" },
        options => options.BackchannelHttpHandler = new SocketsHttpHandler(),
        options => options.SaveToken = true,
    };

    /// <summary>The policies of an application that validates no audience, and what is done about that.</summary>
    public static TheoryData<string, Action<AuthorizationOptions>> Policies => new()
    {
        { "Report", options => options.AddPolicy("orders", policy => policy.RequireClaim("scope", "orders.read")) },
        { "Report", options => options.AddPolicy("orders", policy => policy.RequireAuthenticatedUser().RequireClaim("scp", "orders.read")) },
        { "Report", options => options.AddPolicy("orders", policy => policy.RequireClaim("http://schemas.microsoft.com/identity/claims/scope", "orders.read")) },
        { "Report", options => options.AddPolicy("orders", policy => policy.RequireClaim("aud", "orders")) },
        { "Report", options => options.AddPolicy("orders", policy => policy.AddRequirements(new HasScopeRequirement())) },
        { "Report", options => options.DefaultPolicy = new AuthorizationPolicyBuilder().RequireClaim("scope", "orders").Build() },
        { "Report", options => options.FallbackPolicy = new AuthorizationPolicyBuilder().RequireClaim("client_id", "shop").Build() },
        { "Block", _ => { } },
        { "Block", options => options.AddPolicy("orders", policy => policy.RequireAuthenticatedUser()) },
        { "Block", options => options.AddPolicy("orders", policy => policy.RequireRole("admin")) },
        { "Block", options => options.AddPolicy("orders", policy => policy.RequireClaim("sub")) },
        { "Block", options => options.AddPolicy("orders", policy => policy.RequireAssertion(_ => true)) },
    };

    [Theory]
    [MemberData(nameof(Policies))]
    public async Task Policies_that_ask_for_a_scope_do_the_work_of_the_audience_check(string enforcement, Action<AuthorizationOptions> configure)
    {
        foreach (var change in new Action<JwtBearerOptions>[] { options => options.TokenValidationParameters.ValidateAudience = false, options => options.TokenValidationParameters.AudienceValidator = (_, _, _) => true })
        {
            await FindsAsync("TKG2003", enforcement, services =>
            {
                services.AddAuthorization(configure);
                StartupTests.Bearer(change)(services);
            });
        }
    }

    [Fact]
    public Task For_a_sign_in_they_do_not() =>
        FindsAsync("TKG2003", "Block", services => services
            .AddAuthorization(options => options.AddPolicy("orders", policy => policy.RequireClaim("scope", "orders.read")))
            .AddAuthentication("Cookies").AddCookie().AddOpenIdConnect(options =>
            {
                (options.Authority, options.ClientId, options.TokenValidationParameters.ValidateAudience) = ("https://login.example.com", "shop", false);
            }));

    private sealed class HasScopeRequirement : IAuthorizationRequirement;

    public static TheoryData<string, string, Action<OpenIdConnectOptions>> SignInMistakes => new()
    {
        { "TKG7005", "Block", options => options.ResponseType = "code token" },
        { "TKG7005", "Report", options => options.ResponseType = "id_token" },
        { "TKG7004", "Block", options => options.UsePkce = false },
        { "TKG7007", "Block", options => options.ProtocolValidator.RequireNonce = false },
        { "TKG7007", "Block", options => options.ProtocolValidator.RequireState = false },
        { "TKG7007", "Block", options => options.NonceCookie.SecurePolicy = CookieSecurePolicy.None },
        { "TKG7007", "Block", options => options.CorrelationCookie.SecurePolicy = CookieSecurePolicy.None },
        { "TKG5007", "Report", options => options.SaveTokens = true },
        { "TKG2003", "Block", options => options.TokenValidationParameters.ValidateAudience = false },
        { "TKG7003", "Block", options => (options.Authority, options.RequireHttpsMetadata) = ("http://login.example.com", false) },
    };

    public static TheoryData<string, string, Action<CookieAuthenticationOptions>> CookieMistakes => new()
    {
        { "TKG3001", "Block", options => options.Cookie.HttpOnly = false },
        { "TKG3002", "Block", options => options.Cookie.SecurePolicy = CookieSecurePolicy.None },
        { "TKG7008", "Report", options => options.ExpireTimeSpan = TimeSpan.FromDays(365) },
    };

    [Theory]
    [MemberData(nameof(BearerMistakes))]
    public Task JwtBearer(string rule, string enforcement, Action<JwtBearerOptions> configure) => FindsAsync(rule, enforcement, StartupTests.Bearer(configure));

    [Theory]
    [MemberData(nameof(BearerTwins))]
    public async Task JwtBearer_done_right(Action<JwtBearerOptions> configure)
    {
        await using var application = await TestApplication.StartAsync(StartupTests.Bearer(options =>
        {
            options.TokenValidationParameters.ValidAlgorithms = ["HS256"];
            configure(options);
        }));
        Assert.Empty(application.Recorder.Violations);
    }

    [Theory]
    [MemberData(nameof(SignInMistakes))]
    public Task OpenIdConnect(string rule, string enforcement, Action<OpenIdConnectOptions> configure) => FindsAsync(rule, enforcement, SignIn(configure));

    [Fact]
    public async Task OpenIdConnect_done_right()
    {
        await using var application = await TestApplication.StartAsync(SignIn(options => options.TokenValidationParameters.ValidAlgorithms = ["RS256"]));
        Assert.Empty(application.Recorder.Violations);
    }

    [Theory]
    [MemberData(nameof(CookieMistakes))]
    public Task Cookies(string rule, string enforcement, Action<CookieAuthenticationOptions> configure) => FindsAsync(rule, enforcement, services => services.AddAuthentication().AddCookie(configure));

    [Fact]
    public async Task Cookies_sessions_bearer_tokens_and_logging_by_default_are_right()
    {
        await using var application = await TestApplication.StartAsync(services =>
        {
            services.AddAuthentication().AddCookie().AddCookie("Identity.TwoFactorRememberMe", options => options.ExpireTimeSpan = TimeSpan.FromDays(365)).AddBearerToken();
            services.AddDistributedMemoryCache().AddSession().AddAntiforgery().AddHttpLogging(_ => { }).AddW3CLogging(_ => { });
        });
        Assert.Empty(application.Recorder.Violations);
    }

    [Fact]
    public async Task A_cookie_for_other_sites_that_is_not_secure()
    {
        await using var application = await TestApplication.StartAsync(
            services => services.AddAuthentication().AddCookie(options => (options.Cookie.SameSite, options.Cookie.SecurePolicy) = (SameSiteMode.None, CookieSecurePolicy.None)),
            options: options => options.Mode = TokenGuardMode.Report);
        Assert.Equal(["TKG3002", "TKG3003"], application.Recorder.RuleIds);
    }

    [Fact]
    public Task The_session_cookie() =>
        FindsAsync("TKG3001", "Block", services => services.AddDistributedMemoryCache().AddSession(options => options.Cookie.HttpOnly = false));

    [Fact]
    public Task Bearer_tokens_that_live_too_long() =>
        FindsAsync("TKG1003", "Block", services => services.AddAuthentication().AddBearerToken(options => options.BearerTokenExpiration = TimeSpan.FromDays(1)));

    [Fact]
    public Task Refresh_tokens_that_live_too_long() =>
        FindsAsync("TKG6005", "Block", services => services.AddAuthentication().AddBearerToken(options => options.RefreshTokenExpiration = TimeSpan.FromDays(400)));

    [Fact]
    public Task OAuth_without_PKCE_may_be_what_the_server_knows() => FindsAsync("TKG7004", "Report", OAuth(_ => { }));

    [Fact]
    public async Task OAuth_done_right()
    {
        await using var application = await TestApplication.StartAsync(OAuth(options => options.UsePkce = true));
        Assert.Empty(application.Recorder.Violations);
    }

    [Theory]
    [InlineData("Authorization")]
    [InlineData("cookie")]
    public Task Logged_request_headers(string header) => FindsAsync("TKG5003", "Block", services => services.AddHttpLogging(options => options.RequestHeaders.Add(header)));

    [Fact]
    public Task Logged_response_headers() => FindsAsync("TKG5003", "Block", services => services.AddHttpLogging(options => options.ResponseHeaders.Add("Set-Cookie")));

    [Fact]
    public Task Logged_W3C_headers() => FindsAsync("TKG5003", "Block", services => services.AddW3CLogging(options => options.AdditionalRequestHeaders.Add("Authorization")));

    [Fact]
    public async Task Settings_that_come_from_configuration_are_found_where_they_take_effect()
    {
        var exception = await Assert.ThrowsAsync<TokenGuardException>(() => TestApplication.StartAsync(
            services => services.AddAuthentication().AddJwtBearer(),
            settings: new()
            {
                ["Authentication:Schemes:Bearer:ValidateAudience"] = "false",
                ["Authentication:Schemes:Bearer:ValidateIssuer"] = "false",
                ["Authentication:Schemes:Bearer:Authority"] = "https://login.example.com",
            }));
        Assert.Superset(new HashSet<string> { "TKG2003", "TKG2004", "TKG7001" }, exception.Violations.Select(violation => violation.RuleId).ToHashSet());
    }

    [Fact]
    public async Task A_setting_that_is_weak_or_long_is_reported_by_its_name()
    {
        const string Secret = "9f8b7c6d5e4f3a2b1c0d";
        var file = Path.Combine(Directory.CreateTempSubdirectory().FullName, "appsettings.json");
        await File.WriteAllTextAsync(file, $$"""{ "Jwt": { "Key": "{{Secret}}", "ValidateLifetime": "false", "AccessTokenExpirationHours": 48 } }""");
        await using var application = await TestApplication.StartAsync(host: builder => builder.Configuration.AddJsonFile(file));
        Assert.Equal(["TKG7001", "TKG7002", "TKG7012"], application.Recorder.RuleIds);
        Assert.DoesNotContain(Secret, application.Recorder.AllText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_that_comes_from_elsewhere_is_none_of_the_file()
    {
        await using var application = await TestApplication.StartAsync(settings: new() { ["Jwt:Key"] = "9f8b7c6d5e4f3a2b1c0d" });
        Assert.Empty(application.Recorder.Violations);
    }

    [Fact]
    public async Task A_gateway_that_has_validated_everything_is_believed()
    {
        await using var application = await TestApplication.StartAsync(
            StartupTests.Bearer(options => options.TokenValidationParameters.SignatureValidator = (token, _) => new JsonWebToken(token)),
            options: options => options.TrustedFrontProxy = true);
        Assert.DoesNotContain("TKG2001", application.Recorder.RuleIds);
    }

    [Fact]
    public async Task Whole_tokens_in_the_log_of_the_library()
    {
        IdentityModelEventSource.LogCompleteSecurityArtifact = true;
        try
        {
            await FindsAsync("TKG5003", "Block", _ => { });
        }
        finally
        {
            IdentityModelEventSource.LogCompleteSecurityArtifact = false;
        }
    }

    [Fact]
    public async Task A_delegate_that_does_not_answer_does_not_keep_the_application_from_starting()
    {
        using var never = new ManualResetEventSlim();
        await using var application = await TestApplication.StartAsync(StartupTests.Bearer(options => options.TokenValidationParameters.AudienceValidator = (_, _, _) =>
        {
            never.Wait(TimeSpan.FromSeconds(30));
            return true;
        }));
        never.Set();
        Assert.DoesNotContain("TKG2003", application.Recorder.RuleIds);
    }

    private static async Task FindsAsync(string rule, string enforcement, Action<IServiceCollection> services)
    {
        if (enforcement == "Block")
        {
            var exception = await Assert.ThrowsAsync<TokenGuardException>(() => TestApplication.StartAsync(services));
            Assert.Equal([rule], exception.Violations.Where(violation => violation.Action == TokenGuardAction.Blocked).Select(violation => violation.RuleId).Distinct());
        }

        await using var application = await TestApplication.StartAsync(services, options: options =>
        {
            options.Mode = enforcement == "Block" ? TokenGuardMode.Report : TokenGuardMode.Default;
            options.TurnOn(rule);
        });
        Assert.Contains(rule, application.Recorder.RuleIds);
        Assert.Contains($"tokenguard.violations {rule} reported", application.Recorder.Counts);
    }

    private static void Metadata(JwtBearerOptions options, string authority) => (options.Authority, options.RequireHttpsMetadata) = (authority, false);

    private static Action<IServiceCollection> SignIn(Action<OpenIdConnectOptions> configure) =>
        services => services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie().AddOpenIdConnect(options =>
        {
            (options.Authority, options.ClientId, options.ClientSecret, options.ResponseType) = ("https://login.example.com", "shop", "a secret", "code");
            configure(options);
        });

    private static Action<IServiceCollection> OAuth(Action<OAuthOptions> configure) =>
        services => services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie().AddOAuth("GitHub", options =>
        {
            (options.ClientId, options.ClientSecret, options.CallbackPath) = ("shop", "a secret", "/signin-github");
            (options.AuthorizationEndpoint, options.TokenEndpoint) = ("https://github.example.com/authorize", "https://github.example.com/token");
            configure(options);
        });
}
