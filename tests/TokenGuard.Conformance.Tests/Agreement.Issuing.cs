using System.IdentityModel.Tokens.Jwt;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Tokens;
using TokenGuard.AspNetCore;
using TokenGuard.Rules;

namespace TokenGuard.Conformance.Tests;

internal static partial class Agreement
{
    private const string PayloadStart = """{"iss":"https://issuer.example.com","aud":"api","sub":"1","jti":"1""";

    private static string[] KnownKeys =>
        ["a-string-secret-at-least-256-bits-long", "your-256-bit-secret", "ThisismySecretKey", "superSecretKey@345", "THIS_IS_AN_EXAMPLE_SECRET_KEY_FOR_JWT_AUTHENTICATION"];

    private static IEnumerable<KeyValuePair<string, IReadOnlyList<AgreementCase>>> OfIssuing => new Dictionary<string, IReadOnlyList<AgreementCase>>
    {
        [RuleIds.UnsignedToken] =
        [
            Descriptor("signed", "SigningCredentials = credentials", _ => { }),
            Descriptor("unsigned", "", token => token.SigningCredentials = null),
            Descriptor("null", "SigningCredentials = null", token => token.SigningCredentials = null),
            Written("written, signed", "expires: DateTime.UtcNow.AddMinutes(5), signingCredentials: credentials", new JwtSecurityToken(Issuer, "api", [], expires: DateTime.UtcNow.AddMinutes(5), signingCredentials: Credentials)),
            Written("written, unsigned", "expires: DateTime.UtcNow.AddMinutes(5)", new JwtSecurityToken(Issuer, "api", [], expires: DateTime.UtcNow.AddMinutes(5))),
            Payload("JSON, signed", PayloadStart + "\",\"exp\":1700000000}", isSigned: true),
            Payload("JSON, unsigned", PayloadStart + "\",\"exp\":1700000000}", isSigned: false),
            Classic("older handler, signed", "SigningCredentials = credentials", _ => { }),
            Classic("older handler, unsigned", "", token => token.SigningCredentials = null),
        ],
        [RuleIds.TokenWithoutExpiry] =
        [
            Written("written, expires", "expires: DateTime.UtcNow.AddMinutes(5), signingCredentials: credentials", new JwtSecurityToken(Issuer, "api", [], expires: DateTime.UtcNow.AddMinutes(5), signingCredentials: Credentials)),
            Written("written, for ever", "signingCredentials: credentials", new JwtSecurityToken(Issuer, "api", [], signingCredentials: Credentials)),
            Written("written, begins only", "notBefore: DateTime.UtcNow, signingCredentials: credentials", new JwtSecurityToken(Issuer, "api", [], notBefore: DateTime.UtcNow, signingCredentials: Credentials)),
            Payload("JSON, exp", PayloadStart + "\",\"exp\":1700000000}", isSigned: true),
            Payload("JSON, none", PayloadStart + "\"}", isSigned: true),
            Payload("JSON, iat only", PayloadStart + "\",\"iat\":1700000000}", isSigned: true),
            Payload("JSON, an end of its own", PayloadStart + "\",\"expiresAt\":1700000000}", isSigned: true),
            Payload("JSON, assertion", """{"iss":"team","iat":1700000000}""", isSigned: true),
            Descriptor("descriptor, default times", "SigningCredentials = credentials", token => token.Expires = null, ""),
            Descriptor("descriptor, no default times", "SigningCredentials = credentials", token => token.Expires = null, "", "{ SetDefaultTimesOnTokenCreation = false }"),
            Descriptor("descriptor, expires, no default times", "SigningCredentials = credentials", _ => { }, handler: "{ SetDefaultTimesOnTokenCreation = false }"),
        ],
        [RuleIds.HardcodedSigningKey] =
        [
            .. KnownKeys.Select(key => Key(key, $"\"{key}\"", key)),
            Key("configuration", "configuration[\"Key\"]!", "k3Xw9Qm2Vt7Rz4Lb8Nc1Hs6Yd5Jf0Pg3"),
            Key("section", "configuration.GetSection(\"Jwt\")[\"Key\"]!", "Zr5Yq0yV3oX9b6n7mJ2k4L5h8G1f0D3s"),
            Key("environment", "Environment.GetEnvironmentVariable(\"JWT_KEY\")!", "mJ2k4L5h8G1f0D3sZr5Yq0yV3oX9b6n7"),
            Key("placeholder", "\"${JWT_SIGNING_KEY}\"", "L5h8G1f0D3sZr5Yq0yV3oX9b6n7mJ2k4"),
        ],
        [RuleIds.MissingAudienceOrIssuer] =
        [
            Parties("both", "Issuer = \"https://issuer.example.com\", Audience = \"api\",", _ => { }),
            Parties("no audience", "Issuer = \"https://issuer.example.com\",", token => token.Audience = null),
            Parties("no issuer", "Audience = \"api\",", token => token.Issuer = null),
            Parties("neither", "", token => (token.Issuer, token.Audience) = (null, null)),
            Parties("claims", "Claims = new Dictionary<string, object> { [\"iss\"] = \"https://issuer.example.com\", [\"aud\"] = \"api\" },", token => (token.Issuer, token.Audience, token.Claims["iss"], token.Claims["aud"]) = (null, null, Issuer, "api")),
            Parties("claim aud", "Issuer = \"https://issuer.example.com\", Claims = new Dictionary<string, object> { [\"aud\"] = \"api\" },", token => (token.Audience, token.Claims["aud"]) = (null, "api")),
            Parties("other claims", "Issuer = \"https://issuer.example.com\", Claims = new Dictionary<string, object> { [\"role\"] = \"api\" },", token => (token.Audience, token.Claims["role"]) = (null, "api")),
            Written("written", "expires: DateTime.UtcNow.AddMinutes(5), signingCredentials: credentials", new JwtSecurityToken(Issuer, "api", [], expires: DateTime.UtcNow.AddMinutes(5), signingCredentials: Credentials)),
            Written("written without issuer", "expires: DateTime.UtcNow.AddMinutes(5), signingCredentials: credentials", new JwtSecurityToken(null, "api", [], expires: DateTime.UtcNow.AddMinutes(5), signingCredentials: Credentials), "null"),
        ],
        [RuleIds.MissingTokenTypeOrId] =
        [
            .. new[] { "at+jwt", "application/at+jwt", "JWT", null }.SelectMany(type => new[] { TypeAndId(type, true), TypeAndId(type, false) }),
        ],
        [RuleIds.NonNumericExpiry] =
        [
            .. new[] { "exp", "nbf", "iat", "auth_time", "updated_at", "birthdate" }.Select(name => TimeClaim(name, "DateTime.UtcNow.AddMinutes(5).ToString(\"o\")", DateTime.UtcNow.AddMinutes(5).ToString("o"))),
            .. new[] { "exp", "nbf", "iat" }.Select(name => TimeClaim(name, "DateTimeOffset.UtcNow.ToUnixTimeSeconds()", DateTimeOffset.UtcNow.ToUnixTimeSeconds())),
            TimeClaim("exp", "DateTimeOffset.UtcNow.AddMinutes(5).ToString()", DateTimeOffset.UtcNow.AddMinutes(5).ToString()),
        ],
        [RuleIds.DeprecatedAlgorithm] =
        [
            .. "RS256 RS384 RS512 PS256 http://www.w3.org/2001/04/xmldsig-more#rsa-sha256 http://www.w3.org/2000/09/xmldsig#rsa-sha1 RS1".Split(' ').Select(SigningAlgorithm),
            .. "RSA-OAEP RSA1_5 http://www.w3.org/2001/04/xmlenc#rsa-oaep http://www.w3.org/2001/04/xmlenc#rsa-1_5".Split(' ').Select(KeyEncryption),
        ],
    };

