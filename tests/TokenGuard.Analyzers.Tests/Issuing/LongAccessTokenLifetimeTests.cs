using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using TokenGuard.Analyzers.Issuing;
using TokenGuard.CodeFixes.Issuing;
using Verify = TokenGuard.Analyzers.Tests.Verify<TokenGuard.Analyzers.Issuing.LongAccessTokenLifetimeAnalyzer, TokenGuard.CodeFixes.Issuing.LongAccessTokenLifetimeCodeFix>;

namespace TokenGuard.Analyzers.Tests.Issuing;

public class LongAccessTokenLifetimeTests
{
    /// <summary>The usings and a class around members.</summary>
    private static string Class(string members, string name = "TokenService") =>
        $$"""
        using System.IdentityModel.Tokens.Jwt;
        using System.Security.Claims;
        using Microsoft.IdentityModel.JsonWebTokens;
        using Microsoft.IdentityModel.Tokens;

        public class User { public string Id { get; set; } = ""; }
        public class JwtSettings { public int ExpiryDays { get; set; } = 30; public int ExpiryMinutes { get; set; } public int ExpiryHours { get; set; } public int RefreshTokenDays { get; set; } public double Days { get; set; } }
        public class Tokens { public string AccessToken { get; set; } = ""; public string RefreshToken { get; set; } = ""; public string Token { get; set; } = ""; }
        public interface IMailer { void SendInvitation(string email, string token); }

        public class {{name}}(SigningCredentials credentials, IConfiguration configuration, TimeProvider clock, JwtSettings settings, IMailer mailer)
        {
            {{members}}
        }
        """;

    /// <summary>A method that makes a token with this value of <c>Expires</c>.</summary>
    private static string Descriptor(string expires, string fields = "", string before = "") =>
        Class(
            $$"""
            {{fields}}

            public string CreateToken(ClaimsIdentity subject, bool remember, double days, SecurityTokenDescriptor other)
            {
                {{before}}
                var descriptor = new SecurityTokenDescriptor { Subject = subject, Expires = {{expires}}, SigningCredentials = credentials };
                return new JsonWebTokenHandler().CreateToken(descriptor);
            }
            """);

    [Theory]
    [InlineData("{|TKG1003:DateTime.UtcNow.AddDays(7)|}")]
    [InlineData("{|TKG1003:DateTime.Now.AddHours(2)|}")]
    [InlineData("{|TKG1003:DateTime.UtcNow.AddMinutes(61)|}")]
    [InlineData("{|TKG1003:DateTime.UtcNow.AddMonths(1)|}")]
    [InlineData("{|TKG1003:DateTime.UtcNow.AddYears(1)|}")]
    [InlineData("{|TKG1003:DateTime.UtcNow.AddSeconds(60 * 60 * 24)|}")]
    [InlineData("{|TKG1003:DateTime.Today.AddDays(1)|}")]
    [InlineData("{|TKG1003:DateTime.UtcNow.Add(TimeSpan.FromDays(7))|}")]
    [InlineData("{|TKG1003:DateTime.UtcNow + TimeSpan.FromHours(12)|}")]
    [InlineData("{|TKG1003:DateTime.UtcNow.Add(new TimeSpan(7, 0, 0, 0))|}")]
    [InlineData("{|TKG1003:DateTime.UtcNow.AddDays(1).AddHours(1)|}")]
    [InlineData("{|TKG1003:DateTimeOffset.UtcNow.AddDays(7).UtcDateTime|}")]
    [InlineData("{|TKG1003:clock.GetUtcNow().AddDays(7).UtcDateTime|}")]
    [InlineData("{|TKG1003:clock.GetUtcNow().Add(TimeSpan.FromDays(7)).UtcDateTime|}")]
    [InlineData("{|TKG1003:clock.GetUtcNow().UtcDateTime.AddDays(7)|}")]
    [InlineData("{|TKG1003:DateTime.MaxValue|}")]
    [InlineData("remember ? {|TKG1003:DateTime.UtcNow.AddDays(30)|} : DateTime.UtcNow.AddMinutes(15)")]
    public Task Long_lifetime_of_a_descriptor_is_reported(string expires) => Verify.Reports(Descriptor(expires));

