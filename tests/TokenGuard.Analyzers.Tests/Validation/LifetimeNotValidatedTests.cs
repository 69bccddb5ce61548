using TokenGuard.Analyzers.Validation;
using TokenGuard.CodeFixes.Validation;
using static TokenGuard.Analyzers.Tests.Validation.AudienceNotValidatedTests;
using Check = TokenGuard.Analyzers.Tests.Verify<TokenGuard.Analyzers.Validation.TokenValidationAnalyzer, TokenGuard.CodeFixes.Validation.TokenValidationParametersCodeFix>;

namespace TokenGuard.Analyzers.Tests.Validation;

/// <summary>TKG2002. The shapes in which a switch can be set are tested for <c>ValidateAudience</c>.</summary>
public class LifetimeNotValidatedTests
{
    [Theory]
    [InlineData("ValidateLifetime = false")]
    [InlineData("RequireExpirationTime = false")]
    [InlineData("LifetimeValidator = (notBefore, expires, token, parameters) => true")]
    [InlineData("LifetimeValidator = (notBefore, expires, token, parameters) => expires == null || expires > DateTime.UtcNow")]
    [InlineData("LifetimeValidator = (notBefore, expires, token, parameters) => { return expires is null || expires.Value.ToUniversalTime() > DateTime.UtcNow; }")]
    [InlineData("LifetimeValidator = (notBefore, expires, token, parameters) => !expires.HasValue || expires > DateTime.UtcNow")]
    [InlineData("LifetimeValidator = (notBefore, expires, token, parameters) => { if (expires == null) return true; return expires > DateTime.UtcNow; }")]
    [InlineData("LifetimeValidator = (notBefore, expires, token, parameters) => { if (expires is null) { Console.WriteLine(token); return true; } return DateTime.UtcNow < expires.Value; }")]
    [InlineData("LifetimeValidator = (notBefore, expires, token, parameters) => { if (!expires.HasValue) { return true; } else { return expires > DateTime.UtcNow; } }")]
    [InlineData("LifetimeValidator = (notBefore, expires, token, parameters) => { if (expires.HasValue) { return expires > DateTime.UtcNow; } return true; }")]
    [InlineData("LifetimeValidator = (notBefore, expires, token, parameters) => { if (expires is { } at) { return at > DateTime.UtcNow; } return true; }")]
    [InlineData("LifetimeValidator = (notBefore, expires, token, parameters) => { if (expires != null && expires < DateTime.UtcNow) { return false; } return true; }")]
    [InlineData("LifetimeValidator = (notBefore, expires, token, parameters) => { if (expires is null) { return true; } if (expires < DateTime.UtcNow) { throw new SecurityTokenExpiredException(); } return true; }")]
    [InlineData("LifetimeValidator = (notBefore, expires, token, parameters) => { var endless = expires is null; return endless || expires > DateTime.UtcNow; }")]
    [InlineData("LifetimeValidator = (notBefore, expires, token, parameters) => expires == null ? true : expires > DateTime.UtcNow")]
    [InlineData("LifetimeValidator = (notBefore, expires, token, parameters) => expires.HasValue ? expires > DateTime.UtcNow : true")]
    [InlineData("LifetimeValidator = (notBefore, expires, token, parameters) => notBefore <= DateTime.UtcNow && (expires == null || expires > DateTime.UtcNow)")]
    [InlineData("LifetimeValidator = (notBefore, expires, token, parameters) => { if (notBefore.HasValue && notBefore > DateTime.UtcNow) { return false; } return !expires.HasValue || expires > DateTime.UtcNow; }")]
    [InlineData("LifetimeValidator = (notBefore, expires, token, parameters) => expires != null")]
    [InlineData("LifetimeValidator = (notBefore, expires, token, parameters) => { if (expires is null) { throw new SecurityTokenNoExpirationException(); } return true; }")]
    public Task Switch_or_delegate_that_lets_expired_tokens_in_is_reported(string member) =>
        Check.Reports(Method($"var p = new TokenValidationParameters {{ {{|TKG2002:{member}|}} }};"));