    private const string Issuer = "https://issuer.example.com";

    private static AgreementCase Descriptor(string what, string members, Action<SecurityTokenDescriptor> change, string expires = "Expires = DateTime.UtcNow.AddMinutes(15),", string handler = "") =>
        new(
            what,
            $$"""
            public string Issue(SigningCredentials credentials)
            {
                var handler = new JsonWebTokenHandler(){{handler}};
                return handler.CreateToken(new SecurityTokenDescriptor
                {
                    Issuer = "https://issuer.example.com", Audience = "api", Subject = new ClaimsIdentity(new[] { new Claim("sub", "1") }), {{expires}} {{members}}
                });
            }
            """,
            Live: services => Issue(services, change, handler.Length == 0));

    private static AgreementCase Classic(string what, string members, Action<SecurityTokenDescriptor> change) =>
        new(
            what,
            $$"""
            public string Issue(ClaimsIdentity subject, SigningCredentials credentials) => new JwtSecurityTokenHandler().CreateEncodedJwt(new SecurityTokenDescriptor
            {
                Issuer = "https://issuer.example.com", Audience = "api", Subject = subject, Expires = DateTime.UtcNow.AddMinutes(15), {{members}}
            });
            """,
            Live: services =>
            {
                var descriptor = Right();
                change(descriptor);
                services.GetRequiredService<GuardedJwtSecurityTokenHandler>().CreateEncodedJwt(descriptor);
            });