    [Theory]
    [InlineData("DateTime.UtcNow.AddMinutes(15)")]
    [InlineData("DateTime.UtcNow.AddHours(1)")]
    [InlineData("DateTime.UtcNow.AddMinutes(60)")]
    [InlineData("DateTime.UtcNow.Add(TimeSpan.FromMinutes(30))")]
    [InlineData("clock.GetUtcNow().AddMinutes(5).UtcDateTime")]
    [InlineData("DateTime.UtcNow.AddDays(-1)")]
    [InlineData("DateTime.UtcNow.AddDays(days)")]
    [InlineData("DateTime.UtcNow.AddDays(settings.Days)")]
    [InlineData("DateTime.UtcNow.AddMinutes(settings.ExpiryMinutes)")]
    [InlineData("DateTime.UtcNow.AddHours(settings.ExpiryHours)")]
    [InlineData("DateTime.UtcNow.AddMinutes(Convert.ToDouble(configuration[\"Jwt:Minutes\"]))")]
    [InlineData("DateTime.UtcNow.AddMinutes(int.Parse(configuration[\"Jwt:Minutes\"]!))")]
    [InlineData("null")]
    [InlineData("other.Expires")]
    public Task Short_or_unknown_lifetime_is_silent(string expires) => Verify.Silent(Descriptor(expires));

    [Theory]
    [InlineData("private const int ExpiryDays = 7;", "{|TKG1003:DateTime.UtcNow.AddDays(ExpiryDays)|}")]
    [InlineData("private static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);", "{|TKG1003:DateTime.UtcNow.Add(Lifetime)|}")]
    [InlineData("private static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);", "{|TKG1003:DateTime.UtcNow + Lifetime|}")]
    [InlineData("private static TimeSpan Lifetime = new TimeSpan(12, 0, 0);", "{|TKG1003:DateTime.UtcNow + Lifetime|}")]
    [InlineData("private static DateTime Expiry => DateTime.UtcNow.AddDays(7);", "{|TKG1003:Expiry|}")]
    [InlineData("", "{|TKG1003:DateTime.UtcNow.AddDays(settings.ExpiryDays)|}")]
    public Task Long_lifetime_from_a_member_is_reported(string field, string expires) => Verify.Reports(Descriptor(expires, field));

    [Fact]
    public Task Field_that_is_set_elsewhere_is_silent() =>
        Verify.Silent(Descriptor("DateTime.UtcNow + Lifetime", "private static TimeSpan Lifetime = TimeSpan.FromDays(7); public static void Configure() => Lifetime = TimeSpan.FromMinutes(5);"));

    [Theory]
    [InlineData("var expires = {|TKG1003:DateTime.UtcNow.AddDays(7)|};", "expires")]
    [InlineData("var now = DateTime.UtcNow; var expires = {|TKG1003:now.AddDays(7)|};", "expires")]
    [InlineData("var lifetime = TimeSpan.FromDays(7);", "{|TKG1003:DateTime.UtcNow.Add(lifetime)|}")]
    [InlineData("const int Days = 7;", "{|TKG1003:DateTime.UtcNow.AddDays(Days)|}")]
    [InlineData("var expires = DateTime.UtcNow.AddMinutes(15); if (remember) { expires = {|TKG1003:DateTime.UtcNow.AddDays(30)|}; }", "expires")]
    public Task Long_lifetime_from_a_local_is_reported_where_it_is_written(string before, string expires) => Verify.Reports(Descriptor(expires, before: before));

    [Fact]
    public Task Local_that_is_shortened_before_use_is_silent() =>
        Verify.Silent(Descriptor("expires", before: "var expires = DateTime.UtcNow.AddDays(7); expires = DateTime.UtcNow.AddMinutes(15);"));

    [Fact]
    public Task Time_that_grows_in_a_loop_ends() =>
        Verify.Reports(Descriptor("expires", before: "var expires = DateTime.UtcNow; while (remember) { expires = {|TKG1003:expires.AddDays(1)|}; }"));

    [Theory]
    [InlineData("DateTime.Now.AddDays(Convert.ToInt32(configuration[\"Jwt:Days\"]))")]
    [InlineData("DateTime.UtcNow.AddDays(int.Parse(configuration[\"Jwt:Days\"]!))")]
    [InlineData("DateTime.UtcNow.AddDays(configuration.GetValue<int>(\"Jwt:Days\"))")]
    [InlineData("DateTime.UtcNow.Add(TimeSpan.FromDays(Convert.ToInt32(configuration[\"Jwt:Days\"])))")]
    public Task Whole_days_from_configuration_are_at_least_one_and_reported(string expires) => Verify.Reports(Descriptor($"{{|TKG1003:{expires}|}}"));

