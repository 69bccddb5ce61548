using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using TokenGuard.AspNetCore.Checkpoints;
using TokenGuard.AspNetCore.Validation;
using TokenGuard.Rules;

namespace TokenGuard.Conformance.Tests;

internal static partial class Agreement
{
    private static IEnumerable<KeyValuePair<string, IReadOnlyList<AgreementCase>>> OfValidation => new Dictionary<string, IReadOnlyList<AgreementCase>>
    {
        [RuleIds.AlgorithmsNotPinned] =
        [
            Validation("none", "", _ => { }),
            Validation("issuer", "ValidIssuer = \"a\"", parameters => parameters.ValidIssuer = "a"),
            Validation("audience", "ValidAudience = \"a\"", parameters => parameters.ValidAudience = "a"),
            Validation("types", "ValidTypes = new[] { \"at+jwt\" }", parameters => parameters.ValidTypes = ["at+jwt"]),
            Validation("one", "ValidAlgorithms = new[] { \"RS256\" }", parameters => parameters.ValidAlgorithms = ["RS256"]),
            Validation("two", "ValidAlgorithms = new[] { \"RS256\", \"PS256\" }", parameters => parameters.ValidAlgorithms = ["RS256", "PS256"]),
            Validation("list", "ValidAlgorithms = new List<string> { \"ES256\" }", parameters => parameters.ValidAlgorithms = new List<string> { "ES256" }),
            Validation("validator", "AlgorithmValidator = (algorithm, _, _, _) => algorithm == \"RS256\"", parameters => parameters.AlgorithmValidator = (algorithm, _, _, _) => algorithm == "RS256"),
            Validation("signature validator", "SignatureValidator = (token, parameters) => throw new SecurityTokenInvalidSignatureException()", parameters => parameters.SignatureValidator = (_, _) => throw new SecurityTokenInvalidSignatureException()),
        ],
        [RuleIds.TokenTypeNotValidated] =
        [
            .. new[] { "logout+jwt", "id+jwt", "dpop+jwt", "secevent+jwt" }.Select(type => Type("", type, _ => { })),
            Type("ValidTypes = new[] { \"at+jwt\" }", "logout+jwt", parameters => parameters.ValidTypes = ["at+jwt"]),
            Type("ValidTypes = new[] { \"at+jwt\", \"JWT\" }", "id+jwt", parameters => parameters.ValidTypes = ["at+jwt", "JWT"]),
            Type("ValidTypes = new[] { \"logout+jwt\" }", "logout+jwt", parameters => parameters.ValidTypes = ["logout+jwt"]),
            Type("TypeValidator = (type, _, _) => type == \"at+jwt\" ? type : throw new SecurityTokenInvalidTypeException()", "logout+jwt", parameters => parameters.TypeValidator = (type, _, _) => type == "at+jwt" ? type : throw new SecurityTokenInvalidTypeException()),
        ],
        [RuleIds.SigningKeyFromToken] =
        [
            Resolver("jku", "new JsonWebKeySet(client.GetStringAsync(new JsonWebToken(token).GetHeaderValue<string>(\"jku\")).GetAwaiter().GetResult()).GetSigningKeys()"),
            Resolver("jwk", "new[] { new JsonWebKey(new JsonWebToken(token).GetHeaderValue<string>(\"jwk\")) }"),
            Resolver("x5u", "new JsonWebKeySet(client.GetStringAsync(new JsonWebToken(token).GetHeaderValue<string>(\"x5u\")).GetAwaiter().GetResult()).GetSigningKeys()"),
            Resolver("jku", "Fetch(client, new JsonWebToken(token).GetHeaderValue<string>(\"jku\"))", "private static IEnumerable<SecurityKey> Fetch(HttpClient client, string url) => new JsonWebKeySet(client.GetStringAsync(url).GetAwaiter().GetResult()).GetSigningKeys();"),
            Resolver("kid", "new[] { keys[kid] }"),
            Resolver("kid", "new[] { keys[new JsonWebToken(token).Kid] }"),
            Resolver("kid", "keys.Values"),
            Resolver("kid", "keys.TryGetValue(kid, out var key) ? new[] { key } : Array.Empty<SecurityKey>()"),
        ],
        [RuleIds.TokenAcceptedFromQuery] =
        [
            .. new[] { "access_token", "accessToken", "refresh_token", "id_token" }.Select(name => FromQuery(name, $"context.Token = context.Request.Query[\"{name}\"];", request => request.QueryString = new QueryString($"?{name}=abc"))),
            FromQuery("header", "context.Token = context.Request.Headers[\"X-Token\"];", request => request.Headers["X-Token"] = "abc"),
            FromQuery("cookie", "context.Token = context.Request.Cookies[\"access_token\"];", request => request.Headers.Cookie = "access_token=abc"),
            FromQuery("another parameter", "context.HttpContext.Items[\"page\"] = context.Request.Query[\"page\"];", request => request.QueryString = new QueryString("?page=2")),
            FromQuery(
                "a socket",
                "if (context.HttpContext.WebSockets.IsWebSocketRequest) { context.Token = context.Request.Query[\"access_token\"]; }",
                request => (request.QueryString, request.Headers.Upgrade) = (new QueryString("?access_token=abc"), "websocket")),
        ],
        [RuleIds.LegacyTokenValidators] =
        [
            .. new[] { "true", "false" }.SelectMany(value => new[]
            {
                new AgreementCase($"JwtBearer {value}", $$"""public void Add(IServiceCollection services) => services.AddAuthentication().AddJwtBearer(options => options.UseSecurityTokenValidators = {{value}});""", services => services.AddAuthentication().AddJwtBearer(options => options.UseSecurityTokenValidators = bool.Parse(value))),
                new AgreementCase($"OpenID Connect {value}", $$"""public void Add(IServiceCollection services) => services.AddAuthentication().AddOpenIdConnect(options => options.UseSecurityTokenValidator = {{value}});""", SignIn(options => options.UseSecurityTokenValidator = bool.Parse(value))),
                new AgreementCase($"SaveToken {value}", $$"""public void Add(IServiceCollection services) => services.AddAuthentication().AddJwtBearer(options => options.SaveToken = {{value}});""", services => services.AddAuthentication().AddJwtBearer(options => options.SaveToken = bool.Parse(value))),
                new AgreementCase($"MapInboundClaims {value}", $$"""public void Add(IServiceCollection services) => services.AddAuthentication().AddJwtBearer(options => options.MapInboundClaims = {{value}});""", services => services.AddAuthentication().AddJwtBearer(options => options.MapInboundClaims = bool.Parse(value))),
            }),
        ],
        [RuleIds.AlgorithmNotValidated] =
        [
            Validation("one", "ValidAlgorithms = new[] { \"RS256\" }", parameters => parameters.ValidAlgorithms = ["RS256"]),
            Validation("two", "ValidAlgorithms = new[] { \"RS256\", \"ES256\" }", parameters => parameters.ValidAlgorithms = ["RS256", "ES256"]),
            Validation("none", "ValidAlgorithms = new[] { \"RS256\", \"none\" }", parameters => parameters.ValidAlgorithms = ["RS256", "none"]),
            Validation("constant", "ValidAlgorithms = new[] { SecurityAlgorithms.None }", parameters => parameters.ValidAlgorithms = [SecurityAlgorithms.None]),
            Validation("list", "ValidAlgorithms = new List<string> { \"none\" }", parameters => parameters.ValidAlgorithms = new List<string> { "none" }),
            Validation("unset", "", _ => { }),
            Validation("all", "AlgorithmValidator = (_, _, _, _) => true", parameters => parameters.AlgorithmValidator = (_, _, _, _) => true),
            Validation("compares", "AlgorithmValidator = (algorithm, _, _, _) => algorithm == \"RS256\"", parameters => parameters.AlgorithmValidator = (algorithm, _, _, _) => algorithm == "RS256"),
            Validation("refuses", "AlgorithmValidator = (_, _, _, _) => false", parameters => parameters.AlgorithmValidator = (_, _, _, _) => false),
        ],
        [RuleIds.ValidatorAlwaysSucceeds] =
        [
            Validation("all", "TypeValidator = (type, _, _) => type", parameters => parameters.TypeValidator = (type, _, _) => type),
            Validation("a block", "TypeValidator = (type, token, parameters) => { return type; }", parameters => parameters.TypeValidator = (type, _, _) => type),
            Validation("constant", "TypeValidator = (_, _, _) => \"at+jwt\"", parameters => parameters.TypeValidator = (_, _, _) => "at+jwt"),
            Validation("compares", "TypeValidator = (type, _, _) => type == \"at+jwt\" ? type : throw new SecurityTokenInvalidTypeException()", parameters => parameters.TypeValidator = (type, _, _) => type == "at+jwt" ? type : throw new SecurityTokenInvalidTypeException()),
            Validation("throws", "TypeValidator = (_, _, _) => throw new SecurityTokenInvalidTypeException()", parameters => parameters.TypeValidator = (_, _, _) => throw new SecurityTokenInvalidTypeException()),
            Validation("unset", "", _ => { }),
            Validation("types", "ValidTypes = new[] { \"at+jwt\" }", parameters => parameters.ValidTypes = ["at+jwt"]),
            Validation("looks it up", "TypeValidator = (type, _, _) => new[] { \"at+jwt\", \"JWT\" }.Contains(type) ? type : throw new SecurityTokenInvalidTypeException()", parameters => parameters.TypeValidator = (type, _, _) => new[] { "at+jwt", "JWT" }.Contains(type) ? type : throw new SecurityTokenInvalidTypeException()),
        ],
    };