    [Theory]
    [InlineData("ValidateLifetime = false, LifetimeValidator = (notBefore, expires, token, parameters) => expires > DateTime.UtcNow")]
    [InlineData("RequireExpirationTime = false, LifetimeValidator = (notBefore, expires, token, parameters) => expires > DateTime.UtcNow")]
    [InlineData("LifetimeValidator = (notBefore, expires, token, parameters) => expires != null && expires > DateTime.UtcNow")]
    [InlineData("LifetimeValidator = (notBefore, expires, token, parameters) => { if (expires is { } at && at > DateTime.UtcNow) { return true; } return false; }")]
    [InlineData("LifetimeValidator = (notBefore, expires, token, parameters) => { if (expires < DateTime.UtcNow) { throw new SecurityTokenExpiredException(); } return true; }")]
    [InlineData("LifetimeValidator = (notBefore, expires, token, parameters) => { if (expires == null) return false; return expires > DateTime.UtcNow; }")]
    [InlineData("LifetimeValidator = (notBefore, expires, token, parameters) => { if (expires != null) { if (DateTime.UtcNow < expires) { return true; } } return false; }")]
    [InlineData("LifetimeValidator = (notBefore, expires, token, parameters) => { if (!expires.HasValue) { throw new SecurityTokenNoExpirationException(); } return expires > DateTime.UtcNow; }")]
    [InlineData("LifetimeValidator = (notBefore, expires, token, parameters) => expires.HasValue ? expires > DateTime.UtcNow : false")]
    [InlineData("LifetimeValidator = (notBefore, expires, token, parameters) => { if (flag && expires == null) { return true; } return expires > DateTime.UtcNow; }")]
    [InlineData("LifetimeValidator = (notBefore, expires, token, parameters) => { if (!flag) { return expires > DateTime.UtcNow; } return expires == null || expires > DateTime.UtcNow; }")]
    [InlineData("LifetimeValidator = (notBefore, expires, token, parameters) => { Issuers.Check(text); if (expires == null) { return true; } return expires > DateTime.UtcNow; }")]
    [InlineData("ClockSkew = TimeSpan.Zero")]
    public Task Delegate_that_looks_at_the_time_is_silent(string member) =>
        Check.Silent(Method($"var p = new TokenValidationParameters {{ {member} }};"));

    [Fact]
    public Task Delegate_in_an_options_lambda_decides_instead_of_the_switch() =>
        Check.Silent(Method(
            """
            services.AddAuthentication().AddJwtBearer(o =>
            {
                o.TokenValidationParameters.ValidateLifetime = false;
                o.TokenValidationParameters.LifetimeValidator = (_, expires, _, _) => expires > DateTime.UtcNow;
            });
            """));

    [Theory]
    [InlineData("GetPrincipalFromExpiredToken")]
    [InlineData("RefreshAsync")]
    [InlineData("RevokeSession")]
    [InlineData("LogoutByIdToken")]
    public Task Method_named_for_expired_tokens_may_read_them(string name) =>
        Check.Silent(Method("new JwtSecurityTokenHandler().ValidateToken(text, new TokenValidationParameters { ValidateLifetime = false }, out _);", name));

    [Fact]
    public Task Refresh_token_that_never_expires_is_reported_in_a_refresh_flow_too() =>
        Check.Reports(Method(
            "var refreshToken = text; new JwtSecurityTokenHandler().ValidateToken(refreshToken, new TokenValidationParameters { {|TKG2002:ValidateLifetime = false|} }, out _);",
            "Refresh"));

    [Fact]
    public Task Helper_that_only_a_refresh_calls_may_read_expired_tokens() =>
        Check.Silent(TokenService(otherCaller: "Other"));

    [Fact]
    public Task Helper_that_others_call_too_may_not() =>
        Check.Reports(TokenService(otherCaller: "ReadPrincipal").Replace("ValidateLifetime = false", "{|TKG2002:ValidateLifetime = false|}", StringComparison.Ordinal));