    [Fact]
    public Task Later_assignment_is_reported() =>
        Verify.Reports(Class(
            """
            public string Login(User user)
            {
                var descriptor = new SecurityTokenDescriptor();
                descriptor.SigningCredentials = credentials;
                descriptor.Expires = {|TKG1003:DateTime.UtcNow.AddDays(1)|};
                return new JsonWebTokenHandler().CreateToken(descriptor);
            }
            """));

    [Theory]
    [InlineData("new JwtSecurityToken(\"issuer\", \"audience\", null, expires: {|TKG1003:DateTime.Now.AddDays(1)|}, signingCredentials: credentials)")]
    [InlineData("new JwtSecurityToken(\"issuer\", \"audience\", null, DateTime.UtcNow, {|TKG1003:DateTime.UtcNow.AddDays(1)|}, credentials)")]
    [InlineData("new JwtSecurityToken(new JwtHeader(credentials), new JwtPayload(\"issuer\", \"audience\", null, null, {|TKG1003:DateTime.UtcNow.AddDays(1)|}))")]
    [InlineData("new JwtSecurityToken(new JwtHeader(credentials), new JwtPayload { { \"exp\", {|TKG1003:DateTimeOffset.UtcNow.AddDays(1).ToUnixTimeSeconds()|} } })")]
    [InlineData("new JwtSecurityToken(new JwtHeader(credentials), new JwtPayload { [\"exp\"] = {|TKG1003:DateTimeOffset.UtcNow.ToUnixTimeSeconds() + 86400|} })")]
    [InlineData("new JwtSecurityTokenHandler().CreateJwtSecurityToken(\"issuer\", \"audience\", null, null, {|TKG1003:DateTime.UtcNow.AddDays(1)|}, null, credentials)")]
    public Task Long_lifetime_of_a_JwtSecurityToken_is_reported(string token) =>
        Verify.Reports(Class($"public string Login() => new JwtSecurityTokenHandler().WriteToken({token});"));

    [Fact]
    public Task Encoded_jwt_is_reported() =>
        Verify.Reports(Class(
            """public string Login() => new JwtSecurityTokenHandler().CreateEncodedJwt("issuer", "audience", null, null, {|TKG1003:DateTime.UtcNow.AddDays(1)|}, null, credentials);"""));

    [Theory]
    [InlineData("new Claim(\"exp\", {|TKG1003:DateTimeOffset.UtcNow.AddDays(1).ToUnixTimeSeconds().ToString()|})")]
    [InlineData("new Claim(System.IdentityModel.Tokens.Jwt.JwtRegisteredClaimNames.Exp, {|TKG1003:new DateTimeOffset(DateTime.Now.AddDays(1)).ToUnixTimeSeconds().ToString()|})")]
    [InlineData("new Claim(\"exp\", {|TKG1003:$\"{DateTimeOffset.UtcNow.AddDays(1).ToUnixTimeSeconds()}\"|})")]
    [InlineData("new Claim(\"exp\", {|TKG1003:EpochTime.GetIntDate(DateTime.UtcNow.AddDays(1)).ToString()|})")]
    [InlineData("new Claim(\"exp\", {|TKG1003:((long)(DateTime.UtcNow.AddDays(1) - DateTime.UnixEpoch).TotalSeconds).ToString()|})")]
    public Task Long_exp_claim_is_reported(string claim) =>
        Verify.Reports(Class(
            $$"""
            public string Login(User user)
            {
                var claims = new List<Claim> { new Claim("sub", user.Id) };
                claims.Add({{claim}});
                return new JwtSecurityTokenHandler().WriteToken(new JwtSecurityToken(new JwtHeader(credentials), new JwtPayload(claims)));
            }
            """));

    [Fact]
    public Task Exp_claim_that_goes_to_no_token_is_silent() =>
        Verify.Silent(Class("""public ClaimsPrincipal Current() => new(new ClaimsIdentity([new Claim("exp", DateTimeOffset.UtcNow.AddDays(1).ToUnixTimeSeconds().ToString())], "cookie"));"""));

    [Fact]
    public Task Exp_among_the_claims_of_a_descriptor_is_reported() =>
        Verify.Reports(Class(
            """
            public string Login()
            {
                var claims = new Dictionary<string, object> { ["exp"] = {|TKG1003:DateTimeOffset.UtcNow.AddDays(1).ToUnixTimeSeconds()|} };
                return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor { Claims = claims, SigningCredentials = credentials });
            }
            """));