    private static AgreementCase Written(string what, string arguments, JwtSecurityToken token, string issuer = "\"https://issuer.example.com\"") =>
        new(
            what,
            $$"""
            public string Issue(SigningCredentials credentials)
            {
                var claims = new[] { new Claim("sub", "1") };
                return new JwtSecurityTokenHandler().WriteToken(new JwtSecurityToken({{issuer}}, "api", claims, {{arguments}}));
            }
            """,
            Live: services => services.GetRequiredService<GuardedJwtSecurityTokenHandler>().WriteToken(token));

    private static AgreementCase Payload(string what, string payload, bool isSigned) =>
        new(
            what,
            $$""""public string Issue(SigningCredentials credentials) => new JsonWebTokenHandler().CreateToken("""{{payload}}"""{{(isSigned ? ", credentials" : "")}});"""",
            Live: services => _ = isSigned ? services.GetRequiredService<GuardedJsonWebTokenHandler>().CreateToken(payload, Credentials) : services.GetRequiredService<GuardedJsonWebTokenHandler>().CreateToken(payload));

    private static AgreementCase Key(string what, string expression, string key) =>
        new(
            what,
            $$"""public SecurityKey Key(IConfiguration configuration) => new SymmetricSecurityKey(Encoding.UTF8.GetBytes({{expression}}));""",
            Bearer(parameters => parameters.IssuerSigningKey = new SymmetricSecurityKey(Encoding.UTF8.GetBytes(key))));

    private static AgreementCase Parties(string what, string members, Action<SecurityTokenDescriptor> change) =>
        new(
            what,
            $$"""
            public string Issue(SigningCredentials credentials) => new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
            {
                {{members}} Expires = DateTime.UtcNow.AddMinutes(15), SigningCredentials = credentials,
            });
            """,
            Live: services => Issue(services, change));

    private static AgreementCase TypeAndId(string? type, bool hasId) =>
        new(
            $"{type ?? "no type"}, {(hasId ? "an ID" : "none")}",
            $$"""
            public string IssueAccessToken(SigningCredentials credentials) => new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
            {
                Issuer = "https://issuer.example.com", Audience = "api", Expires = DateTime.UtcNow.AddMinutes(15), SigningCredentials = credentials,
                {{(type is null ? "" : $"TokenType = \"{type}\",")}} Claims = new Dictionary<string, object> { ["sub"] = "1"{{(hasId ? ", [\"jti\"] = Guid.NewGuid().ToString()" : "")}} },
            });
            """,
            Live: services => Issue(services, descriptor => (descriptor.TokenType, descriptor.Claims) = (type, hasId ? new Dictionary<string, object> { ["jti"] = "1" } : new Dictionary<string, object> { ["sub"] = "1" })));

    private static AgreementCase TimeClaim(string name, string expression, object value) =>
        new(
            $"{name} {value.GetType().Name} {expression}",
            $$"""
            public string Issue(SigningCredentials credentials) => new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
            {
                Issuer = "https://issuer.example.com", Audience = "api", SigningCredentials = credentials, Claims = new Dictionary<string, object> { ["{{name}}"] = {{expression}} },
            });
            """,
            Live: services => Issue(services, descriptor => descriptor.Claims[name] = value));

    private static AgreementCase SigningAlgorithm(string algorithm) =>
        new(
            algorithm,
            $$"""public SigningCredentials Key(SecurityKey key) => new SigningCredentials(key, "{{algorithm}}");""",
            Live: services => Attempt(() => Issue(services, descriptor => descriptor.SigningCredentials = new SigningCredentials(new RsaSecurityKey(RSA.Create(2048)), algorithm))));

    private static AgreementCase KeyEncryption(string algorithm) =>
        new(
            algorithm,
            $$"""public EncryptingCredentials Key(SecurityKey key) => new EncryptingCredentials(key, "{{algorithm}}", SecurityAlgorithms.Aes256CbcHmacSha512);""",
            Live: services => Attempt(() => Issue(services, descriptor => descriptor.EncryptingCredentials = new EncryptingCredentials(new RsaSecurityKey(RSA.Create(2048)), algorithm, SecurityAlgorithms.Aes256CbcHmacSha512))));

    // The library itself may not know an algorithm.
    private static void Attempt(Action action)
    {
        try
        {
            action();
        }
        catch (NotSupportedException)
        {
        }
    }

    private static SecurityTokenDescriptor Right() =>
        new()
        {
            Issuer = Issuer,
            Audience = "api",
            TokenType = "at+jwt",
            Expires = DateTime.UtcNow.AddMinutes(15),
            Claims = new Dictionary<string, object> { ["jti"] = "1" },
            SigningCredentials = Credentials,
        };
}