    [Fact]
    public Task Helper_of_which_another_class_has_a_namesake_may_read_expired_tokens() =>
        Check.Silent(TokenService(otherCaller: "Other") + """

            public class Files { public object ReadPrincipal(string path) => path; public object Load(string path) => ReadPrincipal(path); }
            """);

    [Theory]
    [InlineData("RefreshController", "Show")]
    [InlineData("TokenController", "RevokeAsync")]
    public Task Helper_that_a_refresh_calls_by_its_interface_may_read_expired_tokens(string type, string method) =>
        Check.Silent(ThroughInterface(type, method).Replace("@", "ValidateLifetime = false", StringComparison.Ordinal));

    [Theory]
    [InlineData("/refresh", "ValidateLifetime = false")]
    [InlineData("/orders", "{|TKG2002:ValidateLifetime = false|}")]
    public Task Helper_of_an_endpoint_may_read_expired_tokens_by_its_route(string route, string switchedOff) =>
        Check.Reports(
            $$"""
            using Microsoft.IdentityModel.Tokens;
            using System.IdentityModel.Tokens.Jwt;
            var app = WebApplication.Create(args);
            app.MapPost("{{route}}", (string token) => Reader.Read(token).ToString());
            public static class Reader
            {
                public static object Read(string token) => new JwtSecurityTokenHandler().ValidateToken(token, new() { {{switchedOff}} }, out _);
            }
            """);

    [Fact]
    public Task Helper_that_others_call_by_its_interface_may_not() =>
        Check.Reports(ThroughInterface("TokenController", "Show").Replace("@", "{|TKG2002:ValidateLifetime = false|}", StringComparison.Ordinal));

    private static string ThroughInterface(string type, string method) =>
        $$"""
        using Microsoft.IdentityModel.Tokens;
        using System.IdentityModel.Tokens.Jwt;
        public interface IReader<T> { object Read(T token); }
        public class Reader : IReader<string>
        {
            public object Read(string token) => new JwtSecurityTokenHandler().ValidateToken(token, new() { @ }, out _);
        }
        public class RefreshService(IReader<string> reader) { public object Run(string token) => reader.Read(token); }
        public class {{type}}(IReader<string>? reader) { public object? {{method}}(string token) => reader?.Read(token); }
        """;

    [Fact]
    public Task Parameters_named_for_expired_tokens_may_read_them() =>
        Check.Silent(Method("var expiredTokenParameters = given.Clone(); expiredTokenParameters.ValidateLifetime = false;"));

    [Fact]
    public Task Lifetime_that_is_compared_in_the_same_place_is_silent() =>
        Check.Silent(Method(
            """
            var p = new TokenValidationParameters { ValidateLifetime = false };
            new JwtSecurityTokenHandler().ValidateToken(text, p, out var token);
            if (token.ValidTo < DateTime.UtcNow) { throw new SecurityTokenExpiredException(); }
            """));

    [Theory]
    [InlineData("var expires = token.ValidTo; if (expires < DateTime.UtcNow) { throw new SecurityTokenExpiredException(); }")]
    [InlineData("var left = token.ValidTo - DateTime.UtcNow; if (left < TimeSpan.Zero) { throw new SecurityTokenExpiredException(); }")]
    [InlineData("if (((JwtSecurityToken)token).Payload.Expiration < DateTimeOffset.UtcNow.ToUnixTimeSeconds()) { throw new SecurityTokenExpiredException(); }")]
    [InlineData("if ((long)((JwtSecurityToken)token).Payload[\"exp\"] < DateTimeOffset.UtcNow.ToUnixTimeSeconds()) { throw new SecurityTokenExpiredException(); }")]
    [InlineData("Lifetimes.Check(token);")]
    [InlineData("Lifetimes.Check(token.ValidTo);")]
    [InlineData("Lifetimes.CheckText(text, jwt);")]
    [InlineData("if (Lifetimes.IsOver(principal)) { throw new SecurityTokenExpiredException(); }")]
    public Task Lifetime_that_is_compared_later_or_by_a_helper_is_silent(string check) =>
        Check.Silent(Checked(check, "ValidateLifetime = false"));

