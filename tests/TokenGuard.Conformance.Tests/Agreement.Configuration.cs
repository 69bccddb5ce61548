using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using TokenGuard.AspNetCore.Checkpoints;
using TokenGuard.Rules;

namespace TokenGuard.Conformance.Tests;

internal static partial class Agreement
{
    private static IEnumerable<KeyValuePair<string, IReadOnlyList<AgreementCase>>> OfConfiguration => new Dictionary<string, IReadOnlyList<AgreementCase>>
    {
        [RuleIds.InsecureAppSettings] =
        [
            Settings("""{ "Auth": { "RequireHttpsMetadata": false } }"""), Settings("""{ "Auth": { "RequireHttpsMetadata": true } }"""),
            Settings("""{ "Authentication": { "Schemes": { "Bearer": { "ValidateIssuer": false } } } }"""), Settings("""{ "Authentication": { "Schemes": { "Bearer": { "ValidateLifetime": false } } } }"""),
            Settings("""{ "Jwt": { "ValidateLifetime": "False" } }"""), Settings("""{ "Jwt": { "ValidateIssuerSigningKey": false } }"""), Settings("""{ "Orders": { "ValidateAudience": false } }"""),
            Settings("""{ "Jwt": { "Authority": "http://login.example.com" } }"""), Settings("""{ "Jwt": { "Authority": "https://login.example.com" } }"""), Settings("""{ "Jwt": { "Authority": "http://localhost:8080" } }"""), Settings("""{ "Jwt": { "Authority": "http://keycloak:8080" } }"""),
        ],
        [RuleIds.SecretInAppSettings] =
        [
            Settings("""{ "Jwt": { "Key": "k3Xw9Qm2Vt7Rz4Lb8Nc1Hs6Yd5Jf0Pg3" } }"""), Settings("""{ "Jwt": { "Issuer": "k3Xw9Qm2Vt7Rz4Lb8Nc1Hs6Yd5Jf0Pg3" } }"""), Settings("""{ "Login": { "ClientSecret": "k3Xw9Qm2Vt7R" } }"""), Settings("""{ "Login": { "ClientSecret": "k3" } }"""),
            Settings("""{ "Login": { "ClientSecret": "<secret>" } }"""), Settings("""{ "Login": { "ClientSecret": "${CLIENT_SECRET}" } }"""), Settings("""{ "JwtKey": "k3Xw9Qm2Vt7Rz4Lb8Nc1" }"""), Settings("""{ "Search": { "Key": "k3Xw9Qm2Vt7Rz4Lb8Nc1" } }"""), Settings("""{ "Jwt": { "Key": "signing.pfx" } }"""),
            Settings("""{ "Jwt": { "Key": 1234567890 } }"""),
        ],
        [RuleIds.LongLifetimeInAppSettings] =
        [
            Settings("""{ "Jwt": { "ExpiryInMinutes": 60 } }"""), Settings("""{ "Jwt": { "ExpiryInMinutes": 61 } }"""), Settings("""{ "Jwt": { "ExpiryInDays": "7" } }"""), Settings("""{ "Jwt": { "Expiry": 7 } }"""), Settings("""{ "Jwt": { "Lifetime": "00:15:00" } }"""), Settings("""{ "Jwt": { "Lifetime": "24:00:00" } }"""),
            Settings("""{ "Jwt": { "RefreshTokenExpiryInDays": 90 } }"""), Settings("""{ "Jwt": { "RefreshTokenExpiryInDays": 91 } }"""), Settings("""{ "Cookie": { "ExpiryInDays": 30 } }"""), Settings("""{ "Orders": { "ExpiryInDays": 30 } }"""),
        ],
        [RuleIds.HttpsMetadataNotRequired] =
        [
            .. new[] { "AddJwtBearer", "AddOpenIdConnect" }.SelectMany(scheme => new[]
            {
                Metadata(scheme, "http://login.example.com", false), Metadata(scheme, "http://login.example.com", true), Metadata(scheme, "https://login.example.com", true), Metadata(scheme, "https://login.example.com", null), Metadata(scheme, "http://login.shop.co.uk/realms/a", false),
            }),
        ],
        [RuleIds.PkceDisabled] =
        [
            .. new[] { "code", "code id_token", "code token", "id_token", "none" }.SelectMany(type => new[] { Pkce(type, false), Pkce(type, true), Pkce(type, null) }),
        ],
        [RuleIds.PasswordGrant] = [.. "password authorization_code refresh_token client_credentials urn:ietf:params:oauth:grant-type:device_code urn:ietf:params:oauth:grant-type:token-exchange passwordless PASSWORD".Split(' ').Select(Grant)],
        [RuleIds.NonceOrStateDisabled] =
        [
            .. new[] { true, false }.SelectMany(value => new[]
            {
                new AgreementCase($"RequireNonce {value}", SignInSource($"options.ProtocolValidator.RequireNonce = {Text(value)}"), SignIn(options => options.ProtocolValidator.RequireNonce = value)),
                new AgreementCase($"RequireState {value}", SignInSource($"options.ProtocolValidator.RequireState = {Text(value)}"), SignIn(options => options.ProtocolValidator.RequireState = value)),
                new AgreementCase($"RequireStateValidation {value}", SignInSource($"options.ProtocolValidator.RequireStateValidation = {Text(value)}"), SignIn(options => options.ProtocolValidator.RequireStateValidation = value)),
                new AgreementCase($"RequireSub {value}", SignInSource($"options.ProtocolValidator.RequireSub = {Text(value)}"), SignIn(options => options.ProtocolValidator.RequireSub = value)),
            }),
            .. new[] { CookieSecurePolicy.None, CookieSecurePolicy.SameAsRequest, CookieSecurePolicy.Always }.SelectMany(policy => new[]
            {
                new AgreementCase($"NonceCookie {policy}", SignInSource($"options.NonceCookie.SecurePolicy = CookieSecurePolicy.{policy}"), SignIn(options => options.NonceCookie.SecurePolicy = policy)),
                new AgreementCase($"CorrelationCookie {policy}", SignInSource($"options.CorrelationCookie.SecurePolicy = CookieSecurePolicy.{policy}"), SignIn(options => options.CorrelationCookie.SecurePolicy = policy)),
            }),
        ],
    };