    [Fact]
    public Task TokenLifetimeInMinutes_is_reported() =>
        Verify.Reports(Class(
            """
            private readonly JsonWebTokenHandler handler = new() { TokenLifetimeInMinutes = {|TKG1003:60 * 24|} };

            public void Configure() => new JwtSecurityTokenHandler().TokenLifetimeInMinutes = 30;
            """));

    [Fact]
    public Task BearerTokenExpiration_is_reported() =>
        Verify.Reports(
            """
            var builder = WebApplication.CreateBuilder(args);
            builder.Services.AddAuthentication().AddBearerToken(options =>
            {
                options.BearerTokenExpiration = {|TKG1003:TimeSpan.FromDays(7)|};
                options.RefreshTokenExpiration = TimeSpan.FromDays(30);
            });
            """);

    [Theory]
    [InlineData("options.SetAccessTokenLifetime({|TKG1003:TimeSpan.FromDays(1)|})")]
    [InlineData("options.SetAccessTokenLifetime({|TKG1003:null|})")]
    [InlineData("options.SetAccessTokenLifetime(TimeSpan.FromMinutes(30)).SetRefreshTokenLifetime(TimeSpan.FromDays(30)).SetIdentityTokenLifetime(TimeSpan.FromHours(2))")]
    [InlineData("options.Configure(server => server.AccessTokenLifetime = {|TKG1003:TimeSpan.FromHours(8)|})")]
    [InlineData("options.Configure(server => server.AccessTokenLifetime = {|TKG1003:null|})")]
    public Task Lifetime_of_OpenIddict_is_judged(string statement) =>
        Verify.Reports(
            $$"""
            var builder = WebApplication.CreateBuilder(args);
            builder.Services.AddOpenIddict().AddServer(options => {{statement}});
            """);

    [Theory]
    [InlineData("Duende.IdentityServer")]
    [InlineData("IdentityServer4")]
    public Task Lifetime_of_an_IdentityServer_client_is_reported(string library) =>
        Verify.Reports(
            $$"""
            using {{library}}.Models;

            public static class Clients
            {
                public static Client[] All =>
                [
                    new Client { ClientId = "spa", AllowedGrantTypes = GrantTypes.Code, AccessTokenLifetime = {|TKG1003:3600 * 24|} },
                    new Client { ClientId = "web", AccessTokenLifetime = (int){|TKG1003:TimeSpan.FromDays(1).TotalSeconds|} },
                    new Client { ClientId = "ok", AccessTokenLifetime = 3600, AbsoluteRefreshTokenLifetime = 2592000, IdentityTokenLifetime = 36000 },
                    new Client { ClientId = "machine", AllowedGrantTypes = GrantTypes.ClientCredentials, AccessTokenLifetime = 86400 },
                    new Client { ClientId = "tv", AllowedGrantTypes = GrantTypes.DeviceFlow, AccessTokenLifetime = 86400 },
                    new Client { ClientId = "reference", AccessTokenType = AccessTokenType.Reference, AccessTokenLifetime = 86400 },
                ];
            }
            """,
            $"{library}.cs");

    [Fact]
    public Task Lifetimes_of_FastEndpoints_are_reported() =>
        Verify.Reports(
            """
            using FastEndpoints.Security;

            public class Login
            {
                public string Handle() => JwtBearer.CreateToken(options => { options.SigningKey = "key"; options.ExpireAt = {|TKG1003:DateTime.UtcNow.AddDays(1)|}; });
                public string Invite() { var inviteToken = JwtBearer.CreateToken(options => options.ExpireAt = DateTime.UtcNow.AddDays(1)); return inviteToken; }
                public void Setup(RefreshServiceOptions options) { options.AccessTokenValidity = {|TKG1003:TimeSpan.FromHours(8)|}; options.RefreshTokenValidity = TimeSpan.FromDays(30); }
            }
            """,
            "FastEndpoints.Security.cs");

    [Theory]
    [InlineData(".AddClaim(\"exp\", {|TKG1003:DateTimeOffset.UtcNow.AddDays(1).ToUnixTimeSeconds()|})")]
    [InlineData(".AddClaim(JWT.Builder.ClaimName.ExpirationTime, {|TKG1003:DateTimeOffset.UtcNow.AddDays(1).ToUnixTimeSeconds()|})")]
    [InlineData(".AddClaim(\"exp\", {|TKG1003:DateTime.UtcNow.AddHours(6).Ticks.ToString()|})")]
    [InlineData(".ExpirationTime({|TKG1003:DateTime.UtcNow.AddDays(1)|})")]
    [InlineData(".AddClaim(\"exp\", DateTimeOffset.UtcNow.AddMinutes(15).ToUnixTimeSeconds())")]
    public Task Lifetime_of_a_JwtBuilder_is_judged(string call) =>
        Verify.Reports(
            $$"""
            using JWT.Builder;

            public class Login
            {
                public string Create(string secret) => new JwtBuilder().WithSecret(secret).AddClaim("sub", "1"){{call}}.Encode();
            }
            """);