    [Theory]
    [InlineData("Lifetimes.Check(DateTime.UtcNow);")]
    [InlineData("Lifetimes.Show(token);")]
    [InlineData("var expires = token.ValidTo; Console.WriteLine(expires);")]
    public Task Helper_that_compares_another_time_or_none_hides_nothing(string check) =>
        Check.Reports(Checked(check, "{|TKG2002:ValidateLifetime = false|}"));

    private static string Checked(string check, string switchedOff) =>
        Method($"var jwt = text; var principal = new JwtSecurityTokenHandler().ValidateToken(jwt, new() {{ {switchedOff} }}, out var token); {check}")
        + """

        public static class Lifetimes
        {
            public static void Check(SecurityToken token) { if (token.ValidTo < DateTime.UtcNow) { throw new SecurityTokenExpiredException(); } }
            public static void Check(DateTime at) { if (at.AddMinutes(1) < DateTime.UtcNow) { throw new SecurityTokenExpiredException(); } }
            public static void CheckText(string name, string jwt) { if (new JwtSecurityToken(jwt).ValidTo < DateTime.UtcNow) { throw new SecurityTokenExpiredException(name); } }
            public static bool IsOver(System.Security.Claims.ClaimsPrincipal principal) => long.Parse(principal.FindFirst("exp")!.Value) < DateTimeOffset.UtcNow.ToUnixTimeSeconds();
            public static void Show(SecurityToken token) => Console.WriteLine(token.ValidTo);
        }
        """;

    [Theory]
    [InlineData("SecurityToken Read(string text) { new JwtSecurityTokenHandler().ValidateToken(text, new() { @ }, out var token); return token; }", "var token = Read(text);")]
    [InlineData("static readonly TokenValidationParameters Parameters = new() { @ };", "new JwtSecurityTokenHandler().ValidateToken(text, Parameters, out var token);")]
    [InlineData("TokenValidationParameters Parameters { get { return new() { @ }; } }", "new JwtSecurityTokenHandler().ValidateToken(text, Parameters, out var token);")]
    public async Task Lifetime_that_is_compared_where_the_member_is_used_is_silent(string member, string use)
    {
        await Check.Silent(Reader(member.Replace("@", "ValidateLifetime = false", StringComparison.Ordinal), use));
        await Check.Reports(Reader(member.Replace("@", "{|TKG2002:ValidateLifetime = false|}", StringComparison.Ordinal), "var token = new JwtSecurityToken(text);"));
    }

    private static string Reader(string member, string use) =>
        $$"""
        using Microsoft.IdentityModel.Tokens;
        using System.IdentityModel.Tokens.Jwt;
        public class Reader
        {
            private {{member}}
            public void Use(string text) { {{use}} if (token.ValidTo < DateTime.UtcNow) { throw new SecurityTokenExpiredException(); } }
        }
        """;

    [Fact]
    public Task Lifetime_that_is_only_shown_hides_nothing() =>
        Check.Reports(Method(
            """
            var p = new TokenValidationParameters { {|TKG2002:ValidateLifetime = false|} };
            new JwtSecurityTokenHandler().ValidateToken(text, p, out var token);
            Console.WriteLine(token.ValidTo);
            """));

    [Fact]
    public Task Field_that_holds_parameters_is_looked_at() =>
        Check.Reports(
            """
            using Microsoft.IdentityModel.Tokens;
            public class C
            {
                private static readonly TokenValidationParameters Parameters = new() { {|TKG2002:ValidateLifetime = false|} };
                private readonly TokenValidationParameters refreshed = new() { ValidateLifetime = false };
            }
            """);

    [Fact]
    public Task Fix_sets_the_switch() =>
        Check.Fixes(
            Method("var p = new TokenValidationParameters { {|TKG2002:ValidateLifetime = false|} };"),
            Method("var p = new TokenValidationParameters { ValidateLifetime = true };"));

