using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Microsoft.CodeAnalysis;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;
using Microsoft.IdentityModel.Tokens;
using TokenGuard.AspNetCore;
using TokenGuard.AspNetCore.Checkpoints;
using TokenGuard.Rules;

namespace TokenGuard.Conformance.Tests;

/// <summary>One case, as source for the analyzer and as a live object for the guard.</summary>
/// <param name="What">What differs from the other cases of its rule.</param>
/// <param name="Source">The source: members of a class.</param>
/// <param name="Services">What the application sets up.</param>
/// <param name="Live">What it does.</param>
/// <param name="Settings">Its <c>appsettings.json</c>, instead of source.</param>
/// <param name="IsAlone">Whether it is a project of its own, because the rule asks what the rest of the project does.</param>
internal sealed record AgreementCase(string What, string Source, Action<IServiceCollection>? Services = null, Action<IServiceProvider>? Live = null, string? Settings = null, bool IsAlone = false)
{
    /// <summary>Whether the guard enforces the rule, or reports it where that is what it does by default, or once it is set.</summary>
    public async Task<bool> IsFoundAtRunTimeAsync(RuleDefinition rule)
    {
        var violations = new ConcurrentQueue<TokenGuardViolation>();
        var services = new ServiceCollection();
        services.AddSingleton<IHostEnvironment>(new ProductionEnvironment());
        using var folder = new SettingsFolder(Settings);
        services.AddSingleton<IConfiguration>(folder.Configuration);
        Services?.Invoke(services);
        services.AddTokenGuard(options =>
        {
            options.OnViolation = violations.Enqueue;
            if (rule.Runtime == RuntimeKind.OptIn)
            {
                options.Rules[rule.Id] = Enforcement.Report;
            }
        });
        await using var provider = services.BuildServiceProvider();
        try
        {
            foreach (var checkpoint in provider.GetServices<IHostedService>().OfType<IHostedLifecycleService>())
            {
                await checkpoint.StartingAsync(CancellationToken.None);
            }

            Live?.Invoke(provider);
        }
        catch (TokenGuardException exception)
        {
            Assert.NotEmpty(exception.Violations);
        }

        return violations.Any(violation => violation.RuleId == rule.Id && (rule.Runtime != RuntimeKind.Block || violation.Action != TokenGuardAction.Reported));
    }

    /// <summary>Which of the cases the analyzer reports, by their order.</summary>
    public static async Task<bool[]> AreFoundAtBuildTimeAsync(string rule, IReadOnlyList<AgreementCase> cases)
    {
        if (cases.Count > 1 && cases.All(item => item.IsAlone))
        {
            return [.. (await Task.WhenAll(cases.Select(item => AreFoundAtBuildTimeAsync(rule, [item])))).SelectMany(found => found)];
        }

        using var workspace = new AdhocWorkspace();
        var documents = cases.Select((item, index) => ($"Case{index}.cs", $$"""
            using System.Diagnostics;
            using System.IdentityModel.Tokens.Jwt;
            using System.Net.Http.Headers;
            using System.Net.Security;
            using System.Security.Claims;
            using System.Security.Cryptography;
            using System.Text;
            using Microsoft.AspNetCore.Authentication.JwtBearer;
            using Microsoft.AspNetCore.Mvc;
            using Microsoft.IdentityModel.JsonWebTokens;
            using Microsoft.IdentityModel.Tokens;

            public class Case{{index}}
            {
                {{item.Source}}
            }
            """));
        var project = CodeUnderFix.Open(workspace, [rule], documents);
        for (var i = 0; i < cases.Count; i++)
        {
            project = cases[i].Settings is { } settings ? project.AddAdditionalDocument("appsettings.json", settings, [$"Case{i}"], $"/Case{i}/appsettings.json").Project : project;
        }

        var found = (await CodeUnderFix.AnalyzeAsync(project)).Where(diagnostic => diagnostic.Id == rule).Select(diagnostic => diagnostic.Location.GetLineSpan().Path).ToHashSet();
        return [.. cases.Select((_, index) => found.Any(file => Path.GetFileName(file) == $"Case{index}.cs" || file == $"/Case{index}/appsettings.json"))];
    }