    private static AgreementCase Validation(string what, string members, Action<TokenValidationParameters> configure) =>
        new(
            what,
            $$"""public void Add(IServiceCollection services, SecurityKey key) => services.AddAuthentication().AddJwtBearer(options => options.TokenValidationParameters = new TokenValidationParameters { IssuerSigningKey = key, {{members}} });""",
            Bearer(parameters =>
            {
                parameters.IssuerSigningKey = Credentials.Key;
                configure(parameters);
            }));

    private static AgreementCase Type(string members, string type, Action<TokenValidationParameters> configure) =>
        new(
            $"{type} {members}",
            $$"""public TokenValidationParameters Parameters(SecurityKey key) => new TokenValidationParameters { ValidIssuer = "a", ValidAudience = "b", IssuerSigningKey = key, {{members}} };""",
            Live: services =>
            {
                var parameters = new TokenValidationParameters();
                configure(parameters);
                InboundTokenGuard.Refuses(ActivatorUtilities.CreateInstance<InboundTokenCheckpoint>(services), new JsonWebToken($$"""{"alg":"HS256","typ":"{{type}}"}""", """{"exp":1900000000,"iat":1899999000}"""), parameters);
            });

    private static AgreementCase Resolver(string header, string keys, string helper = "") =>
        new(
            keys,
            $$"""
            public TokenValidationParameters Parameters(HttpClient client, Dictionary<string, SecurityKey> keys) => new TokenValidationParameters
            {
                ValidIssuer = "a", ValidAudience = "b",
                IssuerSigningKeyResolver = (token, securityToken, kid, parameters) => {{keys}},
            };
            {{helper}}
            """,
            Live: services => InboundTokenGuard.Refuses(
                ActivatorUtilities.CreateInstance<InboundTokenCheckpoint>(services),
                new JsonWebToken($$"""{"alg":"HS256","{{header}}":"abc"}""", """{"exp":1900000000,"iat":1899999000}"""),
                new TokenValidationParameters { IssuerSigningKeyResolver = (_, _, _, _) => [] }));

    private static AgreementCase FromQuery(string what, string body, Action<HttpRequest> request) =>
        new(
            what,
            $$"""
            public void Add(IServiceCollection services) => services.AddAuthentication().AddJwtBearer(options => options.Events = new JwtBearerEvents
            {
                OnMessageReceived = context =>
                {
                    {{body}}
                    return Task.CompletedTask;
                },
            });
            """,
            Live: services =>
            {
                var context = new DefaultHttpContext { RequestServices = services, Request = { Path = "/orders" } };
                request(context.Request);
                services.GetRequiredService<InboundRequestCheckpoint>().IsRefused(context);
            });
}