    [Theory]
    [InlineData("Jose.JWT.Encode(new { sub = 1, exp = {|TKG1003:DateTimeOffset.UtcNow.AddDays(1).ToUnixTimeSeconds()|} }, key, Jose.JwsAlgorithm.HS256)")]
    [InlineData("Jose.JWT.Encode(new Dictionary<string, object> { [\"exp\"] = {|TKG1003:DateTimeOffset.UtcNow.AddDays(1).ToUnixTimeSeconds()|} }, key, Jose.JwsAlgorithm.HS256)")]
    [InlineData("Jose.JWT.Encode(new { sub = 1, exp = DateTimeOffset.UtcNow.AddMinutes(10).ToUnixTimeSeconds() }, key, Jose.JwsAlgorithm.HS256)")]
    [InlineData("encoder.Encode(new Dictionary<string, object> { { \"exp\", {|TKG1003:DateTimeOffset.UtcNow.AddDays(1).ToUnixTimeSeconds()|} } }, key)")]
    public Task Exp_of_a_payload_is_judged(string call) =>
        Verify.Reports(
            $$"""
            using JWT;

            public class Login
            {
                public string Create(byte[] key, IJwtEncoder encoder) => {{call}};
            }
            """);

    [Fact]
    public Task Default_of_a_parameter_is_reported() =>
        Verify.Reports(Class(
            """
            public string CreateToken(User user, int expiresInMinutes = 120)
            {
                var expires = {|TKG1003:clock.GetUtcNow().UtcDateTime.AddMinutes(expiresInMinutes)|};
                return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor { Expires = expires, SigningCredentials = credentials });
            }
            """));

    [Theory]
    [InlineData("GenerateRefreshToken")]
    [InlineData("CreateInvite")]
    [InlineData("GenerateEmailConfirmationToken")]
    [InlineData("CreatePasswordResetToken")]
    [InlineData("CreateIdToken")]
    [InlineData("CreateServiceToken")]
    [InlineData("CreateServiceAccountToken")]
    [InlineData("CreatePasswordSetupToken")]
    [InlineData("CreateDeveloperToken")]
    [InlineData("CreateRememberMeToken")]
    [InlineData("GenerateOptOutToken")]
    [InlineData("IssueDeviceToken")]
    [InlineData("CreateDownloadLink")]
    [InlineData("GenerateAppleClientSecret")]
    [InlineData("CreateParkingToken")]
    [InlineData("GenerateViewerToken")]
    [InlineData("CreateTokenForKiosk")]
    [InlineData("SignWebhook")]
    public Task Token_of_another_kind_by_its_method_is_silent(string method) => Verify.Silent(Class(Method(method)));

    [Theory]
    [InlineData("RefreshTokenFactory")]
    [InlineData("InvitationService")]
    [InlineData("EmailVerification")]
    public Task Token_of_another_kind_by_its_type_is_silent(string type) => Verify.Silent(Class(Method("Create"), type));

    [Theory]
    [InlineData("GenerateAccessToken", "RefreshTokenFactory")]
    [InlineData("RefreshAccessToken", "TokenService")]
    [InlineData("Authenticate", "Users")]
    [InlineData("CreateTokenForUser", "KioskTokenService")]
    [InlineData("GerarToken", "CustomAuthenticationStateProvider")]
    public Task Nearer_name_wins(string method, string type) => Verify.Reports(Class(Method(method, marked: true), type));

    private static string Method(string name, bool marked = false)
    {
        var expires = "DateTime.UtcNow.AddDays(7)";
        return $$"""
            public string {{name}}(User user)
            {
                var token = new JwtSecurityToken(claims: [new Claim("sub", user.Id)], expires: {{(marked ? $"{{|TKG1003:{expires}|}}" : expires)}}, signingCredentials: credentials);
                return new JwtSecurityTokenHandler().WriteToken(token);
            }
            """;
    }