    /// <summary>A folder with settings; what a guard says of them depends on the file that they come from.</summary>
    private sealed class SettingsFolder : IDisposable
    {
        private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("tokenguard");

        public SettingsFolder(string? settings)
        {
            File.WriteAllText(Path.Combine(folder.FullName, "appsettings.json"), settings ?? "{}");
            Configuration = new ConfigurationBuilder().SetBasePath(folder.FullName).AddJsonFile("appsettings.json").Build();
        }

        public IConfigurationRoot Configuration { get; }

        public void Dispose() => folder.Delete(recursive: true);
    }

    private sealed class ProductionEnvironment : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = Environments.Production;

        public string ApplicationName { get; set; } = "Conformance";

        public string ContentRootPath { get; set; } = "/";

        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
    }
}

/// <summary>The cases of each rule, from both sides of each limit.</summary>
internal static partial class Agreement
{
    private static readonly SigningCredentials Credentials = new(new SymmetricSecurityKey(Convert.FromBase64String("x8Qp1Zr5Yq0yV3oX9b6n7mJ2k4L5h8G1f0D3s6A9w2E=")), "HS256");

    private static readonly (string Name, bool HttpOnly, bool Secure, SameSiteMode? SameSite)[] Cookies =
    [
        ("access_token", false, false, null), ("access_token", true, false, null), ("access_token", false, true, null), ("access_token", true, true, SameSiteMode.Lax),
        ("refreshToken", false, false, SameSiteMode.None), ("refreshToken", true, true, SameSiteMode.None), ("refreshToken", true, true, SameSiteMode.Strict), ("refreshToken", true, true, null),
        ("jwt", false, true, SameSiteMode.Strict), ("authToken", true, false, SameSiteMode.Lax), ("id_token", true, true, SameSiteMode.None), ("id_token", true, false, SameSiteMode.None),
        ("theme", false, false, null), ("XSRF-TOKEN", false, false, null), ("nextPageToken", false, false, SameSiteMode.None), ("token_type", false, false, null), ("token", false, false, null),
    ];