    private static AgreementCase Settings(string json) => new(json, "", Settings: json);

    private static AgreementCase Metadata(string scheme, string authority, bool? isRequired) =>
        new(
            $"{scheme} {authority} {isRequired}",
            $$"""
            public void Add(IServiceCollection services) => services.AddAuthentication().{{scheme}}(options =>
            {
                options.Authority = "{{authority}}";
                {{(isRequired is { } value ? $"options.RequireHttpsMetadata = {Text(value)};" : "")}}
            });
            """,
            services => _ = scheme == "AddJwtBearer"
                ? services.AddAuthentication().AddJwtBearer(options => (options.Authority, options.RequireHttpsMetadata) = (authority, isRequired ?? options.RequireHttpsMetadata))
                : services.AddAuthentication("Cookies").AddCookie().AddOpenIdConnect(options => (options.Authority, options.ClientId, options.ResponseType, options.RequireHttpsMetadata) = (authority, "shop", "code", isRequired ?? options.RequireHttpsMetadata)));

    private static AgreementCase Pkce(string type, bool? uses) =>
        new(
            $"{type} {uses}",
            $$"""
            public void Add(IServiceCollection services) => services.AddAuthentication().AddOpenIdConnect(options =>
            {
                options.ResponseType = "{{type}}";
                {{(uses is { } value ? $"options.UsePkce = {Text(value)};" : "")}}
            });
            """,
            SignIn(options => (options.ResponseType, options.UsePkce) = (type, uses ?? options.UsePkce)));

    private static AgreementCase Grant(string grant) =>
        new(
            grant,
            $$"""
            public Task<HttpResponseMessage> Get(HttpClient client, string user, string password) =>
                client.PostAsync("https://id.example.com/connect/token", new FormUrlEncodedContent(new Dictionary<string, string> { ["grant_type"] = "{{grant}}", ["username"] = user, ["password"] = password }));
            """,
            KnowsServer,
            services => services.GetRequiredService<OutboundCheckpoint>().Check(new HttpRequestMessage(HttpMethod.Post, "https://id.example.com/connect/token")
            {
                Content = new FormUrlEncodedContent(new Dictionary<string, string> { ["grant_type"] = grant, ["username"] = "alice", ["password"] = "secret" }),
            }));

    private static string SignInSource(string statement) => $$"""public void Add(IServiceCollection services) => services.AddAuthentication().AddOpenIdConnect(options => {{statement}});""";
}