    [Fact]
    public Task Descriptor_whose_token_is_a_refresh_token_is_silent() =>
        Verify.Silent(Class(
            """
            public Tokens Login(User user)
            {
                var handler = new JsonWebTokenHandler();
                var descriptor = new SecurityTokenDescriptor { Expires = DateTime.UtcNow.AddDays(7), SigningCredentials = credentials };
                var refreshToken = handler.CreateToken(descriptor);
                var other = new SecurityTokenDescriptor { Expires = DateTime.UtcNow.AddDays(7), SigningCredentials = credentials };
                return new Tokens { RefreshToken = handler.CreateToken(other), Token = refreshToken };
            }
            """));

    [Fact]
    public Task Descriptor_that_is_used_twice_is_judged_by_what_each_lifetime_is_for() =>
        Verify.Reports(Class(
            """
            public Tokens Login(User user)
            {
                var handler = new JwtSecurityTokenHandler();
                var descriptor = new SecurityTokenDescriptor { Expires = {|TKG1003:DateTime.UtcNow.AddDays(1)|}, SigningCredentials = credentials };
                var access = handler.WriteToken(handler.CreateToken(descriptor));
                descriptor.Expires = DateTime.UtcNow.AddDays(30);
                var refresh = handler.WriteToken(handler.CreateToken(descriptor));
                return new Tokens { AccessToken = access, RefreshToken = refresh };
            }
            """));

    [Fact]
    public Task Token_that_is_sent_as_an_invitation_is_silent() =>
        Verify.Silent(Class(
            """
            public void Invite(string email)
            {
                var token = new JwtSecurityTokenHandler().WriteToken(new JwtSecurityToken(expires: DateTime.UtcNow.AddDays(7), signingCredentials: credentials));
                mailer.SendInvitation(email, token);
            }

            public string Page(string email)
            {
                var token = new JwtSecurityTokenHandler().WriteToken(new JwtSecurityToken(expires: DateTime.UtcNow.AddDays(7), signingCredentials: credentials));
                var link = $"https://example.com/confirm?code={token}";
                return link;
            }
            """));

    [Theory]
    [InlineData("new Claim(\"token_use\", \"refresh\")")]
    [InlineData("new Claim(\"typ\", \"Invite\")")]
    [InlineData("new Claim(\"purpose\", user.Id)")]
    [InlineData("new Claim(\"type\", \"email-confirmation\")")]
    public Task Token_of_another_kind_by_its_claims_is_silent(string claim) =>
        Verify.Silent(Class(
            $$"""
            public string Create(User user) =>
                new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor { Subject = new ClaimsIdentity([{{claim}}]), Expires = DateTime.UtcNow.AddDays(7), SigningCredentials = credentials });
            """));

    [Fact]
    public Task Token_type_tells_the_kind() =>
        Verify.Reports(Class(
            """
            public string Create() => new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor { TokenType = "refresh+jwt", Expires = DateTime.UtcNow.AddDays(7), SigningCredentials = credentials });
            public string Make() => new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor { TokenType = "at+jwt", Expires = {|TKG1003:DateTime.UtcNow.AddDays(7)|}, SigningCredentials = credentials });
            """));

    [Fact]
    public Task Method_for_several_kinds_is_silent() =>
        Verify.Silent(Class(
            """
            public enum TokenKind { Access, Refresh }
            public string Create(TokenKind kind) => new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor { Expires = DateTime.UtcNow.AddDays(7), SigningCredentials = credentials });
            """));

    [Fact]
    public Task Lifetime_whose_name_is_of_another_token_is_silent() =>
        Verify.Silent(Descriptor("DateTime.UtcNow.AddDays(settings.RefreshTokenDays)"));

    [Fact]
    public Task Look_alike_type_is_silent() =>
        Verify.Silent(
            """
            namespace Own
            {
                public class SecurityTokenDescriptor { public DateTime? Expires { get; set; } }
                public class JwtSecurityToken(DateTime? expires) { public DateTime? Expires => expires; }
                public class C
                {
                    public object A() => new SecurityTokenDescriptor { Expires = DateTime.UtcNow.AddDays(7) };
                    public object B() => new JwtSecurityToken(expires: DateTime.UtcNow.AddDays(7));
                }
            }
            """);

    [Fact]
    public Task Limit_of_the_policy_counts() =>
        Verify.ReportsWith("tokenguard.max_access_token_lifetime = 10m", Descriptor("{|TKG1003:DateTime.UtcNow.AddMinutes(15)|}"));

    [Fact]
    public Task Higher_limit_of_the_policy_is_kept() =>
        Verify.ReportsWith("tokenguard.max_access_token_lifetime = 24h", Descriptor("DateTime.UtcNow.AddHours(8)"));