    public static IReadOnlyDictionary<string, IReadOnlyList<AgreementCase>> Cases { get; } = new Dictionary<string, IReadOnlyList<AgreementCase>>
    {
        [RuleIds.TokenCookieNotHttpOnly] = [.. Cookies.Select(Cookie)],
        [RuleIds.TokenCookieNotSecure] = [.. Cookies.Select(Cookie)],
        [RuleIds.TokenCookieCrossSite] = [.. Cookies.Select(Cookie)],
        [RuleIds.TokenCookieWithoutSameSite] = [.. Cookies.Select(Cookie)],
        [RuleIds.LongLivedTokenCookie] = [.. new[] { 1, 12, 24, 25, 100, 24 * 89, 24 * 90, (24 * 90) + 1, 24 * 365 }.SelectMany(hours => new[] { CookieFor("access_token", hours), CookieFor("refresh_token", hours) })],
        [RuleIds.TokenCookieScope] =
        [
            .. new (string, string?, string?)[]
            {
                ("__Host-access_token", null, "/"), ("__Secure-access_token", null, "/api"), ("access_token", null, "/"), ("__Secure-access_token", "example.com", "/"), ("__Secure-refresh_token", null, "/"),
                ("__Secure-refresh_token", null, "/auth/refresh"), ("__Host-refresh_token", null, "/"), ("refresh_token", null, "/auth/refresh"), ("theme", "example.com", "/"), ("nextPageToken", null, "/"),
            }.Select(Scope),
        ],
        [RuleIds.LongAccessTokenLifetime] = [.. new[] { 1, 15, 59, 60, 61, 90, 1440, 525600 }.Select(Lifetime), .. new[] { 1, 59, 60, 61, 120, 1440 }.Select(BearerLifetime)],
        [RuleIds.RefreshTokenWithoutExpiry] = [.. new[] { 1, 14, 30, 89, 90, 91, 180, 365, 3650 }.Select(RefreshLifetime)],
        [RuleIds.SensitiveClaim] = [.. "password, ssn, credit_card_number, cvv, api_key, disability, role, sub, name, tenant_id, orders, passport_number, department, security_stamp".Split(", ").Select(Claim)],
        [RuleIds.PersonalClaim] = [.. "email, phone_number, birthdate, date_of_birth, gender, role, sub, tenant_id, orders, department, postal_code, given_name".Split(", ").Select(Claim)],
        [RuleIds.SignatureNotValidated] = [.. Switches("RequireSignedTokens")],
        [RuleIds.LifetimeNotValidated] = [.. Switches("ValidateLifetime"), .. Switches("RequireExpirationTime")],
        [RuleIds.AudienceNotValidated] = [.. Switches("ValidateAudience"), .. Switches("RequireAudience")],
        [RuleIds.IssuerNotValidated] = [.. Switches("ValidateIssuer")],
        [RuleIds.ExcessiveClockSkew] = [.. new[] { 0, 1, 2, 4, 5, 6, 10, 60, 1440 }.Select(Skew)],
        [RuleIds.WeakSigningKey] = [.. new[] { 512, 1024, 1536, 2048, 2560, 3072, 4096, 1040 }.Select(RsaKey)],
        [RuleIds.TokenOverHttp] =
        [
            .. "http://api.shop.com/orders https://api.shop.com/orders http://localhost:5000/ http://127.0.0.1/ http://orders:8080/ http://orders.shop.svc/ http://portal.corp.internal/ http://10.1.2.3/ http://192.168.1.1/ http://203.0.113.9/ http://sub.shop.co.uk/"
                .Split(' ').Select(OverHttp),
        ],
        [RuleIds.TokenInUrl] = [.. "access_token refresh_token id_token accessToken refreshToken id_token_hint pageToken state code token_type csrf_token page".Split(' ').Select(InUrl)],
        [RuleIds.TokenInRedirect] = [.. "access_token refresh_token accessToken refreshToken id_token_hint pageToken state code token_type csrf_token page".Split(' ').Select(InRedirect)],
        [RuleIds.SensitiveLoggingEnabled] = [.. "Authorization authorization Cookie Proxy-Authorization Accept X-Request-Id User-Agent Referer Host".Split(' ').Select(LoggedHeader)],
        [RuleIds.ImplicitFlow] = [.. new[] { "code", "id_token", "code id_token", "token", "id_token token", "code token", "code id_token token", "none" }.Select(ResponseType)],
        [RuleIds.LongCookieSession] = [.. new[] { 1, 7, 14, 29, 30, 31, 90, 365, 3650 }.Select(Session)],
    }.Concat(OfIssuing).Concat(OfValidation).Concat(OfTransport).Concat(OfLeakage).Concat(OfConfiguration).ToDictionary();

    private static AgreementCase Cookie((string Name, bool HttpOnly, bool Secure, SameSiteMode? SameSite) cookie) =>
        new(
            cookie.ToString(),
            $$"""
            public void Write(HttpResponse response, string value) =>
                response.Cookies.Append("{{cookie.Name}}", value, new CookieOptions { HttpOnly = {{Text(cookie.HttpOnly)}}, Secure = {{Text(cookie.Secure)}}{{(cookie.SameSite is { } mode ? $", SameSite = SameSiteMode.{mode}" : "")}} });
            """,
            Live: services => Respond(services, response =>
                response.Cookies.Append(cookie.Name, "abc", new CookieOptions { HttpOnly = cookie.HttpOnly, Secure = cookie.Secure, SameSite = cookie.SameSite ?? SameSiteMode.Unspecified })));

    private static AgreementCase Scope((string Name, string? Domain, string? Path) cookie) =>
        new(
            cookie.ToString(),
            $$"""
            public void Write(HttpResponse response, string value) =>
                response.Cookies.Append("{{cookie.Name}}", value, new CookieOptions { HttpOnly = true, Secure = true, SameSite = SameSiteMode.Strict, Path = "{{cookie.Path}}"{{(cookie.Domain is null ? "" : $", Domain = \"{cookie.Domain}\"")}} });
            """,
            Live: services => Respond(services, response =>
                response.Cookies.Append(cookie.Name, "abc", new CookieOptions { HttpOnly = true, Secure = true, SameSite = SameSiteMode.Strict, Path = cookie.Path, Domain = cookie.Domain })));