    [Fact]
    public Task Fix_removes_the_delegate_with_its_line_and_keeps_comments() =>
        Check.Fixes(
            Method(
                """
                var p = new TokenValidationParameters
                        {
                            ValidIssuer = text,
                            // Tokens of the old system.
                            {|TKG2002:LifetimeValidator = (_, _, _, _) => true|}, // all of them
                            ValidAudience = text,
                        };
                """),
            Method(
                """
                var p = new TokenValidationParameters
                        {
                            ValidIssuer = text,
                            // Tokens of the old system.
                            // all of them
                            ValidAudience = text,
                        };
                """));

    [Fact]
    public Task Fix_removes_the_last_delegate_of_an_initialiser() =>
        Check.Fixes(
            Method(
                """
                var p = new TokenValidationParameters
                        {
                            ValidIssuer = text, // ours
                            {|TKG2002:LifetimeValidator = (_, _, _, _) => true|}
                        };
                """),
            Method(
                """
                var p = new TokenValidationParameters
                        {
                            ValidIssuer = text // ours
                        };
                """));

    [Fact]
    public Task JWT_NET_parameters_that_ignore_the_expiry_are_reported() =>
        Verify<TokenValidationAnalyzer, TokenValidationParametersCodeFix>.Fixes(
            """
            using JWT;
            using JWT.Builder;
            public class C
            {
                public string M(string token, byte[] key) => new JwtBuilder().WithSecret(key).MustVerifySignature()
                    .WithValidationParameters(p => {|TKG2002:p.ValidateExpirationTime = false|}).Decode(token);
            }
            """,
            """
            using JWT;
            using JWT.Builder;
            public class C
            {
                public string M(string token, byte[] key) => new JwtBuilder().WithSecret(key).MustVerifySignature()
                    .WithValidationParameters(p => p.ValidateExpirationTime = true).Decode(token);
            }
            """,
            stubs: "JwtNetParameters.cs");

    [Fact]
    public Task JWT_NET_parameters_of_a_refresh_flow_may_ignore_the_expiry() =>
        Verify<TokenValidationAnalyzer>.Silent(
            """
            using JWT;
            public class C
            {
                public ValidationParameters ForExpiredToken(bool flag) => new() { ValidateSignature = true, ValidateExpirationTime = false };
                public ValidationParameters Either(bool flag) => new() { ValidateSignature = true, ValidateExpirationTime = flag };
            }
            """,
            "JwtNetParameters.cs");

    private static string TokenService(string otherCaller) =>
        $$"""
        using Microsoft.IdentityModel.Tokens;
        using System.IdentityModel.Tokens.Jwt;
        public class TokenService
        {
            public object ReadPrincipal(string token) => new JwtSecurityTokenHandler().ValidateToken(token, new() { ValidateLifetime = false }, out _);
            public object Other(string token) => token;
        }
        public class TokenController(TokenService tokens)
        {
            public object Refresh(string token) => tokens.ReadPrincipal(token);
            public object Show(string token) => tokens.{{otherCaller}}(token);
        }
        """;

    [Fact]
    public Task Expired_token_that_a_helper_of_a_refresh_reads_is_silent() =>
        Check.Silent(
            """
            using System.IdentityModel.Tokens.Jwt;
            using Microsoft.IdentityModel.Tokens;

            public record TokenPair(string AccessJwt, string RefreshJwt);

            public class TokenService(SecurityKey key)
            {
                public async Task<string> RefreshAsync(TokenPair tokens)
                {
                    if (!await this.CheckAccessTokenAsync(tokens.AccessJwt))
                    {
                        throw new InvalidOperationException();
                    }

                    return tokens.RefreshJwt;
                }

                public TokenValidationParameters Parameters(bool validateLifetime = false) =>
                    new()
                    {
                        ValidIssuer = "issuer",
                        ValidAudience = "audience",
                        ValidateLifetime = validateLifetime,
                        IssuerSigningKey = key,
                    };

                private async Task<bool> CheckAccessTokenAsync(string accessToken)
                {
                    var user = new JwtSecurityTokenHandler().ValidateToken(accessToken, Parameters(), out var _);
                    return await Task.FromResult(user.Identity is not null);
                }
            }
            """);
}