    [Fact]
    public Task Development_only_code_is_silent() =>
        Verify.Silent(
            """
            var builder = WebApplication.CreateBuilder(args);
            builder.Services.AddAuthentication().AddBearerToken(options =>
            {
                if (builder.Environment.IsDevelopment())
                {
                    options.BearerTokenExpiration = TimeSpan.FromDays(7);
                }
            });
            """);

    [Theory]
    [InlineData("DateTime.UtcNow.Add(environment.IsDevelopment() ? TimeSpan.FromDays(30) : TimeSpan.FromMinutes(5))")]
    [InlineData("environment.IsDevelopment() ? DateTime.UtcNow.AddDays(30) : DateTime.UtcNow.AddMinutes(5)")]
    [InlineData("!environment.IsDevelopment() ? DateTime.UtcNow.AddMinutes(5) : DateTime.UtcNow.AddDays(30)")]
    [InlineData("{|TKG1003:DateTime.UtcNow.Add(environment.IsDevelopment() ? TimeSpan.FromMinutes(5) : TimeSpan.FromDays(30))|}")]
    [InlineData("environment.IsDevelopment() ? DateTime.UtcNow.AddDays(60) : {|TKG1003:DateTime.UtcNow.AddDays(30)|}")]
    public Task Lifetime_for_development_does_not_count(string expires) =>
        Verify.Reports(Class(
            $$"""
            public string CreateToken(IHostEnvironment environment) =>
                new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor { Expires = {{expires}}, SigningCredentials = credentials });
            """));

    [Fact]
    public Task Message_names_the_property_and_the_limits() =>
        Verify.ReportsMessages(
            Descriptor("{|#0:DateTime.UtcNow.AddDays(7)|}"),
            new DiagnosticResult("TKG1003", DiagnosticSeverity.Warning).WithLocation(0).WithMessage(
                "'SecurityTokenDescriptor.Expires' lets an access token live longer than 1 hour; let it expire after 15 minutes and renew it with a refresh token"));

    [Theory]
    [InlineData("DateTime.UtcNow.AddDays(7)", "DateTime.UtcNow.AddMinutes(15)")]
    [InlineData("DateTime.UtcNow.AddDays(7) /* a week */", "DateTime.UtcNow.AddMinutes(15) /* a week */")]
    [InlineData("DateTime.UtcNow.AddDays(1).AddHours(1)", "DateTime.UtcNow.AddMinutes(15)")]
    [InlineData("DateTime.UtcNow.Add(TimeSpan.FromDays(7))", "DateTime.UtcNow.Add(TimeSpan.FromMinutes(15))")]
    [InlineData("DateTime.UtcNow + TimeSpan.FromDays(7)", "DateTime.UtcNow + TimeSpan.FromMinutes(15)")]
    [InlineData("DateTime.UtcNow + new TimeSpan(7, 0, 0, 0)", "DateTime.UtcNow + TimeSpan.FromMinutes(15)")]
    [InlineData("DateTime.UtcNow.Add(2 * TimeSpan.FromHours(12))", "DateTime.UtcNow.Add(TimeSpan.FromMinutes(15))")]
    [InlineData("clock.GetUtcNow().AddDays(7).UtcDateTime", "clock.GetUtcNow().AddMinutes(15).UtcDateTime")]
    [InlineData("DateTime.MaxValue", "DateTime.UtcNow.AddMinutes(15)")]
    public Task Fix_shortens_what_is_written(string expires, string fixedExpires)
    {
        var comment = expires.IndexOf(" /*", StringComparison.Ordinal);
        var marked = comment < 0 ? $"{{|TKG1003:{expires}|}}" : $"{{|TKG1003:{expires[..comment]}|}}{expires[comment..]}";
        return Verify.Fixes(Descriptor(marked), Descriptor(fixedExpires));
    }

    [Theory]
    [InlineData("private static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);", "private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(15);", "DateTime.UtcNow + Lifetime")]
    [InlineData("private const int Minutes = 1440;", "private const int Minutes = 15;", "DateTime.UtcNow.AddMinutes(Minutes)")]
    [InlineData("private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(Minutes); private const int Minutes = 60 * 24;", "private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(Minutes); private const int Minutes = 15;", "DateTime.UtcNow.Add(Lifetime)")]
    public Task Fix_shortens_a_field_that_serves_this_token_only(string field, string fixedField, string expires) =>
        Verify.Fixes(Descriptor($"{{|TKG1003:{expires}|}}", field), Descriptor(expires, fixedField));