    private static AgreementCase CookieFor(string name, int hours) =>
        new(
            $"{name} {hours} h",
            $$"""
            public void Write(HttpResponse response, string value) =>
                response.Cookies.Append("{{name}}", value, new CookieOptions { HttpOnly = true, Secure = true, SameSite = SameSiteMode.Strict, MaxAge = TimeSpan.FromHours({{hours}}) });
            """,
            Live: services => Respond(services, response =>
                response.Cookies.Append(name, "abc", new CookieOptions { HttpOnly = true, Secure = true, SameSite = SameSiteMode.Strict, MaxAge = TimeSpan.FromHours(hours) })));

    private static AgreementCase Lifetime(int minutes) =>
        new(
            $"{minutes} min",
            $$"""
            public string Issue(ClaimsIdentity subject, SigningCredentials credentials) => new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
            {
                Issuer = "https://issuer.example.com", Audience = "api", Subject = subject, SigningCredentials = credentials, Expires = DateTime.UtcNow.AddMinutes({{minutes}}),
            });
            """,
            Live: services => Issue(services, descriptor => descriptor.Expires = DateTime.UtcNow.AddMinutes(minutes)));

    private static AgreementCase BearerLifetime(int minutes) =>
        new(
            $"AddBearerToken {minutes} min",
            $$"""public void Add(IServiceCollection services) => services.AddAuthentication().AddBearerToken(options => options.BearerTokenExpiration = TimeSpan.FromMinutes({{minutes}}));""",
            services => services.AddAuthentication().AddBearerToken(options => options.BearerTokenExpiration = TimeSpan.FromMinutes(minutes)));

    private static AgreementCase RefreshLifetime(int days) =>
        new(
            $"AddBearerToken {days} d",
            $$"""public void Add(IServiceCollection services) => services.AddAuthentication().AddBearerToken(options => options.RefreshTokenExpiration = TimeSpan.FromDays({{days}}));""",
            services => services.AddAuthentication().AddBearerToken(options => options.RefreshTokenExpiration = TimeSpan.FromDays(days)));

    private static AgreementCase Claim(string name) =>
        new(
            name,
            $$"""
            public string IssueAccessToken(string value, SigningCredentials credentials)
            {
                var claims = new[] { new Claim("{{name}}", value) };
                return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
                {
                    Issuer = "https://issuer.example.com", Audience = "api", TokenType = "at+jwt", Subject = new ClaimsIdentity(claims), SigningCredentials = credentials, Expires = DateTime.UtcNow.AddMinutes(15),
                });
            }
            """,
            Live: services => Issue(services, descriptor => descriptor.Claims[name] = "x"));

    private static IEnumerable<AgreementCase> Switches(string member)
    {
        foreach (var value in new[] { true, false })
        {
            yield return new AgreementCase(
                $"{member} = {value}",
                $$"""public void Add(IServiceCollection services) => services.AddAuthentication().AddJwtBearer(options => options.TokenValidationParameters = new TokenValidationParameters { {{member}} = {{Text(value)}} });""",
                Bearer(parameters => Set(parameters, member, value)));
            yield return new AgreementCase(
                $"options: {member} = {value}",
                $$"""public void Add(IServiceCollection services) => services.AddAuthentication().AddJwtBearer(options => options.TokenValidationParameters.{{member}} = {{Text(value)}});""",
                Bearer(parameters => Set(parameters, member, value)));
        }

        foreach (var other in new[] { "ValidateIssuerSigningKey", "SaveSigninToken", "ValidateTokenReplay", "ValidateActor" })
        {
            yield return new AgreementCase(
                $"{other} = False",
                $$"""public void Add(IServiceCollection services) => services.AddAuthentication().AddJwtBearer(options => options.TokenValidationParameters.{{other}} = false);""",
                Bearer(parameters => Set(parameters, other, false)));
        }
    }

    private static AgreementCase Skew(int minutes) =>
        new(
            $"{minutes} min",
            $$"""public void Add(IServiceCollection services) => services.AddAuthentication().AddJwtBearer(options => options.TokenValidationParameters.ClockSkew = TimeSpan.FromMinutes({{minutes}}));""",
            Bearer(parameters => parameters.ClockSkew = TimeSpan.FromMinutes(minutes)));

    private static AgreementCase RsaKey(int bits) =>
        new(
            $"{bits} bits",
            $$"""public SigningCredentials Key() => new SigningCredentials(new RsaSecurityKey(RSA.Create({{bits}})), SecurityAlgorithms.RsaSha256);""",
            Bearer(parameters => parameters.IssuerSigningKey = new RsaSecurityKey(System.Security.Cryptography.RSA.Create(bits))));

    private static AgreementCase OverHttp(string url) =>
        new(
            url,
            $$"""
            public Task<HttpResponseMessage> Send(HttpClient client, string accessToken)
            {
                var request = new HttpRequestMessage(HttpMethod.Get, "{{url}}");
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);
                return client.SendAsync(request);
            }
            """,
            Live: services => services.GetRequiredService<OutboundCheckpoint>().Check(new HttpRequestMessage(HttpMethod.Get, url) { Headers = { { "Authorization", "Bearer abc" } } }));

    private static AgreementCase InUrl(string name) =>
        new(
            name,
            $$"""public Task<string> Get(HttpClient client, string value) => client.GetStringAsync($"https://api.shop.com/orders?{{name}}={value}");""",
            Live: services => services.GetRequiredService<OutboundCheckpoint>().Check(new HttpRequestMessage(HttpMethod.Get, $"https://api.shop.com/orders?{name}=abc")));

    private static AgreementCase InRedirect(string name) =>
        new(
            name,
            $$"""public void Redirect(HttpResponse response, string value) => response.Redirect($"https://app.shop.com/home?{{name}}={value}");""",
            Live: services => Respond(services, response => response.Redirect($"https://app.shop.com/home?{name}=abc")));

    private static AgreementCase LoggedHeader(string header) =>
        new(
            header,
            $$"""public void Add(IServiceCollection services) => services.AddHttpLogging(options => options.RequestHeaders.Add("{{header}}"));""",
            services => services.AddHttpLogging(options => options.RequestHeaders.Add(header)));

    private static AgreementCase ResponseType(string type) =>
        new(
            type,
            $$"""public void Add(IServiceCollection services) => services.AddAuthentication().AddOpenIdConnect(options => options.ResponseType = "{{type}}");""",
            services => services.AddAuthentication("Cookies").AddCookie().AddOpenIdConnect(options => (options.Authority, options.ClientId, options.ResponseType) = ("https://login.example.com", "shop", type)));

    private static AgreementCase Session(int days) =>
        new(
            $"{days} d",
            $$"""public void Add(IServiceCollection services) => services.AddAuthentication().AddCookie(options => options.ExpireTimeSpan = TimeSpan.FromDays({{days}}));""",
            services => services.AddAuthentication().AddCookie(options => options.ExpireTimeSpan = TimeSpan.FromDays(days)));

    private static Action<IServiceCollection> Bearer(Action<TokenValidationParameters> configure) =>
        services => services.AddAuthentication().AddJwtBearer(options => configure(options.TokenValidationParameters));

    private static void Set(TokenValidationParameters parameters, string member, bool value) => typeof(TokenValidationParameters).GetProperty(member)!.SetValue(parameters, value);

    private static void Issue(IServiceProvider services, Action<SecurityTokenDescriptor> configure, bool setsDefaultTimes = true)
    {
        var descriptor = Right();
        configure(descriptor);
        var handler = services.GetRequiredService<GuardedJsonWebTokenHandler>();
        handler.SetDefaultTimesOnTokenCreation = setsDefaultTimes;
        handler.CreateToken(descriptor);
    }

    private static void Respond(IServiceProvider services, Action<HttpResponse> write)
    {
        var context = new DefaultHttpContext { RequestServices = services, Request = { Scheme = "https", Host = new HostString("shop.example.com") } };
        write(context.Response);
        services.GetRequiredService<ResponseCheckpoint>().Check(context);
    }

    private static string Text(bool value) => value ? "true" : "false";
}