    [Theory]
    [InlineData("private const int Days = 7;", "DateTime.UtcNow.AddDays(Days)")]
    [InlineData("private const int Minutes = 1440; public int ExpiresIn => Minutes * 60;", "DateTime.UtcNow.AddMinutes(Minutes)")]
    [InlineData("public static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);", "DateTime.UtcNow + Lifetime")]
    [InlineData("", "DateTime.UtcNow.AddDays(settings.ExpiryDays)")]
    public Task Lifetime_that_others_may_use_is_reported_without_fix(string field, string expires) =>
        Verify.OffersNoFix(Descriptor($"{{|TKG1003:{expires}|}}", field));

    [Theory]
    [InlineData("10m", "AddMinutes(10)")]
    [InlineData("90s", "AddSeconds(90)")]
    [InlineData("8h", "AddMinutes(15)")]
    public Task Fix_keeps_to_the_limit_of_the_policy(string limit, string call) =>
        Verify.Fixes(
            Descriptor("{|TKG1003:DateTime.UtcNow.AddDays(7)|}"), Descriptor($"DateTime.UtcNow.{call}"), options: $"tokenguard.max_access_token_lifetime = {limit}");

    [Fact]
    public Task Fix_writes_seconds_for_an_IdentityServer_client() =>
        Verify.Fixes(
            """
            using Duende.IdentityServer.Models;

            public static class Clients
            {
                public static readonly Client Spa = new()
                {
                    ClientId = "spa",
                    AccessTokenLifetime = {|TKG1003:60 * 60 * 24|}, // a day
                };
            }
            """,
            """
            using Duende.IdentityServer.Models;

            public static class Clients
            {
                public static readonly Client Spa = new()
                {
                    ClientId = "spa",
                    AccessTokenLifetime = 900, // a day
                };
            }
            """,
            stubs: "Duende.IdentityServer.cs");

    [Theory]
    [InlineData("TimeSpan.FromDays(1)", "TimeSpan.FromMinutes(15)")]
    [InlineData("null", "TimeSpan.FromMinutes(15)")]
    [InlineData("Timeout.InfiniteTimeSpan", "TimeSpan.FromMinutes(15)")]
    [InlineData("new(7, 0, 0, 0)", "TimeSpan.FromMinutes(15)")]
    public Task Fix_shortens_a_length_of_time(string lifetime, string fixedLifetime)
    {
        return Verify.Fixes(Program($"{{|TKG1003:{lifetime}|}}"), Program(fixedLifetime));

        static string Program(string lifetime) =>
            $$"""
            var builder = WebApplication.CreateBuilder(args);
            builder.Services.AddOpenIddict().AddServer(options => options.SetAccessTokenLifetime({{lifetime}}));
            """;
    }

    [Theory]
    [InlineData("DateTimeOffset.UtcNow.AddDays(1).ToUnixTimeSeconds()", "DateTimeOffset.UtcNow.AddMinutes(15).ToUnixTimeSeconds()")]
    [InlineData("DateTimeOffset.UtcNow.ToUnixTimeSeconds() + 24 * 3600", "DateTimeOffset.UtcNow.ToUnixTimeSeconds() + 900")]
    [InlineData("(DateTime.UtcNow.AddDays(1) - DateTime.UnixEpoch).TotalSeconds", "(DateTime.UtcNow.AddMinutes(15) - DateTime.UnixEpoch).TotalSeconds")]
    public Task Fix_shortens_the_exp_of_a_payload(string exp, string fixedExp)
    {
        return Verify.Fixes(Login($"{{|TKG1003:{exp}|}}"), Login(fixedExp));

        static string Login(string exp) =>
            $$"""
            public class Login
            {
                public string Create(byte[] key) => Jose.JWT.Encode(new { sub = 1, exp = {{exp}} }, key, Jose.JwsAlgorithm.HS256);
            }
            """;
    }

    [Fact]
    public Task Fix_shortens_the_default_of_a_parameter() =>
        Verify.Fixes(
            Class("public SecurityTokenDescriptor Create(int minutes = 120) => new() { Expires = {|TKG1003:DateTime.UtcNow.AddMinutes(minutes)|}, SigningCredentials = credentials };"),
            Class("public SecurityTokenDescriptor Create(int minutes = 15) => new() { Expires = DateTime.UtcNow.AddMinutes(minutes), SigningCredentials = credentials };"));
}
